import { describe, expect, it } from 'vitest';
import { startTestWarp } from './service.ts';

describe('what can be chosen', () => {
  it('lists agents by name, of one repository, malformed ones on demand', async () => {
    const { get, start } = await startTestWarp();
    const names = async (query: string) => {
      const { agents } = (await get(`/agent?${query}`)).json;
      return Array.isArray(agents) ? agents.map((agent) => agent.name) : [];
    };
    const all = await names('');
    expect(all).toEqual(all.toSorted());
    expect(all).not.toContain('weekly-report');
    expect(await names('include_malformed_skills=true')).toContain('weekly-report');
    expect(await names('repo=example-org%2Fweb-app')).toEqual(['fix-flaky-test', 'upgrade-dependencies']);
    await start('go', { skill: 'worker:triage-alerts' });
    expect((await names('sort_by=last_run'))[0]).toBe('triage-alerts');
  });

  it('lists what is in environments of the caller, and any agent of a repository that is named', async () => {
    const { get, post, warp } = await startTestWarp();
    const listed = async (query = '') => {
      const { agents } = (await get(`/agent?${query}`)).json;
      return Array.isArray(agents)
        ? agents.map(({ name, variants }) => [name, variants[0].environments.length])
        : [];
    };
    warp.addSkill({
      name: 'greet',
      spec: 'example-org/new:.agents/skills/greet/SKILL.md',
      owner: 'example-org',
      repo: 'new',
      path: '.agents/skills/greet/SKILL.md',
      description: 'Says hello',
      basePrompt: 'Say hello.',
      environmentIds: [],
    });
    expect((await listed('refresh=true')).map(([name]) => name)).not.toContain('greet');
    expect(await listed('repo=example-org%2Fnew')).toEqual([['greet', 0]]);
    const schedule = { name: 'Hello', cron_schedule: '0 3 * * *' };
    const agent_config = { skill_spec: 'new:greet' };
    expect((await post('/agent/schedules', { ...schedule, agent_config })).status).toBe(201);

    warp.deny('EnvBackend000000000002', 'hidden');
    expect(await listed('')).toEqual([
      ['fix-flaky-test', 1],
      ['upgrade-dependencies', 1],
      ['write-release-notes', 1],
    ]);
    const { environments } = (await get('/agent/environments?sort_by=name')).json;
    expect(environments).toMatchObject([{ config: { name: 'data-lab' } }, { config: { name: 'web-app' } }]);
    expect(environments?.[2]).toBeUndefined();
  });

  it.each(['repo=web-app', 'sort_by=size', 'refresh=yes', 'include_malformed_skills=1'])(
    'answers 400 to agents ?%s',
    async (query) => {
      const { get } = await startTestWarp();
      expect((await get(`/agent?${query}`)).status).toBe(400);
    },
  );

  it('has models disabled for each reason', async () => {
    const { get } = await startTestWarp();
    const { models } = (await get('/agent/models')).json;
    const reasons = Array.isArray(models) ? models.map((model) => model.disable_reason) : [];
    expect(new Set(reasons)).toEqual(
      new Set([undefined, 'PROVIDER_OUTAGE', 'OUT_OF_REQUESTS', 'ADMIN_DISABLED', 'REQUIRES_UPGRADE']),
    );
  });

  it('tells of environments what ran there last', async () => {
    const { clock, get, start } = await startTestWarp();
    const id = await start('environment setup fails', {
      config: { environment_id: 'EnvWebApp0000000000001' },
    });
    clock.advance(60_000);
    const { environments } = (await get('/agent/environments?sort_by=name')).json;
    expect(environments).toMatchObject([
      { config: { name: 'backend' }, setup_failed: false, last_task_run_timestamp: null },
      { config: { name: 'data-lab' }, setup_failed: true },
      { config: { name: 'web-app' }, setup_failed: true, last_task_created: { id, state: 'FAILED' } },
    ]);
    expect((await get('/agent/environments?sort_by=age')).status).toBe(400);
  });
});

describe('artifacts', () => {
  it('gives plans inline and files by an address that expires', async () => {
    const { clock, get, run, start } = await startTestWarp();
    const id = await start('take a screenshot');
    clock.advance(12_000);
    const items = (await run(id))['artifacts'];
    const uids = Array.isArray(items) ? items.map((item) => String(item.data.artifact_uid)) : [];
    const [plan, , file, screenshot] = await Promise.all(uids.map((uid) => get(`/agent/artifacts/${uid}`)));
    expect(plan?.json).toMatchObject({
      artifact_type: 'PLAN',
      data: { content: expect.stringContaining('screenshot') },
    });
    const address = String(file?.json['data']?.['download_url']);
    const text = await (await fetch(address)).text();
    expect(text).toContain('take a screenshot');
    expect(Buffer.byteLength(text)).toBe(file?.json['data']?.['size_bytes']);
    const picture = await fetch(String(screenshot?.json['data']?.['download_url']));
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect((await fetch(address.replace(/signature=./, 'signature=x'))).status).toBe(403);
    clock.advance(15 * 60_000);
    expect((await fetch(address)).status).toBe(403);
    expect((await get('/agent/artifacts/unknown')).status).toBe(404);
  });
});
