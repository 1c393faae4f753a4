import { describe, expect, it } from 'vitest';
import { startTestWarp } from './service.ts';

describe('identities of agents', () => {
  it('are created up to the plan, renamed and deleted', async () => {
    const { get, post, send } = await startTestWarp();
    const made = await post('/agent/identities', { name: 'Reviewer' });
    expect(made).toMatchObject({ status: 201, json: { name: 'Reviewer', available: true } });
    expect((await post('/agent/identities', { name: 'Writer' })).status).toBe(201);
    expect(await post('/agent/identities', { name: 'Third' })).toMatchObject({
      status: 403,
      json: { type: expect.stringContaining('/feature_not_available') },
    });
    const uid = String(made.json['uid']);
    expect((await send('PUT', `/agent/identities/${uid}`, { name: 'Checker' })).json['name']).toBe('Checker');
    expect((await send('PUT', `/agent/identities/${uid}`, { name: ' ' })).status).toBe(400);
    expect((await get(`/agent/identities/${uid}`)).json['name']).toBe('Checker');
    expect(await send('DELETE', `/agent/identities/${uid}`)).toMatchObject({ status: 204, json: null });
    expect((await send('DELETE', `/agent/identities/${uid}`)).status).toBe(404);
    expect((await send('DELETE', '/agent/identities/agent-default')).status).toBe(400);
    expect((await post('/agent/identities', { name: '' })).status).toBe(400);
  });

  it('are for people with one team', async () => {
    const { get, post, warp } = await startTestWarp();
    warp.caller.teams = 2;
    expect((await get('/agent/identities')).status).toBe(400);
    warp.caller.teams = 0;
    expect((await post('/agent/identities', { name: 'x' })).status).toBe(400);
    warp.caller.teams = 1;
    warp.caller.type = 'service_account';
    expect((await get('/agent/identities')).status).toBe(403);
  });

  it('may make runs that a team owns', async () => {
    const { post, warp } = await startTestWarp();
    const start = async (more: object) => (await post('/agent/runs', { prompt: 'go', ...more })).status;
    expect(await start({ agent_identity_uid: 'agent-default' })).toBe(200);
    expect(await start({ agent_identity_uid: 'agent-default', team: false })).toBe(400);
    expect(await start({ agent_identity_uid: 'nobody' })).toBe(403);
    expect(await start({ on_behalf_of: 'robin@example.com' })).toBe(403);
    warp.caller.type = 'service_account';
    expect(await start({ on_behalf_of: 'robin@example.com' })).toBe(200);
    warp.deny('agent-default', 'forbidden');
    expect(await start({ agent_identity_uid: 'agent-default' })).toBe(403);
  });
});
