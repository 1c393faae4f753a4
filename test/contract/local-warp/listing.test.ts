import { describe, expect, it } from 'vitest';
import { type Json, startTestWarp, type TestWarp } from './service.ts';

function titles(json: Json): string[] {
  const runs = json['runs'];
  return Array.isArray(runs) ? runs.map((run) => String(run.title)) : [];
}

async function listed(test: TestWarp, query: string): Promise<string[]> {
  const { status, json } = await test.get(`/agent/runs?${query}`);
  expect(status).toBe(200);
  return titles(json);
}

/** Four runs, a minute apart: a, b, c, d. The first two are over. */
async function four(): Promise<TestWarp & { ids: string[] }> {
  const test = await startTestWarp();
  const ids: string[] = [];
  const bodies = [
    { title: 'a', prompt: 'mend the login page', config: { name: 'errand' } },
    { title: 'b', prompt: 'make it fail', skill: 'api:triage', team: false },
    {
      title: 'c',
      prompt: 'write docs',
      config: { model_id: 'gpt-5-4-high', environment_id: 'EnvBackend000000000002' },
    },
    { title: 'd', prompt: 'mend the search page' },
  ];
  for (const [index, { skill, ...body }] of bodies.entries()) {
    const more = skill ? { skill: 'api:review-pull-request' } : {};
    ids.push(String((await test.post('/agent/runs', { ...body, ...more })).json['run_id']));
    test.clock.advance(index === 3 ? 5_000 : index === 2 ? 3_000 : 60_000);
  }
  return { ...test, ids };
}

describe('filters', () => {
  it.each([
    ['', 'd c b a'],
    ['state=INPROGRESS', 'd c'],
    ['state=SUCCEEDED&state=FAILED', 'b a'],
    ['state=CANCELLED', ''],
    ['name=errand', 'a'],
    ['name=review-pull-request', 'b'],
    ['model_id=gpt-5-4-high', 'c'],
    ['environment_id=EnvBackend000000000002', 'c'],
    ['skill=example-org%2Fapi%3A.agents%2Fskills%2Freview-pull-request%2FSKILL.md', 'b'],
    ['skill_spec=example-org%2Fapi%3A.agents%2Fskills%2Freview-pull-request%2FSKILL.md', 'b'],
    ['creator=user-local', 'd c b a'],
    ['creator=somebody', ''],
    ['source=API', 'd c b a'],
    ['source=SLACK', ''],
    ['execution_location=REMOTE', 'd c b a'],
    ['execution_location=LOCAL', ''],
    ['artifact_type=PULL_REQUEST', 'a'],
    ['schedule_id=nightly', ''],
    ['q=PAGE%20mend', 'd a'],
    ['q=triage', ''],
    ['q=review-pull', 'b'],
    ['created_after=2026-11-22T10:21:00Z', 'd c'],
    ['created_after=2026-11-22T10:20:59.999999Z', 'd c b'],
    ['created_before=2026-11-22T10:21:00Z', 'a'],
    ['created_before=2026-11-22T11:21:00.000001%2B01:00', 'b a'],
    ['updated_after=2026-11-22T10:21:12Z', 'd c'],
    ['updated_after=2026-11-22T10:21:11.999Z', 'd c b'],
  ])('?%s', async (query, expected) => {
    const test = await four();
    test.clock.advance(0);
    expect((await listed(test, `${query}&sort_by=created_at`)).join(' ')).toBe(expected);
  });

  it('knows runs from elsewhere', async () => {
    const test = await startTestWarp();
    test.warp.seed({ title: 'local', source: 'LOCAL', executionLocation: 'LOCAL' });
    test.warp.seed({ title: 'nightly', source: 'SCHEDULED_AGENT', scheduleId: 'sched-1' });
    expect(await listed(test, 'execution_location=LOCAL')).toEqual(['local']);
    expect(await listed(test, 'schedule_id=sched-1&source=SCHEDULED_AGENT')).toEqual(['nightly']);
  });

  it.each([
    'state=DONE',
    'state=INPROGRESS&state=succeeded',
    'source=EMAIL',
    'execution_location=MOON',
    'artifact_type=SONG',
    'created_after=yesterday',
    'created_before=2026-11-22',
    'updated_after=2026-11-22T10:20:00',
    'updated_after=2026-11-22T11:20:00+01:00',
    'updated_after=2026-13-22T10:20:00Z',
    'ancestor_run_id=unknown',
    'sort_by=state',
    'sort_order=up',
    'limit=0',
    'limit=501',
    'limit=-1',
    'limit=ten',
    'cursor=nonsense',
  ])('answers 400 to ?%s', async (query) => {
    const { get } = await startTestWarp();
    const answer = await get(`/agent/runs?${query}`);
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json', json: { status: 400 } });
  });

  it.each(['limit=1', 'limit=500', 'state=QUEUED', 'q='])('takes ?%s', async (query) => {
    const { get } = await startTestWarp();
    expect(await get(`/agent/runs?${query}`)).toMatchObject({
      status: 200,
      json: { runs: [], page_info: { has_next_page: false } },
    });
  });
});

