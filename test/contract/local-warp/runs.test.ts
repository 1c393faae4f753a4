import { describe, expect, it } from 'vitest';
import { startTestWarp } from './service.ts';

describe('a run', () => {
  it('goes through its states by the clock', async () => {
    const { clock, run, start } = await startTestWarp();
    const id = await start('fix the flaky login test');
    const seen: unknown[][] = [];
    for (let second = 0; second <= 13; second += 0.5) {
      const now = await run(id);
      const last = seen.at(-1);
      if (last?.[0] !== now['state']) seen.push([now['state'], second]);
      clock.advance(500);
    }
    expect(seen).toEqual([
      ['QUEUED', 0],
      ['PENDING', 1.5],
      ['CLAIMED', 3],
      ['INPROGRESS', 4.5],
      ['SUCCEEDED', 12],
    ]);
  });

  it('shows what it is from the start, and more as it goes on', async () => {
    const { clock, run, start, warp } = await startTestWarp();
    const id = await start('fix the flaky login test');
    const queued = await run(id);
    expect(queued).toMatchObject({
      run_id: id,
      task_id: id,
      title: 'fix the flaky login test',
      prompt: 'fix the flaky login test',
      created_at: '2026-11-22T10:20:00Z',
      updated_at: '2026-11-22T10:20:00Z',
      started_at: null,
      source: 'API',
      execution_location: 'REMOTE',
      creator: { type: 'user', uid: 'user-local' },
      scope: { type: 'Team' },
      agent_config: { model_id: 'auto' },
      artifacts: [],
      is_sandbox_running: false,
    });
    for (const later of [
      'session_id',
      'session_link',
      'conversation_id',
      'request_usage',
      'status_message',
    ]) {
      expect(queued).not.toHaveProperty(later);
    }
    clock.advance(3_000);
    const claimed = await run(id);
    expect(claimed).toMatchObject({
      state: 'CLAIMED',
      conversation_id: expect.any(String),
      is_sandbox_running: true,
    });
    expect(claimed).not.toHaveProperty('session_id');
    clock.advance(5_000);
    const working = await run(id);
    expect(working).toMatchObject({
      state: 'INPROGRESS',
      started_at: '2026-11-22T10:20:04.5Z',
      session_link: `${new URL(warp.url).origin}/session/${String(working['session_id'])}`,
      artifacts: [{ artifact_type: 'PLAN' }],
      status_message: { message: expect.any(String) },
    });
    clock.advance(4_000);
    const done = await run(id);
    expect(done).toMatchObject({
      state: 'SUCCEEDED',
      updated_at: '2026-11-22T10:20:12Z',
      is_sandbox_running: false,
      session_id: working['session_id'],
      status_message: { message: expect.stringContaining('fix the flaky login test') },
      artifacts: [{ artifact_type: 'PLAN' }, { artifact_type: 'PULL_REQUEST' }, { artifact_type: 'FILE' }],
    });
    expect(Number(done['request_usage']?.['inference_cost'])).toBeGreaterThan(
      Number(working['request_usage']?.['inference_cost']),
    );
  });

  it('has a newer updated_at with every change, also at the highest speed', async () => {
    const { start, run, warp, get } = await startTestWarp({ speed: Number.POSITIVE_INFINITY });
    const { json } = await get('/agent/models');
    expect(json['default_model_id']).toBe('auto');
    const id = await start('go');
    const done = await run(id);
    expect(done).toMatchObject({ state: 'SUCCEEDED', created_at: '2026-11-22T10:20:00Z' });
    const stamps = [done['updated_at']];
    warp.control(id).touch('one');
    stamps.push((await run(id))['updated_at']);
    warp.control(id).touch('two');
    stamps.push((await run(id))['updated_at']);
    expect(new Set(stamps).size).toBe(3);
  });

  it('serves its session link as a page', async () => {
    const { clock, run, start } = await startTestWarp();
    const id = await start('explain <b>this</b>');
    clock.advance(6_000);
    const page = await fetch(String((await run(id))['session_link']));
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('explain &lt;b>this&lt;/b>');
  });

  it.each([
    ['make it fail', 'FAILED', undefined],
    ['raise an error', 'ERROR', 'internal_error'],
    ['please block', 'BLOCKED', undefined],
    ['environment setup fails here', 'FAILED', 'environment_setup_failed'],
    ['a policy violation', 'FAILED', 'content_policy_violation'],
    ['fix the failing tests and unblock errors', 'SUCCEEDED', undefined],
  ])('ends by the words of its prompt: %s', async (prompt, state, code) => {
    const { clock, run, start } = await startTestWarp();
    const id = await start(prompt);
    clock.advance(60_000);
    const ended = await run(id);
    expect(ended['state']).toBe(state);
    expect(ended['status_message']?.['error_code']).toBe(code);
  });

  it('has neither session nor start when the set-up failed', async () => {
    const { clock, run, start } = await startTestWarp();
    const id = await start('environment setup fails');
    clock.advance(60_000);
    expect(await run(id)).toMatchObject({ started_at: null, status_message: { retryable: false } });
    expect(await run(id)).not.toHaveProperty('session_id');
  });

  it('takes longer for slow prompts and at capacity', async () => {
    const { clock, post, state } = await startTestWarp();
    const slow = await post('/agent/run', { prompt: 'a slow one' });
    const full = await post('/agent/run', { prompt: 'at capacity' });
    expect([slow.json['at_capacity'], full.json['at_capacity']]).toEqual([false, true]);
    clock.advance(13_000);
    expect(await state(String(slow.json['run_id']))).toBe('INPROGRESS');
    clock.advance(7_000);
    expect(await state(String(full.json['run_id']))).toBe('SUCCEEDED');
  });
});

