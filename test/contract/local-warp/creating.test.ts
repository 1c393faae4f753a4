import { describe, expect, it } from 'vitest';
import { startTestWarp } from './service.ts';

const attachment = { file_name: 'a.txt', mime_type: 'text/plain', data: 'aGk=' };
const attachments = (count: number) => Array.from({ length: count }, () => attachment);

describe('who may call', () => {
  it.each([
    ['no key', {}],
    ['another key', { authorization: 'Bearer wk-other' }],
  ])('answers 401 to %s', async (_name, headers) => {
    const { get } = await startTestWarp();
    const answer = await get('/agent/runs', headers);
    expect(answer.status).toBe(401);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.json).toEqual({
      type: 'https://docs.warp.dev/reference/api-and-sdk/troubleshooting/errors/authentication_required',
      title: 'Authentication required',
      status: 401,
      detail: expect.any(String),
      instance: '/agent/runs',
      error: expect.stringContaining('Authentication required'),
      retryable: false,
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });
});

describe('creating a run', () => {
  it('answers the id and the state, by both names', async () => {
    const { post } = await startTestWarp();
    for (const path of ['/agent/runs', '/agent/run']) {
      const { status, json } = await post(path, { prompt: 'go' });
      expect(status).toBe(200);
      expect(json).toEqual({
        run_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        task_id: json['run_id'],
        state: 'QUEUED',
        at_capacity: false,
      });
    }
  });

  it('keeps what it was told', async () => {
    const { run, start } = await startTestWarp();
    const id = await start('go', {
      title: 'My title',
      team: false,
      config: { name: 'errand', model_id: 'gpt-5-4-high', environment_id: 'EnvWebApp0000000000001' },
    });
    expect(await run(id)).toMatchObject({
      title: 'My title',
      scope: { type: 'User', uid: 'user-local' },
      agent_config: { name: 'errand', model_id: 'gpt-5-4-high', environment_id: 'EnvWebApp0000000000001' },
    });
  });

  it.each([
    [1, 'Team'],
    [0, 'User'],
    [3, 'User'],
  ])('is the team’s by default for who is on %i teams: %s', async (teams, type) => {
    const { get, post, run, start, warp } = await startTestWarp();
    warp.caller.teams = teams;
    expect((await run(await start('go')))['scope']).toMatchObject({ type });
    expect((await run(await start('go', { team: true })))['scope']).toMatchObject({ type: 'Team' });
    await post('/agent/schedules', { name: 'Nightly', cron_schedule: '0 3 * * *', prompt: 'go' });
    expect((await get('/agent/schedules')).json['schedules']).toMatchObject([{ scope: { type } }]);
    const identity = { prompt: 'go', agent_identity_uid: 'agent-default' };
    expect((await post('/agent/runs', identity)).status).toBe(type === 'Team' ? 200 : 400);
  });

  it.each([
    'web-app:fix-flaky-test',
    'example-org/web-app:fix-flaky-test',
    'web-app:.agents/skills/fix-flaky-test/SKILL.md',
    'example-org/web-app:.agents/skills/fix-flaky-test/SKILL.md',
  ])('takes the skill %s without a prompt', async (skill) => {
    const { post, warp } = await startTestWarp();
    expect((await post('/agent/runs', { skill })).status).toBe(200);
    expect((await post('/agent/runs', { config: { skill_spec: skill } })).status).toBe(200);
    const expected = {
      agent_skill: { name: 'fix-flaky-test' },
      agent_config: { name: 'fix-flaky-test', skill_spec: expect.stringContaining('SKILL.md') },
    };
    expect(warp.runs).toMatchObject([expected, expected]);
  });

  it('makes a title out of a long prompt', async () => {
    const { run, start } = await startTestWarp();
    const title = String((await run(await start(`Rewrite ${'the parser '.repeat(20)}\nand more`)))['title']);
    expect(title.length).toBeLessThanOrEqual(61);
    expect(title).toMatch(/^Rewrite the parser .*…$/);
  });

  it('continues a conversation and has children', async () => {
    const { clock, get, post, run, start } = await startTestWarp();
    const first = await start('go');
    clock.advance(12_000);
    const conversation_id = (await run(first))['conversation_id'];
    const second = await start('and on', { conversation_id, parent_run_id: first });
    expect(await run(second)).toMatchObject({ conversation_id, parent_run_id: first });
    expect((await get(`/agent/runs?ancestor_run_id=${first}`)).json).toMatchObject({
      runs: [{ run_id: second }],
    });
    expect((await post('/agent/runs', { prompt: 'x', conversation_id: 'unknown' })).status).toBe(404);
  });

  it.each<[string, unknown]>([
    ['no JSON', '{"prompt":'],
    ['nothing', {}],
    ['an array', []],
    ['an empty prompt', { prompt: '  ' }],
    ['a prompt that is no text', { prompt: 1 }],
    ['a misspelt field', { prompt: 'go', modelId: 'auto' }],
    ['a misspelt setting', { prompt: 'go', config: { model: 'auto' } }],
    ['an unknown model', { prompt: 'go', config: { model_id: 'gpt-1' } }],
    ['a disabled model', { prompt: 'go', config: { model_id: 'gemini-3-pro' } }],
    ['an unknown skill', { skill: 'web-app:dance' }],
    ['a skill of no form', { skill: 'dance' }],
    ['a malformed skill', { skill: 'data-lab:weekly-report' }],
    ['an unknown parent', { prompt: 'go', parent_run_id: 'x' }],
    ['an identity of a personal run', { prompt: 'go', team: false, agent_identity_uid: 'x' }],
    ['six attachments', { prompt: 'go', attachments: attachments(6) }],
    ['an attachment that is not base64', { prompt: 'go', attachments: [{ ...attachment, data: '***' }] }],
    ['idle minutes above', { prompt: 'go', config: { idle_timeout_minutes: 61 } }],
    ['idle minutes below', { prompt: 'go', config: { idle_timeout_minutes: 0 } }],
    [
      'a server of two kinds',
      { prompt: 'go', config: { mcp_servers: { a: { url: 'https://a.example', command: 'b' } } } },
    ],
    [
      '21 labels',
      { prompt: 'go', metadata: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, 'v'])) },
    ],
  ])('answers 400 to %s', async (_name, body) => {
    const { post, warp } = await startTestWarp();
    const answer = await post('/agent/runs', body);
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json' });
    expect(String(answer.json['type'])).toMatch(/\/errors\/invalid_request$/);
    expect(warp.runs).toEqual([]);
  });

  it.each<[string, object]>([
    ['five attachments', { attachments: attachments(5) }],
    ['60 idle minutes', { config: { idle_timeout_minutes: 60 } }],
    ['one idle minute', { config: { idle_timeout_minutes: 1 } }],
    ['a server', { config: { mcp_servers: { a: { url: 'https://a.example', headers: { x: 'y' } } } } }],
    ['20 labels', { metadata: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, 'v'])) }],
  ])('takes %s', async (_name, body) => {
    const { post } = await startTestWarp();
    expect((await post('/agent/runs', { prompt: 'go', ...body })).status).toBe(200);
  });

  it('answers 403 to an environment of others', async () => {
    const { post } = await startTestWarp();
    const answer = await post('/agent/runs', {
      prompt: 'go',
      config: { environment_id: 'EnvOther00000000000009' },
    });
    expect(answer.status).toBe(403);
    expect(String(answer.json['type'])).toMatch(/\/errors\/not_authorized$/);
  });

  it.each([
    ['we are out of credits', 403, 'insufficient_credits', false],
    ['this is over budget', 403, 'budget_exceeded', false],
    ['in an unlinked repository', 401, 'external_authentication_required', false],
    ['there is no capacity', 429, 'resource_unavailable', true],
  ])('refuses by the words of the prompt: %s', async (prompt, status, code, retryable) => {
    const { post, warp } = await startTestWarp();
    const answer = await post('/agent/runs', { prompt });
    expect(answer).toMatchObject({ status, json: { status, retryable } });
    expect(String(answer.json['type'])).toMatch(new RegExp(`/errors/${code}$`));
    if (status === 401)
      expect(answer.json).toMatchObject({ provider: 'github', auth_url: expect.any(String) });
    expect(warp.runs).toEqual([]);
  });
});

describe('faults', () => {
  const fault = { method: 'POST', match: '/agent/runs' } as const;

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('cuts a create %s its effect', async (when, effects) => {
    const { post, warp } = await startTestWarp();
    warp.faults.add({ ...fault, fault: { type: 'cut', when } });
    await expect(post('/agent/runs', { prompt: 'go' })).rejects.toThrow(TypeError);
    expect(warp.runs).toHaveLength(effects);
    expect(warp.calls).toMatchObject([{ method: 'POST', body: { prompt: 'go' }, status: null }]);
  });

  it.each([429, 500, 503])('answers %i as a problem', async (status) => {
    const { get, warp } = await startTestWarp();
    warp.faults.add({ match: '/agent/models', fault: { type: 'status', status } });
    expect(await get('/agent/models')).toMatchObject({
      status,
      type: 'application/problem+json',
      json: { status },
    });
    expect((await get('/agent/models')).status).toBe(200);
  });
});
