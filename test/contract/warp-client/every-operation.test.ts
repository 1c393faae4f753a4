import { describe, expect, it, onTestFinished } from 'vitest';
import { createWarpClient } from '../../../src/warp/client.ts';
import { WARP_REPORTABLE_EVENTS } from '../../../src/warp/messages-api.ts';
import type { WarpAgentConfig, WarpCreateRunRequest } from '../../../src/warp/requests.ts';
import {
  type DescribedOperation,
  describedByOpenApi,
  describedByPage,
  hasDescription,
} from '../../support/warp-description.ts';
import { createFakeClock } from '../../unit/http/fake-clock.ts';
import { startTestWarp, type TestWarp } from '../local-warp/service.ts';

const config: WarpAgentConfig = {
  name: 'errand',
  modelId: 'auto',
  basePrompt: 'Be brief.',
  environmentId: 'EnvWebApp0000000000001',
  mcpServers: {
    shared: { warpId: 'w1' },
    local: { command: 'npx', args: ['server'], env: { A: 'b' } },
    remote: { url: 'https://mcp.test/sse', headers: { 'X-A': 'b' } },
  },
  computerUseEnabled: true,
  idleTimeoutMinutes: 5,
  workerHost: 'warp',
  harness: { type: 'oz' },
  harnessAuthSecrets: { claudeAuthSecretName: 'claude' },
};

const skill = 'example-org/web-app:.agents/skills/fix-flaky-test/SKILL.md';
const fullRequest: WarpCreateRunRequest = {
  prompt: 'go',
  skill,
  title: 'T',
  team: true,
  interactive: true,
  agentIdentityUid: 'agent-default',
  attachments: [{ fileName: 'a.png', mimeType: 'image/png', data: 'AAAA' }],
  config: { ...config, skillSpec: skill },
};

function clientOf({ warp }: TestWarp, usesDeprecatedCreate = false) {
  const client = createWarpClient({
    apiUrl: warp.url,
    apiKey: warp.apiKey,
    clock: createFakeClock({ skipSleeps: true }),
    usesDeprecatedCreate,
  });
  onTestFinished(() => client.close());
  return client;
}

/** Calls every method of the client, with everything that it takes, against the local Warp. */
async function useEverything(): Promise<TestWarp> {
  const test = await startTestWarp();
  const { clock } = test;
  const client = clientOf(test);

  const { runId: parent } = await client.createRun({ prompt: 'lead', config });
  clock.advance(6_000);
  const { conversationId = '' } = await client.getRun(parent);
  const { runId: child } = await client.createRun({ ...fullRequest, parentRunId: parent, conversationId });
  const old = clientOf(test, true);
  await old.createRun({ ...fullRequest, parentRunId: parent, conversationId });
  clock.advance(6_000);

  const [messageId = ''] = await client.sendMessage({
    to: [child],
    subject: 'Hello',
    body: 'Which branch?',
    senderRunId: parent,
  });
  await client.listMessages(child, { unread: true, sinceMs: 0, limit: 100 });
  await client.markDelivered(messageId);
  expect(await client.readMessage(messageId)).toMatchObject({ subject: 'Hello', body: 'Which branch?' });
  expect(await client.listMessages(child, { unread: true })).toEqual([]);
  expect(await client.listMessages(child)).toMatchObject([{ readAtMs: expect.any(Number) }]);
  await client.pollEvents({ runIds: [parent, child], since: 0, limit: 500 });
  await client.reportEvent(child, { eventType: 'run_in_progress', executionId: 'e1', refId: 'r1' });
  await client.cancelRun(child);

  clock.advance(60_000);
  const run = await client.getRun(parent);
  expect((await client.getRunConversation(parent)).steps.length).toBeGreaterThan(0);
  expect((await client.getConversation(conversationId)).conversationId).toBe(conversationId);
  const transcript = await client.openTranscript(parent);
  expect(transcript.contentType).toContain('json');
  for await (const _chunk of transcript.chunks);
  expect(await client.sessionRedirect(run.sessionId ?? '')).toEqual({ conversationId });
  await client.conversationRedirect(conversationId);
  for (const { artifactUid } of run.artifacts) {
    if (artifactUid !== undefined) await client.getArtifact(artifactUid);
  }
  await client.followUp(parent, { message: 'And now the docs', mode: 'normal' });
  expect((await client.getTimeline(parent)).map(({ eventType }) => eventType)).toContain('oz_run_created');

  const instants = { createdAfterMs: 0, createdBeforeMs: clock.nowMs() + 1_000, updatedAfterMs: 0 };
  const { nextCursor: cursor } = await client.listRuns({ limit: 1, sortBy: 'agent', sortOrder: 'asc' });
  await client.listRuns({
    limit: 500,
    ...(cursor !== undefined && { cursor }),
    sortBy: 'agent',
    sortOrder: 'asc',
    states: ['SUCCEEDED', 'CANCELLED'],
    name: 'errand',
    modelId: 'auto',
    creator: 'user-local',
    source: 'API',
    executionLocation: 'REMOTE',
    ...instants,
    environmentId: 'EnvWebApp0000000000001',
    skill,
    skillSpec: skill,
    scheduleId: 's1',
    ancestorRunId: parent,
    artifactType: 'PLAN',
    q: 'lead',
    metadata: { team: 'web' },
  });
  const query = { repo: 'example-org/web-app', refresh: true, includeMalformedSkills: true } as const;
  await client.listAgents({ ...query, sortBy: 'last_run' });
  expect((await client.listModels()).defaultModelId).toBe('auto');
  await client.listEnvironments({ sortBy: 'name' });

  const plan = {
    name: 'Nightly',
    cron: '0 3 * * *',
    prompt: 'Check',
    config: { ...config, skillSpec: skill },
  };
  const made = await client.createSchedule({ ...plan, enabled: true, team: true });
  expect(await client.listSchedules()).toMatchObject([{ id: made.id, cron: '0 3 * * *', isEnabled: true }]);
  expect((await client.pauseSchedule(made.id)).isEnabled).toBe(false);
  expect((await client.resumeSchedule(made.id)).isEnabled).toBe(true);
  expect((await client.updateSchedule(made.id, { ...plan, name: 'Daily', enabled: true })).name).toBe(
    'Daily',
  );
  expect((await client.getSchedule(made.id)).nextRunAtMs).toBeGreaterThan(clock.nowMs());
  await client.deleteSchedule(made.id);

  const identity = await client.createIdentity('Reviewer');
  expect((await client.listIdentities()).map(({ name }) => name)).toEqual(['Default agent', 'Reviewer']);
  expect((await client.updateIdentity(identity.uid, { name: 'Second' })).name).toBe('Second');
  await client.deleteIdentity(identity.uid);
  return test;
}

