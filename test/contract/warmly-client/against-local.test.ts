import { describe, expect, test } from 'vitest';
import { judgeExecution } from '../../../src/warmly/judge.ts';
import { failureOf } from '../../unit/http/set-up.ts';
import { clientOf, startTestWarmly } from '../local-warmly/service.ts';

const anything = { name: 'anything', description: '', isAsync: false, inputSchema: { type: 'object' } };
const slow = { ...anything, name: 'slow', isAsync: true };

describe('each status, as the local Warmly gives it', () => {
  test.each([
    ['pending', { holdIn: 'pending' }, 'running'],
    ['running', { holdIn: 'running' }, 'running'],
    ['succeeded', { end: 'succeeded' }, 'succeeded'],
    ['failed', { end: 'failed', userFacingError: 'No mailbox.' }, 'failed'],
    ['cancelled', { end: 'cancelled' }, 'cancelled'],
    ['awaiting_approval', { end: 'awaiting_approval' }, 'waiting'],
  ] as const)('%s', async (status, script, verdict) => {
    const local = await startTestWarmly();
    local.warmly.addTool(slow);
    local.warmly.script('slow', script);
    const client = clientOf(local);
    const { id } = await client.execute({ toolName: 'slow', input: {}, externalRef: 'job-1' });
    local.clock.advance(60_000);
    const execution = await client.getExecution(id ?? '');
    expect(execution).toMatchObject({ id, status, toolName: 'slow', externalRef: 'job-1' });
    expect(judgeExecution(execution)).toBe(verdict);
    expect(execution.userFacingError).toBe(status === 'failed' ? 'No mailbox.' : undefined);
    expect(execution.finishedAtMs !== undefined).toBe(/succeeded|failed|cancelled/.test(status));
    const page = await client.listExecutions({ status });
    expect(page.executions.map((each) => each.id)).toEqual([id]);
  });

  test('succeeded by its status and not by its output has failed', async () => {
    const local = await startTestWarmly();
    local.warmly.script('get_credits_remaining', { output: { success: false } });
    const execution = await clientOf(local).execute({ toolName: 'get_credits_remaining', input: {} });
    expect([execution.status, judgeExecution(execution)]).toEqual(['succeeded', 'failed']);
  });
});

/** An input of this many bytes, keys or levels in all. */
const inputs = {
  bytes: (bytes: number) => ({ text: 'x'.repeat(bytes - '{"text":""}'.length) }),
  keys: (keys: number) => ({
    nested: { within: 1 },
    ...Object.fromEntries(Array.from({ length: keys - 2 }, (_, index) => [`k${index}`, index])),
  }),
  levels: (levels: number) => {
    let value: Record<string, unknown> = {};
    for (let level = 1; level < levels; level += 1) value = { in: value };
    return value;
  },
} as const;

describe('the client’s limits are the service’s', () => {
  test.each([
    ['bytes', 262_144],
    ['keys', 1_000],
    ['levels', 32],
  ] as const)('%s: %i', async (limit, max) => {
    const local = await startTestWarmly();
    local.warmly.addTool(anything);
    const client = clientOf(local);
    for (const size of [max - 1, max]) {
      const input = inputs[limit](size);
      expect((await client.execute({ toolName: 'anything', input })).status).toBe('succeeded');
    }
    const over = inputs[limit](max + 1);
    const refused = await failureOf(client.execute({ toolName: 'anything', input: over }));
    expect(refused).toMatchObject({ code: 'warmly.invalid_request', fields: { outcome: 'not_sent' } });
    expect(local.warmly.calls).toHaveLength(2);
    expect((await local.run('anything', over)).status).toBe(400);
  });

  test('reasoning: 50,000 characters', async () => {
    const local = await startTestWarmly();
    const client = clientOf(local);
    const run = (characters: number) =>
      client.execute({ toolName: 'get_credits_remaining', input: {}, reasoning: 'é'.repeat(characters) });
    expect((await run(49_999)).status).toBe('succeeded');
    expect((await run(50_000)).status).toBe('succeeded');
    expect((await failureOf(run(50_001))).code).toBe('warmly.invalid_request');
    expect(local.warmly.calls).toHaveLength(2);
  });
});

test('the 61st call of a minute is refused, to be tried again in a minute', async () => {
  const local = await startTestWarmly();
  const client = clientOf(local);
  for (let call = 1; call <= 60; call += 1)
    await client.execute({ toolName: 'get_credits_remaining', input: {} });
  const refused = await failureOf(client.execute({ toolName: 'get_credits_remaining', input: {} }));
  expect(refused).toMatchObject({ code: 'warmly.rate_limited', retryable: true, retryAfterMs: 60_000 });
  expect(local.warmly.executions).toHaveLength(60);
});
