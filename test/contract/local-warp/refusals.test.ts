import { describe, expect, it } from 'vitest';
import { problemCodes, problemKinds } from '../../../src/playground/warp/problems.ts';
import { startTestWarp } from './service.ts';

describe('every code of the catalogue', () => {
  it.each(problemCodes)('%s can refuse a run, end one, and answer any call', async (code) => {
    const { clock, get, post, run, start, warp } = await startTestWarp();
    const { status, retryable } = problemKinds[code];
    const problem = {
      status,
      type: 'application/problem+json',
      json: { type: expect.stringMatching(new RegExp(`/${code}$`)), status, retryable },
    };
    expect(await post('/agent/runs', { prompt: `refuse with ${code}` })).toMatchObject(problem);
    expect(warp.runs).toEqual([]);
    const id = await start(`end with ${code}`);
    clock.advance(60_000);
    const warpError = ['authentication_required', 'resource_unavailable', 'internal_error'].includes(code);
    expect(await run(id)).toMatchObject({
      state: warpError ? 'ERROR' : 'FAILED',
      status_message: { error_code: code, retryable },
    });
    warp.refuse({ code, detail: 'No.' }, { match: '/agent/models' });
    expect(await get('/agent/models')).toMatchObject(problem);
    expect((await get('/agent/models')).status).toBe(200);
  });

  it('has older forms beside it', async () => {
    const { post, warp } = await startTestWarp();
    const answer = async (prompt: string) => {
      const response = await fetch(`${warp.url}/agent/runs`, {
        method: 'POST',
        headers: { authorization: `Bearer ${warp.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ prompt }),
      });
      return [response.status, response.headers.get('x-warp-error-code'), await response.json()];
    };
    expect(await answer('agent limit')).toEqual([
      403,
      'AT_CLOUD_AGENT_CAPACITY',
      { error: expect.any(String), running_agents: 4 },
    ]);
    expect(await answer('credits used up')).toEqual([
      429,
      'OUT_OF_CREDITS',
      { userDisplayMessage: expect.any(String) },
    ]);
    expect((await post('/agent/runs', { prompt: 'no sandbox' })).status).toBe(500);
  });
});

describe('what is not shared', () => {
  it('answers 403 or 404 by script, and is in no list', async () => {
    const { get, post, start, warp } = await startTestWarp();
    warp.script('secret', { access: 'forbidden' });
    const secret = await start('secret work');
    const open = await start('open work');
    expect((await get(`/agent/runs/${secret}`)).status).toBe(403);
    expect((await post(`/agent/runs/${secret}/cancel`)).status).toBe(403);
    const undo = warp.deny(open, 'hidden');
    expect((await get(`/agent/runs/${open}`)).status).toBe(404);
    expect((await get('/agent/runs')).json['runs']).toEqual([]);
    expect((await get(`/agent/events?run_ids=${open}`)).json).toEqual([]);
    undo();
    expect((await get(`/agent/runs/${open}`)).status).toBe(200);
    warp.deny('EnvWebApp0000000000001', 'forbidden');
    const config = { environment_id: 'EnvWebApp0000000000001' };
    expect((await post('/agent/runs', { prompt: 'go', config })).status).toBe(403);
  });
});

describe('places and credits', () => {
  it('keep runs queued until a place is free', async () => {
    const { clock, post, start, state, warp } = await startTestWarp();
    warp.setCapacity(1);
    const first = await start('one');
    const { json } = await post('/agent/runs', { prompt: 'two' });
    expect(json).toMatchObject({ state: 'QUEUED', at_capacity: true });
    const [second, third] = [String(json['run_id']), await start('three')];
    clock.advance(11_999);
    expect([await state(first), await state(second)]).toEqual(['INPROGRESS', 'QUEUED']);
    clock.advance(1 + 4_500);
    expect([await state(first), await state(second)]).toEqual(['SUCCEEDED', 'INPROGRESS']);
    expect((await post(`/agent/runs/${third}/cancel`)).status).toBe(200);
    clock.advance(60_000);
    expect([await state(second), await state(third)]).toEqual(['SUCCEEDED', 'CANCELLED']);
    const fourth = await start('four');
    const fifth = await start('five');
    warp.setCapacity(2);
    clock.advance(12_000);
    expect([await state(fourth), await state(fifth)]).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('are used up by runs', async () => {
    const { clock, post, start, warp } = await startTestWarp();
    warp.credits.set(5);
    await start('one');
    clock.advance(60_000);
    expect(warp.credits.remaining).toBe(0);
    expect(await post('/agent/runs', { prompt: 'two' })).toMatchObject({
      status: 403,
      json: { type: expect.stringContaining('/insufficient_credits') },
    });
    warp.credits.set(1);
    expect((await post('/agent/runs', { prompt: 'two' })).status).toBe(200);
  });
});

describe('children', () => {
  it('are told of to their parent, found by their ancestor, and nested only so deep', async () => {
    const { get, post, start } = await startTestWarp();
    const chain = [await start('top')];
    for (let depth = 1; depth <= 5; depth += 1)
      chain.push(await start(`depth ${depth}`, { parent_run_id: chain.at(-1) }));
    const tooDeep = await post('/agent/runs', { prompt: 'go', parent_run_id: chain.at(-1) });
    expect(tooDeep.status).toBe(400);
    expect((await post('/agent/runs', { prompt: 'go', parent_run_id: 'nothing' })).status).toBe(400);
    expect((await get(`/agent/runs?ancestor_run_id=${chain[0]}`)).json['runs']).toHaveLength(5);
    expect((await get(`/agent/runs?ancestor_run_id=${chain[4]}`)).json['runs']).toHaveLength(1);
    expect((await get(`/agent/events?run_ids=${chain[0]}`)).json).toMatchObject([
      { event_type: 'child_agent_started', ref_id: chain[1] },
    ]);
  });
});

describe('attachments', () => {
  const attachment = { file_name: 'a.png', mime_type: 'image/png', data: 'aGVsbG8=' };
  it.each([
    [{ attachments: Array(5).fill(attachment) }, 200],
    [{ attachments: Array(6).fill(attachment) }, 400],
    [{ attachments: [{ ...attachment, mime_type: 'text/plain' }] }, 200],
    [{ attachments: [{ ...attachment, mime_type: 'image/webp' }] }, 200],
    [{ attachments: [{ ...attachment, mime_type: 'image/tiff' }] }, 400],
    [{ attachments: [{ ...attachment, mime_type: 'png' }] }, 400],
    [{ attachments: [{ ...attachment, data: 'not base64!' }] }, 400],
    [{ attachments: [{ ...attachment, file_name: '' }] }, 400],
    [{ images: Array(5).fill({ mime_type: 'image/gif', data: 'aGVsbG8=' }) }, 200],
    [{ images: [{ mime_type: 'text/plain', data: 'aGVsbG8=' }] }, 400],
    [{ metadata: { key: 'é'.repeat(128) } }, 200],
    [{ metadata: { key: 'é'.repeat(129) } }, 400],
    [{ metadata: { key: 'a\u0000b' } }, 400],
  ])('have a number and kinds (%#)', async (more, status) => {
    const { post } = await startTestWarp();
    expect((await post('/agent/runs', { prompt: 'go', ...more })).status).toBe(status);
  });
});

describe('the list of agents', () => {
  it('is cached until refreshed or old', async () => {
    const { clock, get, warp } = await startTestWarp();
    const names = async (query = '') => {
      const { agents } = (await get(`/agent?repo=example-org/new${query}`)).json as { agents?: unknown[] };
      return agents?.length;
    };
    const skill = {
      name: 'greet',
      spec: 'example-org/new:.agents/skills/greet/SKILL.md',
      owner: 'example-org',
      repo: 'new',
      path: '.agents/skills/greet/SKILL.md',
      description: 'Says hello',
      basePrompt: 'Say hello.',
      environmentIds: [],
    };
    expect(await names()).toBe(0);
    warp.addSkill(skill);
    expect(await names()).toBe(0);
    expect(await names('&refresh=true')).toBe(1);
    warp.addSkill({ ...skill, name: 'wave' });
    clock.advance(5 * 60_000);
    expect(await names()).toBe(2);
  });
});
