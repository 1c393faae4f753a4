import { describe, expect, it } from 'vitest';
import { createFaults, skewedClock } from '../../../src/playground/faults.ts';
import { startTestWarmly } from '../local-warmly/service.ts';
import { startTestWarp } from './service.ts';

async function createWithin(url: string, apiKey: string, signal: AbortSignal): Promise<number> {
  const response = await fetch(`${url}/agent/runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'go' }),
    signal,
  });
  return response.status;
}

describe('a lost answer', () => {
  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('never comes, %s the effect', async (when, effects) => {
    const { warp } = await startTestWarp();
    warp.faults.add({ match: '/agent/runs', fault: { type: 'lost_answer', when } });
    const patience = new AbortController();
    const call = createWithin(warp.url, warp.apiKey, patience.signal);
    const settled = expect(call).rejects.toThrow('aborted');
    await expect.poll(() => warp.calls).toMatchObject([{ fault: 'lost_answer', status: null }]);
    await expect.poll(() => warp.runs.length).toBe(effects);
    patience.abort();
    await settled;
    expect(await createWithin(warp.url, warp.apiKey, new AbortController().signal)).toBe(200);
  });

  it('ends with the service', async () => {
    const { warp } = await startTestWarp();
    warp.faults.add({ fault: { type: 'lost_answer' } });
    const settled = expect(createWithin(warp.url, warp.apiKey, new AbortController().signal)).rejects.toThrow(
      'fetch failed',
    );
    await expect.poll(() => warp.calls.length).toBe(1);
    await warp.stop();
    await settled;
  });
});

describe('every other fault', () => {
  it('hits creates before or after their effect', async () => {
    const { start, post, warp } = await startTestWarp();
    const path = '/agent/runs';
    const outcomes: [Parameters<typeof warp.faults.add>[0]['fault'], number | 'broken', number][] = [
      [{ type: 'status', status: 503 }, 503, 0],
      [{ type: 'status', status: 502, effect: true }, 502, 1],
      [{ type: 'status', status: 429, retryAfterSeconds: 3 }, 429, 0],
      [{ type: 'malformed' }, 'broken', 1],
      [{ type: 'malformed', text: '<html>' }, 'broken', 1],
      [{ type: 'cut', when: 'before' }, 'broken', 0],
      [{ type: 'cut', when: 'during' }, 'broken', 1],
      [{ type: 'cut', when: 'after' }, 'broken', 1],
    ];
    for (const [fault, outcome, effects] of outcomes) {
      const before = warp.runs.length;
      warp.faults.add({ method: 'POST', match: path, fault });
      const got = await post(path, { prompt: 'go' }).then(
        ({ status }) => status,
        () => 'broken',
      );
      expect([fault, got, warp.runs.length - before]).toEqual([fault, outcome, effects]);
    }
    expect(await start('go')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a clock that differs', () => {
  it('is seen in instants, the Date header and filters, of Warp', async () => {
    const { get, run, start, warp } = await startTestWarp();
    warp.faults.clockSkewMs = 90_000;
    const id = await start('go');
    expect((await run(id))['created_at']).toBe('2026-11-22T10:21:30Z');
    const response = await fetch(`${warp.url}/agent/models`, {
      headers: { authorization: `Bearer ${warp.apiKey}` },
    });
    expect(response.headers.get('date')).toBe('Sun, 22 Nov 2026 10:21:30 GMT');
    const listed = await get('/agent/runs?created_after=2026-11-22T10:21:00Z');
    expect(listed.json['runs']).toHaveLength(1);
    warp.faults.clear();
    expect((await run(await start('go')))['created_at']).toBe('2026-11-22T10:20:00Z');
  });

  it('is seen in the instants of Warmly', async () => {
    const { run, warmly } = await startTestWarmly();
    warmly.faults.clockSkewMs = -60_000;
    expect((await run('get_credits_remaining')).json['createdAt']).toBe('2026-11-22T10:19:00.000Z');
  });

  it('sleeps as long as ever', async () => {
    const faults = createFaults('warp');
    const slept: number[] = [];
    const sleep = (durationMs: number) => Promise.resolve(void slept.push(durationMs));
    const clock = skewedClock({ nowMs: () => 5_000, sleep }, faults);
    faults.clockSkewMs = -2_000;
    await clock.sleep(700);
    expect([clock.nowMs(), slept]).toEqual([3_000, [700]]);
  });
});
