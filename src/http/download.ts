import type { Dispatcher } from 'undici';
import type { Clock } from '../clock.ts';
import { ErrandError } from '../errors.ts';
import { plainHeaders } from './exchange.ts';
import { answerFailure, type Service, type TransportReason, transportFailure } from './failure.ts';
import { readRetryAfterMs } from './retry-after.ts';

export interface DownloadOptions {
  /** More than this is not read: the download fails with `.answer_too_large`. */
  readonly maxBytes: number;
  /** From connecting to the last byte. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** A file on its way. Whoever stops reading its chunks closes it. */
export interface Download {
  /** As the server names it. */
  readonly contentType: string | undefined;
  /** As announced; the chunks are bounded whatever it says. */
  readonly sizeBytes: number | undefined;
  /** To be read once. Throws transport errors and `.answer_too_large`. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

const route = 'download';

/** Begins to download a file from an address that needs no credentials; sends none. */
export async function openDownload(
  options: DownloadOptions & {
    readonly service: Service;
    readonly clock: Clock;
    readonly dispatcher: Dispatcher;
    readonly url: URL;
  },
): Promise<Download> {
  const { service, url, maxBytes } = options;
  let reason: TransportReason = 'unreachable';
  const giveUp = new AbortController();
  const stopFor = (why: TransportReason) => {
    reason = why;
    giveUp.abort();
  };
  const timer = setTimeout(() => stopFor('timeout'), options.timeoutMs);
  const onCallerAbort = () => stopFor('aborted');
  options.signal?.addEventListener('abort', onCallerAbort, { once: true });
  if (options.signal?.aborted) onCallerAbort();
  const end = () => {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', onCallerAbort);
  };
  const failure = (cause: unknown) =>
    cause instanceof ErrandError
      ? cause
      : transportFailure(service, reason, { method: 'GET', route, outcome: 'unknown', cause });
  const tooLarge = () =>
    transportFailure(service, 'answer_too_large', { method: 'GET', route, outcome: 'unknown' });

  async function* read(body: AsyncIterable<unknown>): AsyncGenerator<Uint8Array, void, void> {
    let bytes = 0;
    try {
      for await (const chunk of body) {
        if (!(chunk instanceof Uint8Array)) continue;
        bytes += chunk.byteLength;
        if (bytes > maxBytes) throw tooLarge();
        yield chunk;
      }
    } catch (error) {
      throw failure(error);
    } finally {
      end();
    }
  }

  try {
    if (!/^https?:$/.test(url.protocol)) throw new TypeError('not an address to download from');
    const { statusCode, headers, body } = await options.dispatcher.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      headers: { 'user-agent': 'errand', 'accept-encoding': 'identity' },
      signal: giveUp.signal,
    });
    // Nobody may be reading when it breaks off.
    body.on('error', () => {});
    const plain = plainHeaders(headers);
    if (statusCode < 200 || statusCode > 299) {
      // What a storage says of a refusal is about its address, which is a secret.
      body.destroy();
      throw refused(service, statusCode, readRetryAfterMs(plain, options.clock.nowMs()));
    }
    const announced = Number(plain['content-length'] ?? Number.NaN);
    const sizeBytes = Number.isSafeInteger(announced) ? announced : undefined;
    if (sizeBytes !== undefined && sizeBytes > maxBytes) {
      body.destroy();
      throw tooLarge();
    }
    return { contentType: plain['content-type'], sizeBytes, chunks: read(body) };
  } catch (error) {
    end();
    throw failure(error);
  }
}

function refused(service: Service, status: number, retryAfterMs: number | undefined): ErrandError {
  const answer = { status, headers: {}, body: undefined, text: '', retryAfterMs };
  return answerFailure(service, route, answer, {
    code: 'download_failed',
    message: 'A file could not be downloaded from its signed address.',
    userMessage: `${service.name} did not hand out the file. Ask for it again: its address may have expired.`,
    retryable: status >= 500 || status === 429 || status === 403,
  });
}
