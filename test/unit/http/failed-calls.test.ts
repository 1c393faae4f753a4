import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { callOutcome } from '../../../src/http/failure.ts';
import { failureOf, get, httpSetUp, post } from './set-up.ts';
import { closedPortUrl, sendJson } from './stub-server.ts';

const { serve, clientFor, closeLater } = httpSetUp();

describe('what is known of a failed call', () => {
  test.each(['', '..'])('an id that is no segment, %j: not sent', async (id) => {
    const server = await serve((_request, response) => sendJson(response, 200, {}));
    const request = { ...post, path: '/runs/{id}/cancel', pathParams: { id } };
    const error = await failureOf(clientFor(server.url).request(request));
    expect(error.code).toBe('demo.invalid_request');
    expect(callOutcome(error)).toBe('not_sent');
    expect(server.requests).toHaveLength(0);
  });

  test('refused connection: not sent', async () => {
    const error = await failureOf(clientFor(await closedPortUrl()).request(post));
    expect(error).toMatchObject({ code: 'demo.unreachable', retryable: true });
    expect(callOutcome(error)).toBe('not_sent');
    expect(error.fields.causeCode).toBe('ECONNREFUSED');
  });

  test('unknown host: not sent', async () => {
    const error = await failureOf(clientFor('http://nowhere.invalid').request(post));
    expect(error.code).toBe('demo.unreachable');
    expect(callOutcome(error)).toBe('not_sent');
  });

  test('time over while connecting: not sent', async () => {
    // It accepts the connection and never begins TLS, so no byte of the request can leave.
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    closeLater(() => new Promise((resolve) => silent.close(() => resolve())));
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const sockets: { destroy(): void }[] = [];
    silent.on('connection', (socket) => sockets.push(socket));
    const client = clientFor(`https://127.0.0.1:${address.port}`, { timeoutMs: 100 });
    const error = await failureOf(client.request(post));
    for (const socket of sockets) socket.destroy();
    expect(error.code).toBe('demo.timeout');
    expect(callOutcome(error)).toBe('not_sent');
  });

  test('connection cut after sending: unknown', async () => {
    const server = await serve((request) => request.socket.destroy());
    const error = await failureOf(clientFor(server.url).request(post));
    expect(error.code).toBe('demo.unreachable');
    expect(callOutcome(error)).toBe('unknown');
    expect(error.userMessage).toContain('before you try again');
    expect(server.requests).toHaveLength(1);
  });

  test('connection cut in the middle of the answer: unknown', async () => {
    const server = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"id":');
      setImmediate(() => request.socket.destroy());
    });
    expect(callOutcome(await failureOf(clientFor(server.url).request(post)))).toBe('unknown');
  });

  test('no answer in time: unknown, and not repeated', async () => {
    const server = await serve(() => {});
    const error = await failureOf(clientFor(server.url).request({ ...get, timeoutMs: 100 }));
    expect(error).toMatchObject({ code: 'demo.timeout', retryable: true });
    expect(callOutcome(error)).toBe('unknown');
    expect(server.requests).toHaveLength(1);
  });

  test('an answer that trickles is cut off by the whole time limit', async () => {
    const server = await serve((_request, response) => {
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    });
    const error = await failureOf(clientFor(server.url).request({ ...post, timeoutMs: 150 }));
    expect(error.code).toBe('demo.timeout');
  });

  test('an answer over the limit: unknown, not repeated', async () => {
    const server = await serve((_request, response) => response.end('x'.repeat(1_001)));
    const error = await failureOf(clientFor(server.url).request(get));
    expect(error).toMatchObject({ code: 'demo.answer_too_large', retryable: false });
    expect(callOutcome(error)).toBe('unknown');
    expect(server.requests).toHaveLength(1);
  });

  test('an answer just at the limit is read', async () => {
    const server = await serve((_request, response) => response.end('x'.repeat(1_000)));
    expect((await clientFor(server.url).request(get)).text).toHaveLength(1_000);
  });

  test('given up before it began: not sent', async () => {
    const server = await serve((_request, response) => sendJson(response, 200, {}));
    const error = await failureOf(clientFor(server.url).request({ ...post, signal: AbortSignal.abort() }));
    expect(error.code).toBe('demo.aborted');
    expect(callOutcome(error)).toBe('not_sent');
    expect(server.requests).toHaveLength(0);
  });

  test('given up while waiting for the answer: unknown', async () => {
    const server = await serve(() => {});
    const controller = new AbortController();
    const failure = failureOf(clientFor(server.url).request({ ...post, signal: controller.signal }));
    await server.received(1);
    controller.abort();
    expect(callOutcome(await failure)).toBe('unknown');
  });

  test('no error carries the key, the query or the body', async () => {
    const server = await serve((request) => request.socket.destroy());
    const error = await failureOf(
      clientFor(server.url).request({ ...post, body: { pass: 'word1' }, query: { sig: 'q1' } }),
    );
    expect(
      JSON.stringify([error.fields, error.message, error.userMessage, error.stack, String(error.cause)]),
    ).not.toMatch(/top-secret|word1|q1/);
  });
});
