import { afterEach } from 'vitest';
import { ErrandError } from '../../../src/errors.ts';
import { createHttpClient, type HttpClientOptions } from '../../../src/http/client.ts';
import { createFakeClock } from './fake-clock.ts';
import { type Respond, startStubServer } from './stub-server.ts';

/** Gives a test file servers and clients that are closed after each test. */
export function httpSetUp() {
  const closers: (() => Promise<void>)[] = [];
  const closeLater = (close: () => Promise<void>) => void closers.push(close);
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function serve(respond: Respond) {
    const server = await startStubServer(respond);
    closeLater(() => server.close());
    return server;
  }

  function clientFor(baseUrl: string, options: Partial<HttpClientOptions> = {}) {
    const client = createHttpClient({
      service: { code: 'demo', name: 'Demo' },
      baseUrl,
      headers: { authorization: 'Bearer top-secret' },
      timeoutMs: 10_000,
      maxBodyBytes: 1_000,
      clock: createFakeClock({ skipSleeps: true }),
      random: () => 0.5,
      ...options,
    });
    closeLater(() => client.close());
    return client;
  }

  return { serve, clientFor, closeLater };
}

/** The ErrandError that a promise ends with; fails where it ends otherwise. */
export async function failureOf(promise: Promise<unknown>): Promise<ErrandError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ErrandError) return error;
  throw new Error('did not fail as it should', { cause: error });
}

export const get = { method: 'GET', path: '/thing', retry: 'idempotent' } as const;
export const post = { method: 'POST', path: '/thing', body: { a: 1 }, retry: 'never' } as const;
