import { describe, expect, it } from 'vitest';
import { createChecker, describedOperations, present } from './openapi.ts';
import { type Answered, type Json, startTestWarp } from './service.ts';

describe.skipIf(!present)('every described operation', () => {
  it('is there, and answers as described', async () => {
    const check = createChecker();
    const { clock, run, send, start, warp } = await startTestWarp();
    const seen = new Set<string>();
    /** Calls an operation, `{name}` in its path taken from `params`, and checks status and body. */
    async function call(
      operation: string,
      status: number,
      options: { params?: Record<string, unknown>; query?: string; body?: unknown } = {},
    ): Promise<Answered> {
      const [method = '', path = ''] = operation.split(' ');
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => String(options.params?.[name]));
      const answer = await send(method.toUpperCase(), `${filled}${options.query ?? ''}`, options.body);
      expect([operation, answer.status, answer.json]).toEqual([operation, status, answer.json]);
      if (answer.json !== null)
        expect([operation, check(path, method, status, answer.json)]).toEqual([operation, 'valid']);
      if (status < 400) seen.add(operation);
      return answer;
    }

    const parent = await start('lead the work', { config: { environment_id: 'EnvWebApp0000000000001' } });
    const child = await start('a part of it, with a screenshot', { parent_run_id: parent });
    clock.advance(6_000);
    await call('post /agent/run', 200, { body: { prompt: 'go' } });
    const { json: created } = await call('post /agent/runs', 200, { body: { prompt: 'go on' } });
    await call('get /agent/runs', 200, { query: `?ancestor_run_id=${parent}` });
    await call('get /agent', 200, { query: '?include_malformed_skills=true&refresh=true&sort_by=last_run' });
    await call('get /agent/models', 200);
    await call('get /agent/environments', 200, { query: '?sort_by=name' });

    const { json: sent } = await call('post /agent/messages', 200, {
      body: { to: [child], subject: 'Hello', body: 'Which branch?', sender_run_id: parent },
    });
    const params: Record<string, unknown> = { runId: child, messageId: sent['message_ids']?.[0] };
    await call('get /agent/messages/{runId}', 200, { params });
    await call('post /agent/messages/{messageId}/delivered', 204, { params });
    await call('post /agent/messages/{messageId}/read', 200, { params });
    await call('get /agent/messages/{runId}', 200, { params, query: '?limit=100' });
    await call('get /agent/runs/{runId}/conversation', 200, { params: { runId: parent } });
    await call('get /agent/events', 200, { query: `?run_ids=${parent}&run_ids=${child}` });
    await call('post /agent/events/{runId}', 200, { params, body: { event_type: 'run_failed' } });
    await call('post /agent/runs/{runId}/cancel', 400, { params });
    await call('post /agent/runs/{runId}/cancel', 200, { params: { runId: created['run_id'] } });
    await call('post /agent/runs/{runId}/cancel', 404, { params: { runId: 'nothing' } });

    clock.advance(60_000);
    const shot = await start('with a screenshot');
    clock.advance(60_000);
    const done = await run(shot);
    await call('get /agent/runs/{runId}', 200, { params: { runId: shot } });
    await call('get /agent/runs/{runId}/transcript', 302, { params: { runId: shot } });
    await call('get /agent/conversations/{conversation_id}', 200, {
      params: { conversation_id: done['conversation_id'] },
    });
    await call('get /agent/sessions/{sessionUuid}/redirect', 200, {
      params: { sessionUuid: done['session_id'] },
    });
    const artifacts: Json[] = Array.isArray(done['artifacts']) ? done['artifacts'] : [];
    expect(artifacts.map((artifact) => artifact['artifact_type'])).toEqual([
      'PLAN',
      'PULL_REQUEST',
      'FILE',
      'SCREENSHOT',
    ]);
    for (const artifact of artifacts) {
      const artifactUid = artifact['data']?.['artifact_uid'];
      await call('get /agent/artifacts/{artifactUid}', artifactUid === undefined ? 404 : 200, {
        params: { artifactUid },
      });
    }

    const schedule = {
      name: 'Nightly',
      cron_schedule: '0 3 * * *',
      prompt: 'Check the links',
      agent_config: { environment_id: 'EnvWebApp0000000000001' },
    };
    const { json: made } = await call('post /agent/schedules', 201, { body: schedule });
    await call('post /agent/schedules', 400, { body: { ...schedule, cron_schedule: 'at three' } });
    const scheduled = { params: { scheduleId: made['id'] } };
    clock.advance(24 * 3_600_000);
    await call('get /agent/schedules', 200);
    await call('get /agent/schedules/{scheduleId}', 200, scheduled);
    await call('put /agent/schedules/{scheduleId}', 200, {
      ...scheduled,
      body: { ...schedule, enabled: true },
    });
    await call('post /agent/schedules/{scheduleId}/pause', 200, scheduled);
    await call('post /agent/schedules/{scheduleId}/resume', 200, scheduled);
    await call('delete /agent/schedules/{scheduleId}', 200, scheduled);
    await call('get /agent/schedules/{scheduleId}', 404, scheduled);
    await call('get /agent/runs', 200, { query: '?source=SCHEDULED_AGENT' });

    const { json: identity } = await call('post /agent/identities', 201, { body: { name: 'Reviewer' } });
    const named = { params: { uid: identity['uid'] } };
    await call('get /agent/identities', 200);
    await call('put /agent/identities/{uid}', 200, { ...named, body: { name: 'Second reviewer' } });
    await call('delete /agent/identities/{uid}', 204, named);
    await call('delete /agent/identities/{uid}', 404, named);
    await call('delete /agent/identities/{uid}', 400, { params: { uid: 'agent-default' } });

    expect([...seen].sort()).toEqual(describedOperations().sort());

    warp.deny(shot, 'forbidden');
    for (const operation of [
      'get /agent/runs/{runId}',
      'get /agent/runs/{runId}/conversation',
      'get /agent/runs/{runId}/transcript',
      'post /agent/runs/{runId}/cancel',
    ]) {
      await call(operation, 403, { params: { runId: shot } });
      await call(operation, 404, { params: { runId: 'nothing' } });
    }
    const claude = await start('go', { config: { harness: { type: 'claude' } } });
    clock.advance(60_000);
    await call('get /agent/runs/{runId}/conversation', 422, { params: { runId: claude } });
    const { conversation_id } = await run(claude);
    await call('get /agent/conversations/{conversation_id}', 422, { params: { conversation_id } });
    await call('get /agent/conversations/{conversation_id}', 404, { params: { conversation_id: 'nothing' } });
  });
});
