import { describe, expect, it } from 'vitest';
import { type Json, startTestWarp, type TestWarp } from './service.ts';

describe('events', () => {
  const types = (json: Json) => (Array.isArray(json) ? json.map((event) => event.event_type) : []);

  it('come at each change, numbered through over all runs', async () => {
    const { clock, get, start } = await startTestWarp();
    const first = await start('one');
    clock.advance(1_000);
    const second = await start('please block');
    clock.advance(60_000);
    const query = `/agent/events?run_ids=${first}&run_ids=${second}`;
    const { json } = await get(query);
    const events = Array.isArray(json) ? json : [];
    expect(events.map((event) => [event.sequence, event.run_id === first ? 1 : 2, event.event_type])).toEqual(
      [
        [1, 1, 'run_in_progress'],
        [2, 1, 'run_session_linked'],
        [3, 2, 'run_in_progress'],
        [4, 2, 'run_session_linked'],
        [5, 1, 'run_succeeded'],
        [6, 2, 'run_blocked'],
      ],
    );
    expect(events[0]).toMatchObject({ ref_id: null, occurred_at: '2026-11-22T10:20:04.5Z' });
    expect(events[1].ref_id).toEqual(expect.stringMatching(/^[0-9a-f-]{36}$/));
    expect(types((await get(`${query}&since=4`)).json)).toEqual(['run_succeeded', 'run_blocked']);
    expect(types((await get(`${query}&since=1&limit=2`)).json)).toEqual([
      'run_session_linked',
      'run_in_progress',
    ]);
    expect(types((await get(`/agent/events?run_ids=${second}&since=4`)).json)).toEqual(['run_blocked']);
    expect((await get('/agent/events?run_ids=unknown')).json).toEqual([]);
  });

  it('do not depend on when they are read', async () => {
    const once = await startTestWarp();
    const often = await startTestWarp();
    const read = async (test: TestWarp, steps: number) => {
      const ids = [await test.start('one'), await test.start('make it fail')];
      let json: Json = {};
      for (let step = 0; step < steps; step += 1) {
        test.clock.advance(20_000 / steps);
        json = (await test.get(`/agent/events?run_ids=${ids[0]}&run_ids=${ids[1]}`)).json;
      }
      return types(json);
    };
    expect(await read(often, 20)).toEqual(await read(once, 1));
  });

  it.each([
    '',
    'run_ids=',
    'run_ids=a&since=-1',
    'run_ids=a&since=x',
    'run_ids=a&limit=0',
    'run_ids=a&limit=501',
  ])('answer 400 to ?%s', async (query) => {
    const { get } = await startTestWarp();
    expect((await get(`/agent/events?${query}`)).status).toBe(400);
  });

  it.each(['limit=1', 'limit=500', 'since=0'])('take %s', async (query) => {
    const { get } = await startTestWarp();
    expect((await get(`/agent/events?run_ids=a&${query}`)).status).toBe(200);
  });
});

describe('session redirects', () => {
  it('lead to the conversation once the run is over', async () => {
    const { clock, get, run, start } = await startTestWarp();
    const id = await start('go');
    clock.advance(6_000);
    const { session_id: session, conversation_id: conversation } = await run(id);
    const redirect = async () => (await get(`/agent/sessions/${String(session)}/redirect`)).json;
    expect(await redirect()).toEqual({});
    clock.advance(6_000);
    expect(await redirect()).toEqual({ conversation_id: conversation });
    expect((await get('/agent/sessions/unknown/redirect')).json).toEqual({});
  });

  it('do not while a failure keeps its sandbox, and lead away from a session that was left', async () => {
    const { clock, get, post, run, start, warp } = await startTestWarp();
    warp.script('kept', { end: 'FAILED', keepsSandbox: true });
    const redirectOf = async (session: unknown) =>
      (await get(`/agent/sessions/${String(session)}/redirect`)).json;
    const kept = await start('kept');
    clock.advance(60_000);
    const failed = await run(kept);
    expect(failed).toMatchObject({ state: 'FAILED', is_sandbox_running: true });
    expect(await redirectOf(failed['session_id'])).toEqual({});

    const id = await start('go');
    clock.advance(60_000);
    const { session_id: left, conversation_id: conversation } = await run(id);
    await post(`/agent/runs/${id}/followups`, { message: 'and on' });
    clock.advance(6_000);
    const { state, session_id: session } = await run(id);
    expect([state, session === left]).toEqual(['INPROGRESS', false]);
    expect(await redirectOf(left)).toEqual({ conversation_id: conversation });
    expect(await redirectOf(session)).toEqual({});
  });
});
