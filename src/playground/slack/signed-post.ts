import { createHmac } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Clock } from '../../clock.ts';

const maxAnswerBytes = 1_000_000;

export interface SignedPost {
  readonly url: string;
  readonly signingSecret: string;
  readonly contentType: 'application/json' | 'application/x-www-form-urlencoded';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Breaks the connection. */
  readonly signal: AbortSignal;
  /** How far the sender's clock is ahead of its own time. */
  readonly skewMs?: number;
  /** Breaks the connection as soon as everything is sent. */
  readonly isCutWhenSent?: boolean;
}

export type PostOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: IncomingMessage['headers'];
      readonly body: string;
    }
  /** In the words of `x-slack-retry-reason`. */
  | { readonly kind: 'failed'; readonly reason: 'http_timeout' | 'connection_failed' };

/** Posts to an app as Slack does: signed, over a connection of its own, waiting no longer than told. */
export async function signedPost(clock: Clock, post: SignedPost): Promise<PostOutcome> {
  const timestamp = String(Math.floor((clock.nowMs() + (post.skewMs ?? 0)) / 1000));
  const digest = createHmac('sha256', post.signingSecret)
    .update(`v0:${timestamp}:${post.body}`)
    .digest('hex');
  const timer = new AbortController();
  const broken = new AbortController();
  const sent = send(post, AbortSignal.any([post.signal, broken.signal]), {
    'content-type': post.contentType,
    'content-length': String(Buffer.byteLength(post.body)),
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    accept: 'application/json,*/*',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${digest}`,
    ...post.headers,
  }).catch((): PostOutcome => ({ kind: 'failed', reason: 'connection_failed' }));
  const timedOut = clock.sleep(post.timeoutMs, AbortSignal.any([timer.signal, post.signal])).then(
    (): PostOutcome => ({
      kind: 'failed',
      reason: post.signal.aborted ? 'connection_failed' : 'http_timeout',
    }),
  );
  const outcome = await Promise.race([sent, timedOut]);
  timer.abort();
  broken.abort();
  return outcome;
}

function send(
  { url, body, isCutWhenSent }: SignedPost,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>>,
): Promise<PostOutcome> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', agent: false, headers, signal }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxAnswerBytes) response.destroy(new Error('The answer is too large.'));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString('utf8');
        resolve({
          kind: 'answered',
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: answer,
        });
      });
    });
    sending.on('error', reject);
    sending.end(body, () => {
      if (isCutWhenSent) sending.destroy(new Error('The connection was cut.'));
    });
  });
}