/** The parameters that went over the wire, by operation. */
function parametersSent({ warp }: TestWarp, operations: readonly DescribedOperation[]) {
  const patterns = operations.map(({ operation }) => {
    const [method = '', path = ''] = operation.split(' ');
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    return { operation, method, names, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) };
  });
  // A fixed path before one with a parameter in its place.
  patterns.sort((a, b) => a.names.length - b.names.length);
  const sent = new Map<string, Set<string>>();
  for (const { method, path, query, body, status } of warp.calls) {
    if (status === null || status >= 400) continue;
    const found = patterns.find((each) => each.method === method.toLowerCase() && each.pattern.test(path));
    if (found === undefined) continue;
    const names = sent.get(found.operation) ?? new Set(found.names);
    for (const name of [...Object.keys(query), ...membersOf(body, '')]) names.add(name);
    sent.set(found.operation, names);
  }
  return sent;
}

function membersOf(value: unknown, at: string): string[] {
  if (Array.isArray(value)) return [at, ...value.flatMap((item) => membersOf(item, `${at}[]`))];
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, item]) => {
    const isMap = at.endsWith('mcp_servers');
    return membersOf(item, at === '' ? key : `${at}.${isMap ? '*' : key}`);
  });
  return at === '' ? inner : [at, ...inner];
}

describe('every operation of the client', () => {
  it('works against the local Warp', async () => {
    const test = await useEverything();
    const refused = test.warp.calls.filter(({ status }) => status === null || status >= 400);
    expect(refused.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([]);
  });

  it.skipIf(!hasDescription)('is every operation that is described, with all that it takes', async () => {
    const operations = [...describedByOpenApi(), ...describedByPage()];
    const sent = parametersSent(await useEverything(), operations);
    expect(operations.length).toBeGreaterThan(40);
    for (const { operation, parameters } of operations) {
      const missing = parameters.filter((name) => !sent.get(operation)?.has(name));
      expect({ operation, called: sent.has(operation), missing }).toEqual({
        operation,
        called: true,
        missing: [],
      });
    }
  });

  it.skipIf(!hasDescription)('takes every word that a parameter may have', async () => {
    const test = await startTestWarp();
    const client = clientOf(test);
    const listRuns = describedByOpenApi().find(({ operation }) => operation === 'get /agent/runs');
    const reported = describedByOpenApi().find(({ operation }) => operation === 'post /agent/events/{runId}');
    const words = (name: string) => listRuns?.enums[name] ?? [];
    await client.listRuns({ states: words('state') });
    for (const source of words('source')) {
      const id = test.warp.seed({ source: source as 'API' });
      expect((await client.listRuns({ source })).runs).toMatchObject([{ runId: id, source }]);
    }
    for (const executionLocation of words('execution_location')) await client.listRuns({ executionLocation });
    for (const artifactType of words('artifact_type')) await client.listRuns({ artifactType });
    for (const sortBy of ['updated_at', 'created_at', 'title', 'agent'] as const) {
      expect(words('sort_by')).toContain(sortBy);
      await client.listRuns({ sortBy, sortOrder: 'desc' });
    }
    expect(words('sort_by')).toHaveLength(4);
    expect(reported?.enums['event_type']).toEqual([...WARP_REPORTABLE_EVENTS]);
    const stateAfter = {
      run_in_progress: 'INPROGRESS',
      run_succeeded: 'SUCCEEDED',
      run_failed: 'FAILED',
      run_errored: 'ERROR',
      run_blocked: 'BLOCKED',
      run_cancelled: 'CANCELLED',
    };
    for (const eventType of WARP_REPORTABLE_EVENTS) {
      const id = await test.start('slow');
      await client.reportEvent(id, { eventType });
      expect((await client.getRun(id)).state).toBe(stateAfter[eventType]);
    }
    expect(test.warp.calls.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('hands on words that nobody knows today', async () => {
    const test = await startTestWarp();
    const text = JSON.stringify({
      run_id: 'r1',
      state: 'HIBERNATING',
      source: 'AUTOFIX',
      artifacts: [{ artifact_type: 'HOLOGRAM', data: { url: 'https://x.test' } }],
      brand_new: { a: 1 },
    });
    test.warp.faults.add({ match: '/agent/runs/r1', fault: { type: 'status', status: 200, text } });
    let seen: unknown;
    const run = await clientOf(test).getRun('r1', { onAnswer: ({ body }) => (seen = body) });
    expect(run).toMatchObject({ state: 'HIBERNATING', source: 'AUTOFIX' });
    expect(run.artifacts).toMatchObject([{ artifactType: 'HOLOGRAM', url: 'https://x.test' }]);
    expect(seen).toMatchObject({ brand_new: { a: 1 } });
  });
});
