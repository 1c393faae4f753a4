import { describe, expect, test } from 'vitest';
import type { WarmlyListQuery } from '../../../src/warmly/client.ts';
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

  test.each([
    ['startedAt and completedAt', { startedAt: '2026-03-01T10:00:01Z', completedAt: '2026-03-01T10:00:02Z' }],
    ['finishedAt', { startedAt: '2026-03-01T10:00:01Z', finishedAt: '2026-03-01T10:00:02Z' }],
    ['epochs', { startedAt: 1_772_359_201_000, completedAt: 1_772_359_202 }],
  ])('reads the timing: %s', async (_name, timing) => {
    const { client } = await answering(200, { ...finished, ...timing });
    expect(await client.getExecution('ex1')).toMatchObject({
      createdAtMs: Date.UTC(2026, 2, 1, 10),
      startedAtMs: Date.UTC(2026, 2, 1, 10, 0, 1),
      finishedAtMs: Date.UTC(2026, 2, 1, 10, 0, 2),
    });
  });

  test('reads what is not there yet as absent', async () => {
    const { client } = await answering(200, {
      ...finished,
      status: 'pending',
      output: null,
      startedAt: null,
      completedAt: null,
      reasoning: null,
      externalRef: null,
    });
    const execution = await client.getExecution('ex1');
    expect(execution).toMatchObject({ status: 'pending', output: null });
    for (const key of ['startedAtMs', 'finishedAtMs', 'reasoning', 'externalRef', 'success'] as const) {
      expect(execution[key], key).toBeUndefined();
    }
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

  test.each<[string, WarmlyListQuery]>([
    ['tool', { toolName: 'other' }],
    ['status', { status: 'failed' }],
    ['reference', { externalRef: 'other' }],
    ['first day', { fromMs: Date.UTC(2026, 2, 1, 10, 0, 0, 1) }],
    ['last day', { toMs: Date.UTC(2026, 2, 1, 10) - 1 }],
  ])('leaves out what is of another %s, and keeps what does not say', async (_name, query) => {
    const silent = { id: 'silent', status: query.status ?? 'succeeded', output: null };
    const { client } = await answering(200, [finished, silent]);
    const page = await client.listExecutions(query);
    expect(page.executions.map(({ id }) => id)).toEqual(['silent']);
    expect(page.receivedCount).toBe(2);
  });

  test('both ends of a date range count', async () => {
    const { client } = await answering(200, [finished]);
    const atMs = Date.UTC(2026, 2, 1, 10);
    expect((await client.listExecutions({ fromMs: atMs, toMs: atMs })).executions).toHaveLength(1);
  });

  test.each([
    [0, false],
    [1, false],
    [2, true],
    [3, true],
  ])('of %i executions where two were asked for, more may follow: %s', async (count, mayHaveMore) => {
    const { client } = await answering(
      200,
      Array.from({ length: count }, (_, index) => ({ ...finished, id: `ex${index}` })),
    );
    expect(await client.listExecutions({ limit: 2 })).toMatchObject({ receivedCount: count, mayHaveMore });
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
