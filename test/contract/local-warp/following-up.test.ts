import { describe, expect, it } from 'vitest';
import { startTestWarp } from './service.ts';

describe('a follow-up', () => {
  it('leaves the old end for a while, then works on in another session', async () => {
    const { clock, get, post, run, start } = await startTestWarp();
    const id = await start('make it fail');
    clock.advance(60_000);
    const before = await run(id);
    expect(await post(`/agent/runs/${id}/followups`, { message: 'try again' })).toMatchObject({
      status: 200,
      json: {},
    });
    clock.advance(4_999);
    expect(await run(id)).toEqual(before);
    clock.advance(1_001);
    const after = await run(id);
    expect(after).toMatchObject({ state: 'INPROGRESS', conversation_id: before['conversation_id'] });
    expect(after['session_id']).not.toBe(before['session_id']);
    const page = await fetch(String(before['session_link']));
    expect(page.status).toBe(200);
    clock.advance(60_000);
    expect(await run(id)).toMatchObject({ state: 'SUCCEEDED' });
    const { json } = await get(`/agent/runs/${id}/conversation`);
    expect(json['steps']).toMatchObject([{ description: 'make it fail' }, { description: 'try again' }]);
    const events = (await get(`/agent/events?run_ids=${id}`)).json;
    const executions = new Set(Array.isArray(events) ? events.map((event) => event.execution_id) : []);
    expect(executions.size).toBe(2);
  });

  it('without words continues what is saved', async () => {
    const { clock, post, start, state } = await startTestWarp();
    const id = await start('go');
    clock.advance(60_000);
    expect((await post(`/agent/runs/${id}/followups`)).status).toBe(200);
    clock.advance(6_000);
    expect(await state(id)).toBe('INPROGRESS');
  });

  it('is added to a run at work, and refused where it cannot go', async () => {
    const { clock, get, post, start, state } = await startTestWarp();
    const [id, blocked] = [await start('go'), await start('please block')];
    const say = async (to: string, body?: object) => (await post(`/agent/runs/${to}/followups`, body)).status;
    expect(await say(id, { message: 'hello' })).toBe(400);
    clock.advance(6_000);
    expect(await say(id, { message: '  ' })).toBe(400);
    expect(await say(id, { message: 1 })).toBe(400);
    expect(await say(id, { message: 'x', mode: 'fast' })).toBe(400);
    expect(await say(id, { message: 'also the docs' })).toBe(200);
    expect(await state(id)).toBe('INPROGRESS');
    const { json } = await get(`/agent/runs/${id}/conversation`);
    expect(json['steps']?.[1]).toMatchObject({ description: 'also the docs' });
    clock.advance(60_000);
    expect(await state(id)).toBe('SUCCEEDED');
    expect(await say(blocked, { message: 'yes' })).toBe(400);
    expect(await say('nothing', { message: 'yes' })).toBe(404);
  });
});

describe('a timeline', () => {
  it('tells what happened to the run, in order', async () => {
    const { clock, get, post, start, warp } = await startTestWarp();
    const id = await start('go');
    clock.advance(60_000);
    await post(`/agent/runs/${id}/followups`, { message: 'make it fail' });
    clock.advance(60_000);
    const { json } = await get(`/agent/runs/${id}/timeline`);
    const events = Array.isArray(json['events']) ? json['events'] : [];
    expect(events.map((event) => [event.execution_id, event.event_type])).toEqual([
      [1, 'oz_run_created'],
      [1, 'oz_run_claimed'],
      [1, 'worker_container_ready'],
      [1, 'agent_started'],
      [1, 'shared_session_started'],
      [1, 'oz_run_done'],
      [1, 'vm_shutdown'],
      [2, 'worker_container_ready'],
      [2, 'agent_started'],
      [2, 'shared_session_started'],
      [2, 'oz_run_failed'],
      [2, 'vm_shutdown'],
    ]);
    expect(events[0]).toMatchObject({ run_id: id, occurred_at: '2026-11-22T10:20:00Z' });
    expect((await get(`/agent/runs/${id}/timeline`)).json).toEqual(json);
    expect((await get('/agent/runs/nothing/timeline')).status).toBe(403);
    warp.setFeature('timeline', 'missing');
    expect((await get(`/agent/runs/${id}/timeline`)).status).toBe(404);
  });

  it('has no shutdown where the sandbox is kept for a look', async () => {
    const { clock, get, run, start, warp } = await startTestWarp();
    warp.script('fail', { keepsSandbox: true });
    const id = await start('make it fail');
    clock.advance(60_000);
    expect(await run(id)).toMatchObject({ state: 'FAILED', is_sandbox_running: true });
    expect(JSON.stringify((await get(`/agent/runs/${id}/timeline`)).json)).not.toContain('vm_shutdown');
  });
});
