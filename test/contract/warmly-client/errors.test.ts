import { describe, expect, test } from 'vitest';
import { callOutcome } from '../../../src/http/failure.ts';
import { failureOf } from '../../unit/http/set-up.ts';
import { closedPortUrl } from '../../unit/http/stub-server.ts';
import { request, warmlySetUp } from './set-up.ts';

const { setUp, clientAt, answering } = warmlySetUp();

describe('failures', () => {
  test.each([
    [400, 'invalid_request', false, 'refused'],
    [401, 'unauthorized', false, 'refused'],
    [403, 'forbidden', false, 'refused'],
    [404, 'not_found', false, 'refused'],
    [408, 'unavailable', true, 'unknown'],
    [413, 'invalid_request', false, 'refused'],
    [422, 'invalid_request', false, 'refused'],
    [429, 'rate_limited', true, 'refused'],
    [500, 'unavailable', true, 'unknown'],
    [502, 'unavailable', true, 'unknown'],
    [302, 'malformed_answer', false, 'unknown'],
  ])('%i is warmly.%s', async (status, code, retryable, outcome) => {
    const { client, server } = await answering(status, { message: 'No', error: 'x', statusCode: status });
    const error = await failureOf(client.execute(request));
    expect(error).toMatchObject({ code: `warmly.${code}`, retryable });
    expect(callOutcome(error)).toBe(outcome);
    expect(error.fields.status).toBe(status);
    expect(server.requests).toHaveLength(1);
  });

  test('both forms of error body reach the log and no person', async () => {
    const token = await answering(401, { error: 'invalid_token', message: 'Key is bad' });
    const first = await failureOf(token.client.listTools());
    expect(first.fields).toMatchObject({ upstreamCode: 'invalid_token', upstreamMessage: 'Key is bad' });
    expect(first.userMessage).toContain('WARMLY_API_KEY');
    const nest = await answering(404, { message: 'Tool gone', error: 'Not Found', statusCode: 404 });
    const second = await failureOf(nest.client.getExecution('a'));
    expect(second.fields).toMatchObject({ upstreamCode: 'Not Found', upstreamMessage: 'Tool gone' });
    expect(`${first.userMessage}${second.userMessage}`).not.toMatch(/Key is bad|Tool gone/);
  });

  test('a gateway page instead of JSON', async () => {
    const { client } = await setUp((_request, response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'),
    );
    const error = await failureOf(client.getExecution('a'));
    expect(error).toMatchObject({ code: 'warmly.unavailable', retryable: true });
  });

  test('429 means a minute unless it says otherwise', async () => {
    const silent = await answering(429, {});
    expect((await failureOf(silent.client.execute(request))).retryAfterMs).toBe(60_000);
    const clear = await answering(429, {}, { 'retry-after': '7' });
    expect((await failureOf(clear.client.execute(request))).retryAfterMs).toBe(7_000);
  });

  test('timeout, cut and refused connection', async () => {
    const { client } = await setUp(() => {});
    const late = await failureOf(client.execute(request, { timeoutMs: 100 }));
    expect([late.code, callOutcome(late)]).toEqual(['warmly.timeout', 'unknown']);
    const cutting = await setUp((received) => received.socket.destroy());
    const cut = await failureOf(cutting.client.execute(request));
    expect([cut.code, callOutcome(cut)]).toEqual(['warmly.unreachable', 'unknown']);
    const refused = await failureOf(clientAt(await closedPortUrl()).execute(request));
    expect([refused.code, callOutcome(refused)]).toEqual(['warmly.unreachable', 'not_sent']);
  });
});
