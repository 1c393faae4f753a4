import { describe, expect, it } from 'vitest';
import type { WarmlyShape } from '../../../src/playground/warmly/shape.ts';
import { clientOf, startTestWarmly } from './service.ts';

const shapes: WarmlyShape[] = [
  {},
  { idField: 'executionId' },
  { executionEnvelope: 'data' },
  { executionEnvelope: 'execution', idField: 'executionId' },
  { executionEnvelope: 'result' },
  { listEnvelope: 'array' },
  { listEnvelope: 'data', executionEnvelope: 'data' },
  { listEnvelope: 'items' },
  { listEnvelope: 'results', userFacingErrorIn: 'object' },
  { userFacingErrorIn: 'output' },
  { dateRange: ['startDate', 'endDate'] },
  { dateRange: ['createdAfter', 'createdBefore'] },
  { executionsNeedOrganization: true },
  { paging: 'none' },
  { toolsEnvelope: 'tools' },
  { toolsEnvelope: 'data' },
];

describe('the client gets along with each shape', () => {
  it.each(shapes)('%j', async (shape) => {
    const test = await startTestWarmly({ shape });
    const client = clientOf(test);
    const failed = await client.execute({
      toolName: 'list_warm_visitors',
      input: { take: 0 },
      externalRef: 'a',
    });
    expect(failed).toMatchObject({
      status: 'failed',
      userFacingError: expect.stringContaining('take'),
      externalRef: 'a',
    });
    test.clock.advance(1_000);
    const done = await client.execute({ toolName: 'get_credits_remaining', input: {}, externalRef: 'b' });
    expect(done).toMatchObject({ status: 'succeeded', success: true });
    expect(await client.getExecution(done.id ?? '')).toEqual(done);
    const refs = async (query: Parameters<typeof client.listExecutions>[0]) =>
      (await client.listExecutions(query)).executions.map(({ externalRef }) => externalRef);
    expect(await refs({})).toEqual(['b', 'a']);
    expect(await refs({ externalRef: 'a' })).toEqual(['a']);
    expect(await refs({ status: 'failed' })).toEqual(['a']);
    expect(await refs({ toolName: 'get_credits_remaining' })).toEqual(['b']);
    expect(await refs({ fromMs: test.clock.nowMs() })).toEqual(['b']);
    expect(await refs({ toMs: test.clock.nowMs() - 1 })).toEqual(['a']);
    expect((await client.listTools()).length).toBeGreaterThan(4);
  });

  it.each(['short', 'long'] as const)('and with refusals in the %s form', async (errors) => {
    const test = await startTestWarmly({ shape: { errors } });
    const client = clientOf(test);
    await expect(client.getExecution('nothing')).rejects.toMatchObject({ code: 'warmly.not_found' });
    const { json } = await test.get('/agent-tools/executions/nothing');
    expect('statusCode' in json).toBe(errors === 'long');
    const stranger = await test.get('/agent-tools/executions', {});
    expect([stranger.status, 'statusCode' in stranger.json]).toEqual([401, errors === 'long']);
  });
});

describe('shapes', () => {
  it('can be changed while the service runs', async () => {
    const { run, warmly } = await startTestWarmly();
    expect((await run('get_credits_remaining')).json).toHaveProperty('id');
    warmly.setShape({ idField: 'executionId', executionEnvelope: 'execution' });
    const { json } = await run('get_credits_remaining');
    expect(Object.keys(json)).toEqual(['execution']);
    expect(json['execution']).toHaveProperty('executionId');
  });

  it('take the date range from the names that they have, and need the organization where told', async () => {
    const { get, run, warmly } = await startTestWarmly({ shape: { dateRange: ['startDate', 'endDate'] } });
    await run('get_credits_remaining');
    const count = async (query: string) => {
      const rows = (await get(`/agent-tools/executions?${query}`)).json['executions'];
      return Array.isArray(rows) ? rows.length : undefined;
    };
    expect([await count('startDate=2030-01-01'), await count('from=2030-01-01')]).toEqual([0, 1]);
    expect([await count('endDate=2020-01-01'), await count('to=2020-01-01')]).toEqual([0, 1]);
    warmly.setShape({ executionsNeedOrganization: true });
    expect((await get('/agent-tools/executions')).status).toBe(400);
    expect((await get('/agent-tools/executions/x')).status).toBe(400);
    expect((await get('/agent-tools/executions?organizationId=org-local')).status).toBe(200);
  });

  it('write the tools in the envelope that they have', async () => {
    const { get, warmly } = await startTestWarmly();
    const read = async () => (await get('/agent-tools/tools?organizationId=org-local')).json;
    expect(Array.isArray(await read())).toBe(true);
    warmly.setShape({ toolsEnvelope: 'tools' });
    expect(Object.keys(await read())).toEqual(['tools']);
  });

  it('give one page where there is no paging', async () => {
    const { get, run } = await startTestWarmly({ shape: { paging: 'none' }, callsPerMinute: 100 });
    for (let index = 0; index < 52; index += 1) await run('get_credits_remaining');
    for (const query of ['', '?limit=1', '?offset=50']) {
      expect((await get(`/agent-tools/executions${query}`)).json['executions']).toHaveLength(50);
    }
  });
});
