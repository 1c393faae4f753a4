import { describe, expect, it } from 'vitest';
import { startTestWarp } from './service.ts';

const nightly = { name: 'Nightly', cron_schedule: '0 3 * * *', prompt: 'Check the links' };

describe('a schedule', () => {
  it('starts runs by its expression, in UTC, until it is paused', async () => {
    const { clock, get, post } = await startTestWarp();
    const created = await post('/agent/schedules', nightly);
    expect(created).toMatchObject({
      status: 201,
      json: {
        name: 'Nightly',
        enabled: true,
        last_spawn_error: null,
        history: { last_ran: null, next_run: '2026-11-23T03:00:00Z' },
        scope: { type: 'Team' },
      },
    });
    const id = String(created.json['id']);
    const runs = async () => (await get(`/agent/runs?schedule_id=${id}`)).json['runs'];
    clock.advance(16 * 3_600_000 + 39 * 60_000);
    expect(await runs()).toEqual([]);
    clock.advance(60_000);
    expect(await runs()).toMatchObject([
      {
        source: 'SCHEDULED_AGENT',
        prompt: 'Check the links',
        schedule: { schedule_id: id, schedule_name: 'Nightly', cron_schedule: '0 3 * * *' },
      },
    ]);
    const item = async () => (await get(`/agent/schedules/${id}`)).json;
    expect((await item())['history']).toEqual({
      last_ran: '2026-11-23T03:00:00Z',
      next_run: '2026-11-24T03:00:00Z',
    });
    expect((await post(`/agent/schedules/${id}/pause`)).json).toMatchObject({
      enabled: false,
      history: { next_run: null },
    });
    clock.advance(48 * 3_600_000);
    expect(await runs()).toHaveLength(1);
    expect((await post(`/agent/schedules/${id}/resume`)).json).toMatchObject({
      enabled: true,
      history: { next_run: '2026-11-26T03:00:00Z' },
    });
    clock.advance(72 * 3_600_000);
    expect(await runs()).toHaveLength(2);
  });

  it('is changed, keeps what its runs were started with, and is deleted', async () => {
    const { clock, get, post, send } = await startTestWarp();
    const id = String((await post('/agent/schedules', nightly)).json['id']);
    clock.advance(24 * 3_600_000);
    const changed = { ...nightly, name: 'Hourly', cron_schedule: '0 * * * *' };
    expect((await send('PUT', `/agent/schedules/${id}`, changed)).status).toBe(400);
    const put = await send('PUT', `/agent/schedules/${id}`, { ...changed, enabled: true });
    expect(put.json).toMatchObject({ name: 'Hourly', history: { next_run: '2026-11-23T11:00:00Z' } });
    const { json } = await get(`/agent/runs?schedule_id=${id}`);
    expect(json['runs']?.[0]?.['schedule']).toMatchObject({ schedule_name: 'Nightly' });
    expect((await send('DELETE', `/agent/schedules/${id}`)).json).toEqual({ success: true });
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/pause'],
      ['POST', '/resume'],
    ] as const) {
      expect((await send(method, `/agent/schedules/${id}${path}`)).status).toBe(404);
    }
    clock.advance(24 * 3_600_000);
    expect((await get('/agent/runs')).json['runs']).toHaveLength(1);
  });

  it('keeps the reason why it could not start a run', async () => {
    const { clock, get, post, warp } = await startTestWarp();
    const created = await post('/agent/schedules', { ...nightly, prompt: 'out of credits' });
    clock.advance(24 * 3_600_000);
    const { json } = await get(`/agent/schedules/${String(created.json['id'])}`);
    expect(json).toMatchObject({
      last_spawn_error: expect.stringContaining('credits'),
      history: { last_ran: null },
    });
    expect(warp.runs).toEqual([]);
  });

  it('comes in a list by name, without those of others', async () => {
    const { get, post, warp } = await startTestWarp();
    const ids: string[] = [];
    for (const name of ['Weekly', 'Daily', 'Monthly'])
      ids.push(String((await post('/agent/schedules', { ...nightly, name })).json['id']));
    const names = async () => {
      const list = (await get('/agent/schedules')).json['schedules'];
      return Array.isArray(list) ? list.map((item) => item.name) : [];
    };
    expect(await names()).toEqual(['Daily', 'Monthly', 'Weekly']);
    const undo = warp.deny(String(ids[0]), 'forbidden');
    expect(await names()).toEqual(['Daily', 'Monthly']);
    expect((await post(`/agent/schedules/${ids[0]}/pause`)).status).toBe(403);
    undo();
    expect((await post(`/agent/schedules/${ids[0]}/pause`)).status).toBe(200);
    warp.setFeature('schedules', 'forbidden');
    expect((await post('/agent/schedules', nightly)).status).toBe(403);
  });

  it.each([
    { cron_schedule: 'nightly' },
    { cron_schedule: '0 3 * *' },
    { cron_schedule: '0 0 3 * * *' },
    { cron_schedule: '@daily' },
    { cron_schedule: '61 3 * * *' },
    { cron_schedule: '0 3 31 2 *' },
    { name: '' },
    { prompt: ' ' },
    { enabled: 'yes' },
    { agent_config: { model: 'x' } },
    { prompt: undefined, agent_config: { skill_spec: 'web-app:nothing' } },
  ])('is refused with %j', async (change) => {
    const { get, post } = await startTestWarp();
    expect((await post('/agent/schedules', { ...nightly, ...change })).status).toBe(400);
    expect((await get('/agent/schedules')).json['schedules']).toEqual([]);
  });

  it.each(['*/5 * * * *', '0 9 * * MON-FRI', '0,30 8-18 1 JAN *'])('takes %s', async (cron) => {
    const { post } = await startTestWarp();
    expect((await post('/agent/schedules', { ...nightly, cron_schedule: cron })).status).toBe(201);
  });

  it('may have a skill instead of a prompt', async () => {
    const { clock, get, post } = await startTestWarp();
    const { prompt: _prompt, ...rest } = nightly;
    const created = await post('/agent/schedules', {
      ...rest,
      agent_config: { skill_spec: 'web-app:fix-flaky-test' },
    });
    expect(created.status).toBe(201);
    clock.advance(24 * 3_600_000);
    const { json } = await get('/agent/runs');
    expect(json['runs']).toMatchObject([{ agent_skill: { name: 'fix-flaky-test' } }]);
  });
});