describe('order', () => {
  it('is by updated_at, newest first, unless told', async () => {
    const test = await four();
    expect(await listed(test, '')).toEqual(['d', 'c', 'b', 'a']);
    test.warp.control(String(test.ids[0])).touch();
    expect(await listed(test, '')).toEqual(['a', 'd', 'c', 'b']);
    expect(await listed(test, 'sort_order=asc')).toEqual(['b', 'c', 'd', 'a']);
  });

  it('can be by creation, title and agent, runs without one last', async () => {
    const test = await four();
    expect(await listed(test, 'sort_by=created_at&sort_order=asc')).toEqual(['a', 'b', 'c', 'd']);
    expect(await listed(test, 'sort_by=title')).toEqual(['d', 'c', 'b', 'a']);
    expect((await listed(test, 'sort_by=agent'))[0]).toBe('b');
    expect((await listed(test, 'sort_by=agent&sort_order=asc'))[0]).toBe('b');
  });
});

describe('pages', () => {
  async function allPages(test: TestWarp, query: string): Promise<string[][]> {
    const pages: string[][] = [];
    let cursor = '';
    for (;;) {
      const { json } = await test.get(`/agent/runs?${query}&cursor=${cursor}`);
      pages.push(titles(json));
      if (String(json['page_info']?.['has_next_page']) !== 'true') return pages;
      cursor = String(json['page_info']?.['next_cursor']);
    }
  }

  it.each(['sort_by=updated_at', 'sort_by=created_at&sort_order=asc', 'sort_by=title', 'sort_by=agent'])(
    'cover everything once: %s',
    async (sort) => {
      const test = await startTestWarp();
      for (let index = 0; index < 25; index += 1) test.warp.seed({ title: `run ${index % 7}` });
      const pages = await allPages(test, `${sort}&limit=10`);
      expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
      expect(pages.flat()).toEqual(titles((await test.get(`/agent/runs?${sort}&limit=500`)).json));
    },
  );

  it('are of 20 unless told, and end without an empty one', async () => {
    const test = await startTestWarp();
    for (let index = 0; index < 40; index += 1) test.warp.seed({ title: `run ${index}` });
    expect((await allPages(test, '')).map((page) => page.length)).toEqual([20, 20]);
  });

  it('refuse a cursor of another sorting', async () => {
    const test = await startTestWarp();
    for (let index = 0; index < 3; index += 1) test.warp.seed({});
    const { json } = await test.get('/agent/runs?limit=1');
    const cursor = String(json['page_info']?.['next_cursor']);
    expect((await test.get(`/agent/runs?limit=1&sort_by=title&cursor=${cursor}`)).status).toBe(400);
  });

  it('miss a run that changes meanwhile, as a moving order must', async () => {
    const test = await startTestWarp();
    const ids = ['a', 'b', 'c'].map((title) => {
      test.clock.advance(1);
      return test.warp.seed({ title }, { holdIn: 'QUEUED' });
    });
    const { json } = await test.get('/agent/runs?limit=1');
    test.clock.advance(1);
    test.warp.control(String(ids[0])).touch();
    const rest = await test.get(`/agent/runs?cursor=${String(json['page_info']?.['next_cursor'])}`);
    expect([titles(json), titles(rest.json)]).toEqual([['c'], ['b']]);
  });
});

describe('filters that came later', () => {
  it('take metadata, five at most and all of them, and runs without an environment', async () => {
    const { get, start } = await startTestWarp();
    await start('one', { metadata: { team: 'web', ticket: '7' } });
    await start('two', { metadata: { team: 'web' }, config: { environment_id: 'EnvWebApp0000000000001' } });
    const found = async (query: string) => titles((await get(`/agent/runs?sort_by=title&${query}`)).json);
    expect(await found('metadata[team]=web')).toEqual(['two', 'one']);
    expect(await found('metadata[team]=web&metadata[ticket]=7')).toEqual(['one']);
    expect(await found('environment_id=empty-environment')).toEqual(['one']);
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => `metadata[${key}]=1`).join('&');
    expect((await get(`/agent/runs?${six}`)).status).toBe(400);
  });
});
