import OzAPI, {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
} from 'oz-agent-sdk';
import { describe, expect, it } from 'vitest';
import { startTestWarp, type TestWarp } from './service.ts';

async function startWithSdk(maxRetries = 0): Promise<TestWarp & { sdk: OzAPI }> {
  const test = await startTestWarp();
  const sdk = new OzAPI({ baseURL: test.warp.url, apiKey: test.warp.apiKey, maxRetries });
  return { ...test, sdk };
}

describe("Warp's own client", () => {
  it('runs an agent and follows it to its end', async () => {
    const { clock, sdk } = await startWithSdk();
    const created = await sdk.agent.run({
      prompt: 'Fix the login',
      title: 'Login',
      config: { name: 'errand', model_id: 'auto', environment_id: 'EnvWebApp0000000000001' },
      images: [{ data: 'aGVsbG8=', mime_type: 'image/png' }],
    });
    expect(created).toMatchObject({ state: 'QUEUED', task_id: created.run_id });
    clock.advance(60_000);
    const run = await sdk.agent.runs.retrieve(created.run_id);
    expect(run).toMatchObject({
      state: 'SUCCEEDED',
      title: 'Login',
      agent_config: { name: 'errand' },
      session_link: expect.stringContaining('/session/'),
    });
    expect(run.artifacts?.map((artifact) => artifact.artifact_type)).toEqual([
      'PLAN',
      'PULL_REQUEST',
      'FILE',
    ]);
    const next = await sdk.agent.run({ prompt: 'Go on', conversation_id: run.conversation_id ?? '' });
    expect((await sdk.agent.runs.retrieve(next.run_id)).conversation_id).toBe(run.conversation_id);
  });

  it('lists runs with repeated and single filters, over pages', async () => {
    const { clock, sdk, start } = await startWithSdk();
    await start('one');
    await start('make it fail');
    await start('please block');
    clock.advance(60_000);
    await start('four', { config: { name: 'night' } });
    const both = await sdk.agent.runs.list({ state: ['FAILED', 'SUCCEEDED'] });
    expect(both.runs.map(({ state }) => state).sort()).toEqual(['FAILED', 'SUCCEEDED']);
    expect((await sdk.agent.runs.list({ name: 'night' })).runs).toHaveLength(1);
    const after = '2026-11-22T10:20:30Z';
    expect((await sdk.agent.runs.list({ created_after: after })).runs).toHaveLength(1);
    const first = await sdk.agent.runs.list({ limit: 3 });
    expect(first.page_info.has_next_page).toBe(true);
    const cursor = first.page_info.next_cursor ?? '';
    expect((await sdk.agent.runs.list({ limit: 3, cursor })).runs).toHaveLength(1);
  });

  it('cancels', async () => {
    const { sdk, start, state } = await startWithSdk();
    const id = await start('go');
    expect(await sdk.agent.runs.cancel(id)).toBe(id);
    expect(await state(id)).toBe('CANCELLED');
  });

  it('lists agents', async () => {
    const { sdk } = await startWithSdk();
    const { agents } = await sdk.agent.list({ repo: 'example-org/web-app', refresh: true, sort_by: 'name' });
    expect(agents.map(({ name }) => name)).toEqual(['fix-flaky-test', 'upgrade-dependencies']);
    expect(agents[0]?.variants[0]?.source).toMatchObject({ owner: 'example-org', name: 'web-app' });
  });

  it('creates, changes, pauses, resumes and deletes schedules', async () => {
    const { sdk } = await startWithSdk();
    const fields = { name: 'Nightly', cron_schedule: '0 3 * * *', prompt: 'Check the links' };
    const { id } = await sdk.agent.schedules.create(fields);
    expect((await sdk.agent.schedules.list()).schedules.map(({ name }) => name)).toEqual(['Nightly']);
    expect((await sdk.agent.schedules.pause(id)).enabled).toBe(false);
    expect((await sdk.agent.schedules.resume(id)).enabled).toBe(true);
    await sdk.agent.schedules.update(id, { ...fields, name: 'Daily', enabled: true });
    const changed = await sdk.agent.schedules.retrieve(id);
    expect(changed).toMatchObject({ name: 'Daily', history: { next_run: '2026-11-23T03:00:00Z' } });
    expect(await sdk.agent.schedules.delete(id)).toEqual({ success: true });
    await expect(sdk.agent.schedules.retrieve(id)).rejects.toBeInstanceOf(NotFoundError);
  });

  it('knows each refusal for what it is', async () => {
    const { clock, sdk, start, warp } = await startWithSdk();
    const refused = (prompt: string) => expect(sdk.agent.run({ prompt })).rejects;
    await refused('refuse with external_authentication_required').toBeInstanceOf(AuthenticationError);
    await refused('out of credits').toBeInstanceOf(PermissionDeniedError);
    await refused('no capacity').toBeInstanceOf(RateLimitError);
    await refused('no sandbox').toBeInstanceOf(InternalServerError);
    await refused('').toBeInstanceOf(BadRequestError);
    await refused('').toMatchObject({ error: { status: 400, title: 'Invalid request' } });
    const pending = await start('go');
    clock.advance(1_500);
    await expect(sdk.agent.runs.cancel(pending)).rejects.toBeInstanceOf(ConflictError);
    const local = warp.seed({ source: 'LOCAL' });
    await expect(sdk.agent.runs.cancel(local)).rejects.toBeInstanceOf(UnprocessableEntityError);
    const stranger = new OzAPI({ baseURL: warp.url, apiKey: 'wk-other', maxRetries: 0 });
    await expect(stranger.agent.list()).rejects.toBeInstanceOf(AuthenticationError);
  });

  it('makes a second run when it repeats a create whose answer was lost', async () => {
    const { sdk, warp } = await startWithSdk(1);
    warp.faults.add({ match: '/agent/run', fault: { type: 'status', status: 502, effect: true } });
    await sdk.agent.run({ prompt: 'go' });
    expect(warp.runs).toHaveLength(2);
  });
});
