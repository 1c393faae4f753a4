import { describe, expect, test } from 'vitest';
import { failureOf } from '../../unit/http/set-up.ts';
import { sendJson } from '../../unit/http/stub-server.ts';
import { finished, warmlySetUp } from './set-up.ts';

const { setUp, answering } = warmlySetUp();

describe('getExecution', () => {
  test('asks by an encoded id', async () => {
    const { client, server } = await answering(200, { ...finished, id: 'a/b' });
    expect((await client.getExecution('a/b')).id).toBe('a/b');
    expect(server.requests[0]?.path).toBe('/api/agent-tools/executions/a%2Fb');
  });

  test('another execution than the one asked for is malformed', async () => {
    const { client } = await answering(200, finished);
    expect((await failureOf(client.getExecution('ex2'))).code).toBe('warmly.malformed_answer');
  });

  test('is repeated over a passing failure', async () => {
    let count = 0;
    const { client } = await setUp((_request, response) =>
      count++ === 0 ? sendJson(response, 503, {}) : sendJson(response, 200, finished),
    );
    expect((await client.getExecution('ex1')).status).toBe('succeeded');
  });
});

describe('listExecutions', () => {
  test('sends its filters', async () => {
    const { client, server } = await answering(200, []);
    await client.listExecutions({
      toolName: 't',
      status: 'running',
      externalRef: 'r',
      fromMs: 0,
      toMs: 1_000,
      limit: 10,
      offset: 20,
    });
    expect(Object.fromEntries(server.requests[0]?.query ?? [])).toEqual({
      organizationId: 'org-1',
      toolName: 't',
      status: 'running',
      externalRef: 'r',
      from: '1970-01-01T00:00:00.000Z',
      to: '1970-01-01T00:00:01.000Z',
      limit: '10',
      offset: '20',
    });
  });

  test.each([
    ['bare', [finished]],
    ['executions', { executions: [finished] }],
    ['data', { data: [finished] }],
    ['items', { items: [finished], total: 1 }],
    ['data.executions', { success: true, data: { executions: [finished] } }],
  ])('reads the envelope: %s', async (_name, body) => {
    const { client } = await answering(200, body);
    expect((await client.listExecutions()).executions.map(({ id }) => id)).toEqual(['ex1']);
  });

  test('skips and reports a malformed item, and still counts it for paging', async () => {
    const { client, oddities } = await answering(200, [finished, { id: 'x' }, 'what']);
    const page = await client.listExecutions({ limit: 3 });
    expect(page.executions.map(({ id }) => id)).toEqual(['ex1']);
    expect(page).toMatchObject({ receivedCount: 3, mayHaveMore: true });
    expect(oddities.map(({ index }) => index)).toEqual([1, 2]);
    expect(oddities[0]?.paths?.[0]).toContain('status');
  });

  test('leaves out what a filter that upstream ignored should have', async () => {
    const { client } = await answering(200, [finished, { ...finished, id: 'ex2', externalRef: 'job2' }]);
    const page = await client.listExecutions({ externalRef: 'job2' });
    expect(page.executions.map(({ id }) => id)).toEqual(['ex2']);
    expect(page.receivedCount).toBe(2);
  });

  test('an answer without a list is malformed', async () => {
    const { client } = await answering(200, { message: 'hello' });
    expect((await failureOf(client.listExecutions())).code).toBe('warmly.malformed_answer');
  });
});

describe('listTools', () => {
  const tool = { name: 't', description: 'D', isAsync: true, inputSchema: { type: 'object' } };

  test('reads tools bare or in an envelope, with what may be missing', async () => {
    const bare = await answering(200, [tool, { name: 'u' }]);
    expect(await bare.client.listTools()).toEqual([
      tool,
      { name: 'u', description: '', isAsync: false, inputSchema: {} },
    ]);
    expect(bare.server.requests[0]?.query.get('organizationId')).toBe('org-1');
    const wrapped = await answering(200, { tools: [tool] });
    expect(await wrapped.client.listTools()).toEqual([tool]);
  });

  test('skips and reports a tool without a name', async () => {
    const { client, oddities } = await answering(200, [{ description: 'x' }, tool]);
    expect(await client.listTools()).toEqual([tool]);
    expect(oddities).toMatchObject([{ service: 'warmly', route: '/agent-tools/tools', index: 0 }]);
  });
});
