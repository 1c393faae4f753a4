import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

/** What Bolt answers when a listener took longer than Slack waits: counted as the three seconds that it took. */
const TOO_LATE_STATUS = 404;

/** Deliveries over HTTP as Slack signs them: each resolves with how long its answer took. */
export function createSlackLoad(url: string, signingSecret: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });

  function deliver(body: string, sentAtMs = performance.now()): Promise<number> {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    };
    return new Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
        answer.resume();
        answer.once('end', () =>
          answer.statusCode === 200 || answer.statusCode === TOO_LATE_STATUS
            ? resolve(performance.now() - sentAtMs)
            : reject(new Error(`Answered ${answer.statusCode}.`)),
        );
      });
      sent.once('error', (error) => {
        // The other side may close a kept connection at the moment when it is used again: nothing was answered then.
        if (sent.reusedSocket) resolve(deliver(body, sentAtMs));
        else reject(error);
      });
      sent.end(body);
    });
  }

  return {
    /** That many a second, whether or not the answers keep up: the latencies in milliseconds. */
    async run(perSecond: number, bodies: readonly string[]): Promise<number[]> {
      const startedAtMs = performance.now();
      const answers: Promise<number>[] = [];
      for (const [index, body] of bodies.entries()) {
        const waitMs = startedAtMs + (index * 1_000) / perSecond - performance.now();
        if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
        answers.push(deliver(body));
      }
      return await Promise.all(answers);
    },
    close: () => agent.destroy(),
  };
}