describe('scripts and hands on runs', () => {
  it('holds a run where told and moves it on', async () => {
    const { clock, start, state, warp } = await startTestWarp();
    const undo = warp.script('login', { holdIn: 'PENDING', message: 'All green.' });
    const id = await start('fix the login');
    clock.advance(3_600_000);
    expect(await state(id)).toBe('PENDING');
    warp.control(id).moveOn('CLAIMED');
    clock.advance(3_600_000);
    expect(await state(id)).toBe('CLAIMED');
    warp.control(id).moveOn();
    expect(await state(id)).toBe('INPROGRESS');
    clock.advance(7_500);
    expect(warp.runs[0]).toMatchObject({ state: 'SUCCEEDED', status_message: { message: 'All green.' } });
    undo();
    const free = await start('fix the login again');
    clock.advance(12_000);
    expect(await state(free)).toBe('SUCCEEDED');
  });

  it('blocks, unblocks, fails and finishes', async () => {
    const { clock, run, start, state, warp } = await startTestWarp();
    const first = await start('one');
    clock.advance(5_000);
    warp.control(first).block('Which branch?');
    clock.advance(60_000);
    expect(await run(first)).toMatchObject({
      state: 'BLOCKED',
      status_message: { message: 'Which branch?' },
    });
    warp.control(first).unblock();
    expect(await state(first)).toBe('INPROGRESS');
    clock.advance(7_500);
    expect(await state(first)).toBe('SUCCEEDED');
    expect(() => warp.control(first).fail()).toThrow('has ended');
    const [second, third] = [await start('two'), await start('three')];
    warp.control(second).fail('No.', 'budget_exceeded');
    warp.control(third).finish('Yes.', ['PULL_REQUEST']);
    expect(await run(second)).toMatchObject({
      state: 'FAILED',
      status_message: { error_code: 'budget_exceeded' },
    });
    expect(await run(third)).toMatchObject({
      state: 'SUCCEEDED',
      artifacts: [{ artifact_type: 'PULL_REQUEST' }],
    });
    expect(() => warp.control('nothing')).toThrow(RangeError);
  });
});
