import OzAPI from 'oz-agent-sdk';
import { describe, expect, it } from 'vitest';
import type { WarpClient } from '../../../src/warp/api.ts';
import { type ReceivedRequest, sendJson } from '../../unit/http/stub-server.ts';
import { warpSetUp, wireRun } from './set-up.ts';

const { setUp } = warpSetUp();

const schedule = { id: 's1', name: 'Nightly', cron_schedule: '0 3 * * *', enabled: true, prompt: 'p' };
const answer = { ...wireRun, ...schedule, runs: [], agents: [], schedules: [], page_info: {}, success: true };

/** The same call by Warp's own client and by ours: each operation that it has, with each parameter that it knows. */
type Pair = readonly [
  name: string,
  theirs: (sdk: OzAPI) => Promise<unknown>,
  ours: (client: WarpClient) => Promise<unknown>,
];

const asked = {
  prompt: 'go',
  skill: 'o/r:s',
  title: 'T',
  team: false,
};
const wireConfig = {
  name: 'n',
  model_id: 'm',
  base_prompt: 'b',
  environment_id: 'e',
  skill_spec: 's',
  mcp_servers: {
    a: { warp_id: 'w' },
    b: { command: 'npx', args: ['x'], env: { A: 'b' } },
    c: { url: 'https://m' },
  },
  computer_use_enabled: true,
  worker_host: 'w',
};
const config = {
  name: 'n',
  modelId: 'm',
  basePrompt: 'b',
  environmentId: 'e',
  skillSpec: 's',
  mcpServers: {
    a: { warpId: 'w' },
    b: { command: 'npx', args: ['x'], env: { A: 'b' } },
    c: { url: 'https://m' },
  },
  computerUseEnabled: true,
  workerHost: 'w',
};
const planned = { name: 'N', cron_schedule: '0 3 * * *', prompt: 'p', agent_config: wireConfig };
const ourPlan = { name: 'N', cron: '0 3 * * *', prompt: 'p', config };

const same: readonly Pair[] = [
  [
    'list agents',
    (sdk) => sdk.agent.list({ repo: 'o/r', refresh: true, sort_by: 'last_run' }),
    (client) => client.listAgents({ repo: 'o/r', refresh: true, sortBy: 'last_run' }),
  ],
  ['get a run', (sdk) => sdk.agent.runs.retrieve('r1'), (client) => client.getRun('r1')],
  [
    'list runs',
    (sdk) =>
      sdk.agent.runs.list({
        limit: 5,
        cursor: 'c/=',
        state: ['QUEUED', 'FAILED'],
        name: 'n n',
        model_id: 'm',
        creator: 'u',
        source: 'API',
        skill: 'o/r:s',
        skill_spec: 'o/r:s',
        schedule_id: 's',
        environment_id: 'e',
        artifact_type: 'PLAN',
        q: 'a&b',
        created_after: '2026-03-01T10:00:00.000Z',
        created_before: '2026-03-02T10:00:00.000Z',
        updated_after: '2026-03-03T10:00:00.000Z',
      }),
    (client) =>
      client.listRuns({
        limit: 5,
        cursor: 'c/=',
        states: ['QUEUED', 'FAILED'],
        name: 'n n',
        modelId: 'm',
        creator: 'u',
        source: 'API',
        skill: 'o/r:s',
        skillSpec: 'o/r:s',
        scheduleId: 's',
        environmentId: 'e',
        artifactType: 'PLAN',
        q: 'a&b',
        createdAfterMs: Date.UTC(2026, 2, 1, 10),
        createdBeforeMs: Date.UTC(2026, 2, 2, 10),
        updatedAfterMs: Date.UTC(2026, 2, 3, 10),
      }),
  ],
  ['cancel', (sdk) => sdk.agent.runs.cancel('a/b'), (client) => client.cancelRun('a/b')],
  [
    'create a schedule',
    (sdk) => sdk.agent.schedules.create({ ...planned, enabled: true, team: true }),
    (client) => client.createSchedule({ ...ourPlan, enabled: true, team: true }),
  ],
  ['list schedules', (sdk) => sdk.agent.schedules.list(), (client) => client.listSchedules()],
  ['get a schedule', (sdk) => sdk.agent.schedules.retrieve('s1'), (client) => client.getSchedule('s1')],
  [
    'update a schedule',
    (sdk) => sdk.agent.schedules.update('s1', { ...planned, enabled: false }),
    (client) => client.updateSchedule('s1', { ...ourPlan, enabled: false }),
  ],
  ['pause a schedule', (sdk) => sdk.agent.schedules.pause('s1'), (client) => client.pauseSchedule('s1')],
  ['resume a schedule', (sdk) => sdk.agent.schedules.resume('s1'), (client) => client.resumeSchedule('s1')],
  ['delete a schedule', (sdk) => sdk.agent.schedules.delete('s1'), (client) => client.deleteSchedule('s1')],
];

