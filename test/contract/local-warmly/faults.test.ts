import { describe, expect, it } from 'vitest';
import { startTestWarmly } from './service.ts';

const path = '/agent-tools/execute';

describe('faults', () => {
  it('answers another status with Retry-After, as often as told', async () => {
    const { run, warmly } = await startTestWarmly();
    warmly.faults.add({
      method: 'post',
      match: path,
      times: 2,
      fault: { type: 'status', status: 429, retryAfterSeconds: 7 },
    });
    const first = await run('get_credits_remaining');
    expect(first.status).toBe(429);
    expect(first.headers.get('retry-after')).toBe('7');
    expect((await run('get_credits_remaining')).status).toBe(429);
    expect(warmly.executions).toEqual([]);
    expect((await run('get_credits_remaining')).status).toBe(202);
    expect(warmly.calls.map((call) => call.status)).toEqual([429, 429, 202]);
    expect(warmly.faults.rules).toEqual([]);
  });

  it('does the work behind a 5xx when told so', async () => {
    const { run, warmly } = await startTestWarmly();
    warmly.faults.add({ match: path, fault: { type: 'status', status: 504, text: '<html>', effect: true } });
    await expect(run('get_credits_remaining')).rejects.toThrow(SyntaxError);
    expect(warmly.executions).toHaveLength(1);
    expect(warmly.calls[0]?.status).toBe(504);
  });

  it('spoils the answer after the work', async () => {
    const { run, warmly } = await startTestWarmly();
    warmly.faults.add({ match: path, fault: { type: 'malformed' } });
    await expect(run('get_credits_remaining')).rejects.toThrow(SyntaxError);
    expect(warmly.executions).toHaveLength(1);
  });

  it.each([
    ['before', 0],
    ['during', 1],
    ['after', 1],
  ] as const)('cuts the connection %s the effect', async (when, effects) => {
    const { run, warmly } = await startTestWarmly();
    warmly.faults.add({ match: path, fault: { type: 'cut', when } });
    await expect(run('get_credits_remaining')).rejects.toThrow(TypeError);
    expect(warmly.executions).toHaveLength(effects);
    expect(warmly.calls).toMatchObject([{ method: 'POST', path, fault: 'cut', status: null }]);
    expect((await run('get_credits_remaining')).status).toBe(202);
  });

  it('pauses by the clock, and works on when the caller gives up', async () => {
    const { warmly, clock } = await startTestWarmly();
    warmly.faults.add({ match: path, fault: { type: 'latency', latencyMs: 30_000 } });
    const giveUp = new AbortController();
    const call = fetch(`${warmly.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${warmly.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ toolName: 'get_credits_remaining', organizationId: 'org-local', input: {} }),
      signal: giveUp.signal,
    });
    await expect.poll(() => warmly.calls.length).toBe(1);
    giveUp.abort();
    await expect(call).rejects.toThrow('aborted');
    expect(warmly.executions).toEqual([]);
    clock.advance(30_000);
    await expect.poll(() => warmly.executions.length).toBe(1);
  });

  it('hits only what its rule names, after those it lets pass', async () => {
    const { get, run, warmly } = await startTestWarmly();
    const remove = warmly.faults.add({
      method: 'GET',
      match: '/agent-tools/executions/*',
      skip: 1,
      times: null,
      fault: { type: 'status', status: 503 },
    });
    const id = String((await run('get_credits_remaining')).json['id']);
    const read = async () => (await get(`/agent-tools/executions/${id}`)).status;
    expect([await read(), await read(), await read()]).toEqual([200, 503, 503]);
    expect((await get('/agent-tools/executions')).status).toBe(200);
    remove();
    expect(await read()).toBe(200);
  });
});

describe('the log of calls', () => {
  it('holds method, path, query, body and status', async () => {
    const { get, run, warmly } = await startTestWarmly();
    await run('get_credits_remaining', {}, { externalRef: 'job-1' });
    await get('/agent-tools/executions?status=failed&x=1&x=2');
    expect(warmly.calls).toMatchObject([
      {
        method: 'POST',
        path,
        body: { toolName: 'get_credits_remaining', externalRef: 'job-1' },
        status: 202,
      },
      {
        method: 'GET',
        path: '/agent-tools/executions',
        query: { status: 'failed', x: ['1', '2'] },
        status: 200,
      },
    ]);
  });

  it('stops while a call is open', async () => {
    const { run, warmly } = await startTestWarmly();
    warmly.faults.add({ fault: { type: 'latency', latencyMs: 1_000 } });
    const open = expect(run('get_credits_remaining')).rejects.toThrow(TypeError);
    await expect.poll(() => warmly.calls.length).toBe(1);
    await warmly.stop();
    await open;
    expect(warmly.executions).toEqual([]);
  });
});
