import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../src/clock.ts';
import type { CallBudget } from '../../../src/http/call-budget.ts';
import type { HttpObservation } from '../../../src/http/client.ts';
import { callOutcome } from '../../../src/http/failure.ts';
import { createFakeClock } from './fake-clock.ts';
import { failureOf, get, httpSetUp, post } from './set-up.ts';
import { sendJson } from './stub-server.ts';

const { serve, clientFor } = httpSetUp();

describe('requests', () => {
  test('sends JSON, headers, path and query under the base path', async () => {
    const server = await serve((_request, response) => sendJson(response, 202, { ok: true }));
    const answer = await clientFor(`${server.url}/api/v1/`).request({
      ...post,
      path: '/runs/{id}',
      pathParams: { id: 'r/1' },
      query: { q: ['a', 'b'] },
    });
    expect(answer).toMatchObject({ status: 202, body: { ok: true }, text: '{"ok":true}' });
    const [request] = server.requests;
    expect(request?.path).toBe('/api/v1/runs/r%2F1');
    expect(request?.query.getAll('q')).toEqual(['a', 'b']);
    expect(request?.body).toEqual({ a: 1 });
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer top-secret',
      'content-type': 'application/json',
    });
  });

  test('does not follow redirects', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(302, { location: '/elsewhere' });
      response.end();
    });
    const answer = await clientFor(server.url).request(get);
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe('/elsewhere');
    expect(server.requests).toHaveLength(1);
  });

  test('a body that is no JSON comes as text only', async () => {
    const server = await serve((_request, response) => response.end('<html>no</html>'));
    expect(await clientFor(server.url).request(get)).toMatchObject({
      body: undefined,
      text: '<html>no</html>',
    });
  });

  test('requests that must not happen twice never share a connection', async () => {
    const server = await serve((_request, response) => sendJson(response, 200, {}));
    const client = clientFor(server.url);
    await client.request(get);
    await client.request(post);
    await client.request(post);
    const connections = server.requests.map((request) => request.headers.connection);
    expect(connections).toEqual(['keep-alive', 'close', 'close']);
    expect(new Set(server.requests.map((request) => request.socket)).size).toBe(3);
  });
});

describe('what is repeated', () => {
  test.each([408, 429, 500, 502, 503, 504])('a GET over %i, three times in all', async (status) => {
    const server = await serve((_request, response) => sendJson(response, status, {}));
    const clock = createFakeClock({ skipSleeps: true });
    const answer = await clientFor(server.url, { clock }).request(get);
    expect(answer.status).toBe(status);
    expect(server.requests).toHaveLength(3);
    expect(clock.sleptMs).toEqual([375, 750]);
  });

  test.each([400, 401, 403, 404, 409, 422, 501])('not a GET over %i', async (status) => {
    const server = await serve((_request, response) => sendJson(response, status, {}));
    expect((await clientFor(server.url).request(get)).status).toBe(status);
    expect(server.requests).toHaveLength(1);
  });

  test.each([429, 500, 503])('not a POST over %i', async (status) => {
    const server = await serve((_request, response) => sendJson(response, status, {}));
    expect((await clientFor(server.url).request(post)).status).toBe(status);
    expect(server.requests).toHaveLength(1);
  });

  test('not where the answer says that it is of no use', async () => {
    const server = await serve((request, response) =>
      sendJson(
        response,
        500,
        request.path === '/thing' ? { retryable: false } : {},
        request.path === '/thing' ? {} : { 'x-should-retry': 'false' },
      ),
    );
    const client = clientFor(server.url);
    await client.request(get);
    await client.request({ ...get, path: '/other' });
    expect(server.requests).toHaveLength(2);
  });

  test('Retry-After is obeyed where it is short and handed on where it is long', async () => {
    let retryAfter = '2';
    const server = await serve((_request, response) =>
      sendJson(response, 503, {}, { 'retry-after': retryAfter }),
    );
    const clock = createFakeClock({ skipSleeps: true });
    const client = clientFor(server.url, { clock });
    await client.request(get);
    expect(clock.sleptMs).toEqual([2_000, 2_000]);
    retryAfter = '120';
    expect((await client.request(get)).retryAfterMs).toBe(120_000);
    expect(server.requests).toHaveLength(4);
  });

  test('a GET gets its answer after a cut connection', async () => {
    let count = 0;
    const server = await serve((request, response) => {
      if (count++ === 0) request.socket.destroy();
      else sendJson(response, 200, { ok: true });
    });
    const seen: HttpObservation[] = [];
    const client = clientFor(server.url, { onRequest: (observation) => seen.push(observation) });
    expect((await client.request({ ...get, query: { q: 'private' } })).body).toEqual({ ok: true });
    expect(seen.map(({ attempt, status, errorCode }) => [attempt, status, errorCode])).toEqual([
      [1, undefined, 'demo.unreachable'],
      [2, 200, undefined],
    ]);
    expect(JSON.stringify(seen)).not.toMatch(/private|secret/);
  });
});

/** Knows pauses alone, and lets nobody wait. */
function pausableBudget(clock: Clock): CallBudget {
  let untilMs = 0;
  return {
    take: () => {
      const retryAfterMs = untilMs - clock.nowMs();
      return Promise.resolve(
        retryAfterMs > 0 ? { granted: false, reason: 'too_long', retryAfterMs } : { granted: true },
      );
    },
    pause: (durationMs) => {
      untilMs = Math.max(untilMs, clock.nowMs() + durationMs);
    },
  };
}

describe('with a budget', () => {
  test('a 429 pauses every later call for as long as the server asks', async () => {
    const server = await serve((_request, response) => sendJson(response, 429, {}, { 'retry-after': '40' }));
    const clock = createFakeClock();
    const budget = pausableBudget(clock);
    const client = clientFor(server.url, { clock, budget });
    expect((await client.request(get)).retryAfterMs).toBe(40_000);
    const error = await failureOf(client.request(post));
    expect(error).toMatchObject({ code: 'demo.rate_limited', retryable: true, retryAfterMs: 40_000 });
    expect(callOutcome(error)).toBe('not_sent');
    expect(server.requests).toHaveLength(1);
    await clock.advance(40_000);
    await client.request(post);
    expect(server.requests).toHaveLength(2);
  });

  test('a 429 that names no time pauses as long as the client is told to', async () => {
    const server = await serve((_request, response) => sendJson(response, 429, {}));
    const clock = createFakeClock();
    const budget = pausableBudget(clock);
    const client = clientFor(server.url, { clock, budget, rateLimitPauseMs: 60_000 });
    await client.request(get);
    expect(server.requests).toHaveLength(1);
    expect((await failureOf(client.request(get))).retryAfterMs).toBe(60_000);
  });

  test('a budget that cannot be asked means that nothing was sent', async () => {
    const server = await serve((_request, response) => sendJson(response, 200, {}));
    const budget: CallBudget = {
      take: () => Promise.reject(new Error('The database is away.')),
      pause: () => undefined,
    };
    const error = await failureOf(clientFor(server.url, { budget }).request(post));
    expect([callOutcome(error), server.requests]).toEqual(['not_sent', []]);
  });

  test('nothing is sent when what must come before fails', async () => {
    const server = await serve((_request, response) => sendJson(response, 200, {}));
    const beforeSend = () => Promise.reject(new Error('It could not be noted.'));
    await expect(clientFor(server.url).request({ ...post, beforeSend })).rejects.toThrow('noted');
    expect(server.requests).toEqual([]);
  });
});
