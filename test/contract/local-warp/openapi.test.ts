import { describe, expect, it } from 'vitest';
import { createChecker, present } from './openapi.ts';
import { startTestWarp } from './service.ts';

describe.skipIf(!present)('answers against the OpenAPI description', () => {
  it('has a checker that finds faults', () => {
    const check = createChecker();
    expect(check('/agent/runs/{runId}', 'get', 200, { run_id: 'x' })).toContain(
      "must have required property 'title'",
    );
    expect(check('/agent/models', 'get', 200, { default_model_id: 'a', models: [], extra: 1 })).toContain(
      'additional',
    );
  });

  it.each([
    'go, with a screenshot',
    'make it fail',
    'raise an error',
    'please block',
    'environment setup fails',
  ])('are valid at every state of: %s', async (prompt) => {
    const check = createChecker();
    const { clock, get, post, run } = await startTestWarp();
    const created = await post('/agent/runs', {
      prompt,
      skill: 'web-app:fix-flaky-test',
      config: { name: 'errand' },
    });
    expect(check('/agent/runs', 'post', 200, created.json)).toBe('valid');
    expect(check('/agent/run', 'post', 200, created.json)).toBe('valid');
    const id = String(created.json['run_id']);
    for (let step = 0; step < 26; step += 1) {
      expect(check('/agent/runs/{runId}', 'get', 200, await run(id))).toBe('valid');
      clock.advance(500);
    }
    expect(check('/agent/runs', 'get', 200, (await get('/agent/runs')).json)).toBe('valid');
    expect(check('/agent/events', 'get', 200, (await get(`/agent/events?run_ids=${id}`)).json)).toBe('valid');
    const item = await run(id);
    const redirect = await get(`/agent/sessions/${String(item['session_id'])}/redirect`);
    expect(check('/agent/sessions/{sessionUuid}/redirect', 'get', 200, redirect.json)).toBe('valid');
    for (const artifact of Array.isArray(item['artifacts']) ? item['artifacts'] : []) {
      if (artifact.artifact_type === 'PULL_REQUEST') continue;
      const { json } = await get(`/agent/artifacts/${artifact.data.artifact_uid}`);
      expect(check('/agent/artifacts/{artifactUid}', 'get', 200, json)).toBe('valid');
    }
  });

  it('are valid for paged lists, scheduled runs and everything that can be chosen', async () => {
    const check = createChecker();
    const { get, start, warp } = await startTestWarp();
    warp.seed({ source: 'SCHEDULED_AGENT', scheduleId: 'sched-1' });
    await start('go', { config: { environment_id: 'EnvWebApp0000000000001' } });
    for (const [described, path] of [
      ['/agent/runs', '/agent/runs?limit=1'],
      ['/agent', '/agent?include_malformed_skills=true'],
      ['/agent/models', '/agent/models'],
      ['/agent/environments', '/agent/environments'],
    ] as const) {
      expect(check(described, 'get', 200, (await get(path)).json)).toBe('valid');
    }
  });

  it('are valid when they refuse', async () => {
    const check = createChecker();
    const { clock, get, post, start, warp } = await startTestWarp();
    const pending = await start('go');
    clock.advance(1_500);
    const local = warp.seed({ source: 'LOCAL' });
    for (const [path, status, answer] of [
      ['/agent/runs/{runId}/cancel', 409, await post(`/agent/runs/${pending}/cancel`)],
      ['/agent/runs/{runId}/cancel', 422, await post(`/agent/runs/${local}/cancel`)],
      ['/agent/runs/{runId}/cancel', 404, await post('/agent/runs/nothing/cancel')],
      ['/agent/runs', 400, await post('/agent/runs', {})],
      ['/agent/runs', 403, await post('/agent/runs', { prompt: 'out of credits' })],
    ] as const) {
      expect(answer.status).toBe(status);
      expect(check(path, 'post', status, answer.json)).toBe('valid');
    }
    const unauthorized = await get('/agent/runs', {});
    expect(check('/agent/runs', 'get', 401, unauthorized.json)).toBe('valid');
    const queued = await start('go');
    const cancelled = await post(`/agent/runs/${queued}/cancel`);
    expect(check('/agent/runs/{runId}/cancel', 'post', 200, cancelled.json)).toBe('valid');
  });
});
