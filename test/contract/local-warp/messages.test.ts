import { describe, expect, it } from 'vitest';
import { type Json, startTestWarp, type TestWarp } from './service.ts';

/** A sender and two recipients that are at work. */
async function working(): Promise<TestWarp & { sender: string; first: string; second: string }> {
  const test = await startTestWarp();
  test.warp.script(/./, { holdIn: 'INPROGRESS' });
  const [sender, first, second] = [await test.start('lead'), await test.start('a'), await test.start('b')];
  test.clock.advance(60_000);
  return { ...test, sender, first, second };
}

const rows = (json: Json) => (Array.isArray(json) ? json : []);

describe('messages between runs', () => {
  it('reach each recipient on its own, with an event', async () => {
    const { clock, first, get, post, second, sender } = await working();
    const { json } = await post('/agent/messages', {
      to: [first, second],
      subject: 'Plan',
      body: 'Take the left half.',
      sender_run_id: sender,
    });
    const [firstId, secondId] = [json['message_ids']?.[0], json['message_ids']?.[1]];
    expect(firstId).not.toBe(secondId);
    const [header] = rows((await get(`/agent/messages/${first}`)).json);
    expect(header).toEqual({
      message_id: firstId,
      sender_run_id: sender,
      subject: 'Plan',
      sent_at: '2026-11-22T10:21:00Z',
      delivered_at: null,
      read_at: null,
    });
    const events = rows((await get(`/agent/events?run_ids=${second}`)).json);
    expect(events.at(-1)).toMatchObject({ event_type: 'new_message', run_id: second, ref_id: secondId });

    clock.advance(1_000);
    expect((await post(`/agent/messages/${String(firstId)}/delivered`)).status).toBe(204);
    clock.advance(1_000);
    expect((await post(`/agent/messages/${String(firstId)}/delivered`)).status).toBe(204);
    const read = await post(`/agent/messages/${String(firstId)}/read`);
    expect(read.json).toMatchObject({
      body: 'Take the left half.',
      delivered_at: '2026-11-22T10:21:01Z',
      read_at: '2026-11-22T10:21:02Z',
    });
    expect(rows((await get(`/agent/messages/${first}?unread=true`)).json)).toEqual([]);
    expect(rows((await get(`/agent/messages/${second}?unread=true`)).json)).toHaveLength(1);
  });

  it('are listed since an instant and up to a limit', async () => {
    const { clock, first, get, post, sender } = await working();
    for (const subject of ['one', 'two', 'three']) {
      await post('/agent/messages', { to: [first], subject, body: '', sender_run_id: sender });
      clock.advance(1_000);
    }
    const subjects = async (query: string) =>
      rows((await get(`/agent/messages/${first}?${query}`)).json).map((row) => row.subject);
    expect(await subjects('')).toEqual(['one', 'two', 'three']);
    expect(await subjects('limit=2')).toEqual(['one', 'two']);
    expect(await subjects('since=2026-11-22T10:21:00Z')).toEqual(['two', 'three']);
    for (const query of ['limit=0', 'limit=101', 'unread=perhaps', 'since=yesterday'])
      expect((await get(`/agent/messages/${first}?${query}`)).status).toBe(400);
  });

  it('are refused as a whole when one recipient is over', async () => {
    const { first, get, post, second, sender, warp } = await working();
    warp.control(second).finish();
    const message = { subject: 'x', body: 'x', sender_run_id: sender };
    const refused = await post('/agent/messages', { ...message, to: [first, second] });
    expect(refused).toMatchObject({ status: 422, type: 'application/problem+json' });
    expect((await get(`/agent/messages/${first}`)).json).toEqual([]);
    expect((await post('/agent/messages', { ...message, to: ['nobody'] })).status).toBe(404);
    expect((await post('/agent/messages', { ...message, to: [first], sender_run_id: 'me' })).status).toBe(
      404,
    );
  });

  it.each([
    [{ subject: 'x'.repeat(1_024), body: 'x'.repeat(131_072) }, 200],
    [{ subject: 'x'.repeat(1_025) }, 400],
    [{ body: 'x'.repeat(131_073) }, 400],
    [{ body: 'é'.repeat(65_537) }, 400],
    [{ to: [] }, 400],
    [{ to: 'run' }, 400],
    [{ sender_run_id: '' }, 400],
  ])('have limits (%#)', async (change, status) => {
    const { first, post, sender } = await working();
    const message = { to: [first], subject: 'x', body: 'x', sender_run_id: sender, ...change };
    expect((await post('/agent/messages', message)).status).toBe(status);
  });

  it('are not there for who has no orchestration', async () => {
    const { first, get, warp } = await working();
    warp.setFeature('messages', 'forbidden');
    warp.setFeature('events', 'missing');
    expect((await get(`/agent/messages/${first}`)).json['type']).toContain('/feature_not_available');
    expect((await get(`/agent/events?run_ids=${first}`)).status).toBe(404);
    expect((await get(`/agent/runs/${first}`)).status).toBe(200);
    warp.setFeature('events', 'on');
    expect((await get(`/agent/events?run_ids=${first}`)).status).toBe(200);
  });
});

describe('reported events', () => {
  it('move the run and are numbered with the others', async () => {
    const { first, get, post, state } = await working();
    const { json } = await post(`/agent/events/${first}`, {
      event_type: 'run_blocked',
      execution_id: 'exec-7',
      ref_id: 'ref-7',
    });
    expect(await state(first)).toBe('BLOCKED');
    await post(`/agent/events/${first}`, { event_type: 'run_in_progress' });
    expect(await state(first)).toBe('INPROGRESS');
    await post(`/agent/events/${first}`, { event_type: 'run_succeeded' });
    await post(`/agent/events/${first}`, { event_type: 'run_failed' });
    expect(await state(first)).toBe('SUCCEEDED');
    const since = Number(json['sequence']) - 1;
    expect(rows((await get(`/agent/events?run_ids=${first}&since=${since}`)).json)).toMatchObject([
      { event_type: 'run_blocked', execution_id: 'exec-7', ref_id: 'ref-7', sequence: since + 1 },
      { event_type: 'run_in_progress', ref_id: null },
      { event_type: 'run_succeeded' },
      { event_type: 'run_failed', sequence: since + 4 },
    ]);
  });

  it.each([{}, { event_type: 'run_idle' }, { event_type: 'new_message' }, []])(
    'are refused: %j',
    async (body) => {
      const { first, post, state } = await working();
      expect((await post(`/agent/events/${first}`, body)).status).toBe(400);
      expect((await post('/agent/events/nothing', { event_type: 'run_failed' })).status).toBe(404);
      expect(await state(first)).toBe('INPROGRESS');
    },
  );
});
