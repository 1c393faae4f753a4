import { describe, expect, test } from 'vitest';
import { runStateKind } from '../../../src/warp/run-state.ts';
import { failureOf } from '../../unit/http/set-up.ts';
import { warpSetUp, wireRun } from './set-up.ts';

const { setUp, answering } = warpSetUp();

describe('createRun', () => {
  test('sends the request in the spelling of the API and nothing that was not given', async () => {
    const { client, server } = await answering(200, {
      run_id: 'r1',
      task_id: 'r1',
      state: 'QUEUED',
      at_capacity: true,
    });
    const created = await client.createRun({
      prompt: 'fix it',
      skill: 'o/r:s',
      title: 'T',
      team: false,
      conversationId: 'c1',
      parentRunId: 'p1',
      interactive: true,
      agentIdentityUid: 'a1',
      attachments: [{ fileName: 'a.png', mimeType: 'image/png', data: 'AAAA' }],
      config: {
        name: 'errand',
        modelId: 'm',
        basePrompt: 'b',
        environmentId: 'e',
        skillSpec: 's',
        mcpServers: { My_Server: { warpId: 'w' }, other: { url: 'https://m.test', headers: { A: 'b' } } },
        computerUseEnabled: false,
        idleTimeoutMinutes: 5,
        workerHost: 'warp',
      },
    });
    expect(created).toEqual({ runId: 'r1', state: 'QUEUED', atCapacity: true });
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/api/v1/agent/runs' });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer wk-1');
    expect(server.requests[0]?.body).toEqual({
      prompt: 'fix it',
      skill: 'o/r:s',
      title: 'T',
      team: false,
      conversation_id: 'c1',
      parent_run_id: 'p1',
      interactive: true,
      agent_identity_uid: 'a1',
      attachments: [{ file_name: 'a.png', mime_type: 'image/png', data: 'AAAA' }],
      config: {
        name: 'errand',
        model_id: 'm',
        base_prompt: 'b',
        environment_id: 'e',
        skill_spec: 's',
        mcp_servers: { My_Server: { warp_id: 'w' }, other: { url: 'https://m.test', headers: { A: 'b' } } },
        computer_use_enabled: false,
        idle_timeout_minutes: 5,
        worker_host: 'warp',
      },
    });
    await client.createRun({ prompt: 'only this' });
    expect(server.requests[1]?.body).toEqual({ prompt: 'only this' });
  });

  test('a run known only as a task is known', async () => {
    const { client } = await answering(201, { task_id: 'r9', state: 'IN_PROGRESS' });
    expect(await client.createRun({ prompt: 'x' })).toEqual({
      runId: 'r9',
      state: 'INPROGRESS',
      atCapacity: false,
    });
  });
});

describe('getRun', () => {
  test('reads everything that is used', async () => {
    const { client, server } = await answering(200, {
      ...wireRun,
      status_message: { message: 'Out of credits', error_code: 'insufficient_credits', retryable: false },
      session_id: 's1',
      session_link: 'https://app.warp.dev/session/s1',
      creator: { type: 'user', uid: 'u1', display_name: 'Ann' },
      request_usage: { inference_cost: 1.5, compute_cost: 0.25 },
      agent_config: { name: 'errand', model_id: 'm', mcp_servers: { a: { env: { TOKEN: 'hidden' } } } },
      conversation_id: 'c1',
      is_sandbox_running: true,
      artifacts: [
        {
          artifact_type: 'PULL_REQUEST',
          created_at: '2026-03-01T10:02:00Z',
          data: { url: 'https://g.test/1', branch: 'b' },
        },
        { artifact_type: 'FILE', data: { artifact_uid: 'f1', filename: 'a.txt', size_bytes: 3 } },
        { artifact_type: 'EXTERNAL_REFERENCE', data: { url: 'https://x.test', title: 'X' } },
        'junk',
      ],
      future_field: { a: 1 },
    });
    const run = await client.getRun('r1');
    expect(server.requests[0]?.path).toBe('/api/v1/agent/runs/r1');
    expect(run).toMatchObject({
      runId: 'r1',
      state: 'INPROGRESS',
      prompt: 'fix the login test',
      createdAtMs: Date.UTC(2026, 2, 1, 10),
      updatedAtMs: Date.UTC(2026, 2, 1, 10, 1, 0, 500),
      startedAtMs: undefined,
      statusMessage: { message: 'Out of credits', errorCode: 'insufficient_credits', retryable: false },
      sessionLink: 'https://app.warp.dev/session/s1',
      creator: { uid: 'u1', displayName: 'Ann' },
      requestUsage: { inferenceCost: 1.5, computeCost: 0.25 },
      agentConfig: { name: 'errand', modelId: 'm' },
      conversationId: 'c1',
      isSandboxRunning: true,
    });
    expect(run.artifacts).toMatchObject([
      { artifactType: 'PULL_REQUEST', url: 'https://g.test/1', branch: 'b' },
      { artifactType: 'FILE', artifactUid: 'f1', filename: 'a.txt', sizeBytes: 3 },
      { artifactType: 'EXTERNAL_REFERENCE', url: 'https://x.test', title: 'X' },
    ]);
    expect(JSON.stringify(run)).not.toContain('hidden');
  });

  test('lesser fields may be missing or of another kind', async () => {
    const { client } = await answering(200, {
      run_id: 'r1',
      state: 'SOMETHING_NEW',
      title: 5,
      created_at: 'never',
      status_message: 'plain words',
      creator: 'Ann',
      artifacts: {},
      request_usage: null,
    });
    expect(await client.getRun('r1')).toMatchObject({
      state: 'SOMETHING_NEW',
      title: '',
      createdAtMs: undefined,
      statusMessage: { message: 'plain words' },
      creator: undefined,
      artifacts: [],
    });
  });

  test('another run than the one asked for is malformed', async () => {
    const { client } = await answering(200, wireRun);
    expect((await failureOf(client.getRun('r2'))).code).toBe('warp.malformed_answer');
  });
});

describe('cancelRun', () => {
  test.each([['"r1"'], ['r1'], [''], ['{}']])('any 2xx counts, whatever the body: %j', async (text) => {
    const { client, server } = await setUp((_request, response) => response.writeHead(200).end(text));
    await expect(client.cancelRun('r1')).resolves.toBeUndefined();
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/api/v1/agent/runs/r1/cancel' });
  });
});

describe('runStateKind', () => {
  test.each([
    ['QUEUED', 'active'],
    ['PENDING', 'active'],
    ['CLAIMED', 'active'],
    ['INPROGRESS', 'active'],
    ['IN_PROGRESS', 'active'],
    ['BLOCKED', 'waiting'],
    ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'failed'],
    ['ERROR', 'failed'],
    ['CANCELLED', 'cancelled'],
    ['EXPLODED', 'failed'],
  ])('%s is %s', (state, kind) => {
    expect(runStateKind(state)).toBe(kind);
  });
});