async function bothSent(theirs: Pair[1], ours: Pair[2]) {
  const { client, server } = await setUp((_request, response) => sendJson(response, 200, answer));
  const sdk = new OzAPI({ baseURL: `${server.url}/api/v1`, apiKey: 'wk-1', maxRetries: 0 });
  await theirs(sdk);
  await ours(client);
  const [first, second] = server.requests;
  if (first === undefined || second === undefined || server.requests.length !== 2)
    throw new Error('not one each');
  return [first, second] as const;
}

/** What a server goes by; the order of a query's names is no part of it. */
function essence({ method, path, query, body }: ReceivedRequest) {
  const pairs = [...query].map(([name, value]) => `${name}=${value}`).toSorted();
  return { method, path, query: pairs, body };
}

describe('requests on the wire, beside those of Warp’s own client', () => {
  it.each(same)('are the same: %s', async (_name, theirs, ours) => {
    const [first, second] = await bothSent(theirs, ours);
    expect(essence(second)).toEqual(essence(first));
    expect(second.headers.authorization).toBe(first.headers.authorization);
  });

  it('differ for a new run in its path, and in what pictures are called', async () => {
    const picture = { mime_type: 'image/png', data: 'AAAA' } as const;
    const [first, second] = await bothSent(
      (sdk) => sdk.agent.run({ ...asked, conversation_id: 'c1', config: wireConfig, images: [picture] }),
      (client) =>
        client.createRun({
          ...asked,
          conversationId: 'c1',
          config,
          attachments: [{ fileName: 'a.png', mimeType: 'image/png', data: 'AAAA' }],
        }),
    );
    // The version of the SDK that can be had is older than `/agent/runs`, of which `/agent/run` is the deprecated
    // alias, and than `attachments`, which took the place of `images` and know file names and other types.
    const { images: _images, ...theirs } = Object(first.body);
    expect(second.body).toEqual({ ...theirs, attachments: [{ file_name: 'a.png', ...picture }] });
    expect([first.path, second.path]).toEqual(['/api/v1/agent/run', '/api/v1/agent/runs']);
  });

  it('differ in headers that tell of the SDK itself, and in asking for plain bytes', async () => {
    const [first, second] = await bothSent(
      (sdk) => sdk.agent.runs.retrieve('r1'),
      (client) => client.getRun('r1'),
    );
    const ours = new Set(Object.keys(second.headers));
    const theirsOnly = Object.keys(first.headers).filter((name) => !ours.has(name));
    // Telemetry of the SDK's maker, and what the runtime's `fetch` adds.
    const unexplained = theirsOnly.filter(
      (name) => !/^(x-stainless-|sec-fetch-|accept-language$)/.test(name),
    );
    expect(unexplained).toEqual([]);
    expect(second.headers['accept-encoding']).toBe('identity');
    expect(second.headers['user-agent']).toBe('errand');
  });

  it('differ after a lost answer: their create is sent again, ours never', async () => {
    const { client, server } = await setUp((_request, response) => sendJson(response, 502, {}));
    const sdk = new OzAPI({ baseURL: `${server.url}/api/v1`, apiKey: 'wk-1', maxRetries: 1 });
    await expect(sdk.agent.run({ prompt: 'go' })).rejects.toMatchObject({ status: 502 });
    expect(server.requests).toHaveLength(2);
    await expect(client.createRun({ prompt: 'go' }, { maxAttempts: 5 })).rejects.toMatchObject({
      fields: { status: 502 },
    });
    expect(server.requests).toHaveLength(3);
  });
});
