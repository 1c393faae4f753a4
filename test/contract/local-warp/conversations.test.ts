import { describe, expect, it } from 'vitest';
import { startTestWarp } from './service.ts';

describe('a conversation', () => {
  it('tells in steps what was asked, done and answered', async () => {
    const { clock, get, run, start } = await startTestWarp();
    const id = await start('fix the login');
    expect((await get(`/agent/runs/${id}/conversation`)).status).toBe(404);
    clock.advance(6_000);
    const steps = async () => (await get(`/agent/runs/${id}/conversation`)).json['steps'];
    const working = await steps();
    expect(working).toMatchObject([
      { description: 'fix the login', messages: [{ role: 'user' }, { role: 'assistant' }, { role: 'tool' }] },
    ]);
    expect(working?.[0]?.['messages']?.[2]?.['content']).toMatchObject([{ state: 'running' }]);
    clock.advance(60_000);
    const done = await steps();
    expect(done?.[0]?.['messages']?.[2]?.['content']).toMatchObject([{ state: 'completed' }]);
    expect(done?.[0]?.['summary']).toContain('fix the login');
    const conversation = String((await run(id))['conversation_id']);
    expect((await get(`/agent/conversations/${conversation}`)).json).toMatchObject({
      conversation_id: conversation,
      steps: done,
    });
  });

  it('goes on over runs, and holds what was delegated', async () => {
    const { clock, get, run, start } = await startTestWarp();
    const first = await start('one');
    const child = await start('a part', { parent_run_id: first });
    clock.advance(60_000);
    const { conversation_id: conversation } = await run(first);
    await start('two', { conversation_id: conversation });
    const { json } = await get(`/agent/conversations/${String(conversation)}`);
    expect(json['steps']).toMatchObject([
      { description: 'one', steps: [{ description: 'a part', id: `${child}:1` }] },
      { description: 'two', steps: [] },
    ]);
  });

  it('has a transcript behind an address that needs no key, refuses one, and expires', async () => {
    const { clock, send, start, warp } = await startTestWarp();
    const id = await start('go');
    expect((await send('GET', `/agent/runs/${id}/transcript`)).status).toBe(404);
    clock.advance(60_000);
    const redirect = await send('GET', `/agent/runs/${id}/transcript`);
    expect(redirect.status).toBe(302);
    const address = String(redirect.location);
    const plain = await fetch(address);
    expect(await plain.json()).toMatchObject({ steps: [{ description: 'go' }] });
    const withKey = await fetch(address, { headers: { authorization: `Bearer ${warp.apiKey}` } });
    expect([withKey.status, await withKey.text()]).toEqual([
      400,
      expect.stringContaining('one auth mechanism'),
    ]);
    expect((await fetch(address.replace(/signature=.{4}/, 'signature=0000'))).status).toBe(403);
    const later = address.replace(/expires=(\d+)/, (_, us) => `expires=${Number(us) + 1}`);
    expect((await fetch(later)).status).toBe(403);
    clock.advance(15 * 60_000);
    expect((await fetch(address)).status).toBe(403);
  });

  it('has a raw form by its own id only for other harnesses, and no normalized one for them', async () => {
    const { clock, run, send, start } = await startTestWarp();
    const own = await start('go');
    const other = await start('go', { config: { harness: { type: 'claude' } } });
    clock.advance(60_000);
    const statusOf = async (id: string, path: string) => {
      const { conversation_id: conversation } = await run(id);
      return (await send('GET', `/agent/conversations/${String(conversation)}${path}`)).status;
    };
    expect([await statusOf(own, ''), await statusOf(own, '/transcript')]).toEqual([200, 422]);
    expect([await statusOf(other, ''), await statusOf(other, '/transcript')]).toEqual([422, 302]);
  });
});

describe('artifacts', () => {
  it('are downloaded over a redirect, references elsewhere not', async () => {
    const { clock, run, send, start, warp } = await startTestWarp();
    warp.script('go', { artifacts: ['PLAN', 'FILE', 'EXTERNAL_REFERENCE'] });
    const id = await start('go');
    clock.advance(60_000);
    const { artifacts } = await run(id);
    const uid = (index: number) => String(artifacts?.[index]?.['data']?.['artifact_uid']);
    const file = await send('GET', `/agent/artifacts/${uid(1)}/download`);
    expect(file.status).toBe(302);
    expect(await (await fetch(String(file.location))).text()).toContain('# Summary');
    const plan = await send('GET', `/agent/artifacts/${uid(0)}/download`);
    expect(await (await fetch(String(plan.location))).text()).toContain('Run the tests');
    expect(artifacts?.[2]).toMatchObject({
      artifact_type: 'EXTERNAL_REFERENCE',
      data: { reference_type: 'LINEAR_ISSUE' },
    });
    warp.deny(uid(1), 'forbidden');
    expect((await send('GET', `/agent/artifacts/${uid(1)}`)).status).toBe(403);
    warp.deny(id, 'hidden');
    expect((await send('GET', `/agent/artifacts/${uid(0)}`)).status).toBe(404);
  });
});
