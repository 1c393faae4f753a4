import { describe, expect, test } from 'vitest';
import { failureOf } from '../../unit/http/set-up.ts';
import { sendJson } from '../../unit/http/stub-server.ts';
import { warpSetUp, wireRun } from './set-up.ts';

const { setUp, answering } = warpSetUp();

describe('listRuns', () => {
  const page = (ids: string[], nextCursor?: string) => ({
    runs: ids.map((run_id) => ({ ...wireRun, run_id })),
    page_info: { has_next_page: nextCursor !== undefined, next_cursor: nextCursor },
  });

  test('sends every filter under its name, states repeated', async () => {
    const { client, server } = await answering(200, page([]));
    await client.listRuns({
      limit: 500,
      cursor: 'c',
      sortBy: 'updated_at',
      sortOrder: 'asc',
      states: ['QUEUED', 'BLOCKED'],
      name: 'n',
      modelId: 'm',
      creator: 'u',
      source: 'API',
      executionLocation: 'REMOTE',
      createdAfterMs: 0,
      createdBeforeMs: 1,
      updatedAfterMs: 2,
      environmentId: 'e',
      skill: 's',
      skillSpec: 'ss',
      scheduleId: 'sc',
      ancestorRunId: 'an',
      artifactType: 'PLAN',
      q: 'login & test',
    });
    expect([...(server.requests[0]?.query ?? [])]).toEqual([
      ['limit', '500'],
      ['cursor', 'c'],
      ['sort_by', 'updated_at'],
      ['sort_order', 'asc'],
      ['state', 'QUEUED'],
      ['state', 'BLOCKED'],
      ['name', 'n'],
      ['model_id', 'm'],
      ['creator', 'u'],
      ['source', 'API'],
      ['execution_location', 'REMOTE'],
      ['created_after', '1970-01-01T00:00:00.000Z'],
      ['created_before', '1970-01-01T00:00:00.001Z'],
      ['updated_after', '1970-01-01T00:00:00.002Z'],
      ['environment_id', 'e'],
      ['skill', 's'],
      ['skill_spec', 'ss'],
      ['schedule_id', 'sc'],
      ['ancestor_run_id', 'an'],
      ['artifact_type', 'PLAN'],
      ['q', 'login & test'],
    ]);
  });

  test('skips and reports a malformed run', async () => {
    const body = page(['a', 'b']);
    const { client, oddities } = await answering(200, {
      ...body,
      runs: [body.runs[0], { title: 'x' }, body.runs[1]],
    });
    expect((await client.listRuns()).runs.map(({ runId }) => runId)).toEqual(['a', 'b']);
    expect(oddities).toEqual([
      {
        service: 'warp',
        route: '/agent/runs',
        what: 'malformed item',
        index: 1,
        paths: ['state: invalid_type'],
      },
    ]);
  });

  test('an empty list may come as null, but must come', async () => {
    const empty = await answering(200, { runs: null, page_info: { has_next_page: false } });
    expect(await empty.client.listRuns()).toEqual({ runs: [], nextCursor: undefined });
    const none = await answering(200, { page_info: {} });
    expect((await failureOf(none.client.listRuns())).code).toBe('warp.malformed_answer');
  });

  test('a cursor on the last page is not followed', async () => {
    const { client } = await answering(200, {
      runs: [],
      page_info: { has_next_page: false, next_cursor: 'c' },
    });
    expect((await client.listRuns()).nextCursor).toBeUndefined();
  });

  test('runPages goes through all pages with the same filters', async () => {
    const { client, server } = await setUp((request, response) => {
      const cursor = request.query.get('cursor');
      sendJson(response, 200, cursor === null ? page(['a', 'b'], 'c2') : page(['c']));
    });
    const ids: string[] = [];
    for await (const runs of client.runPages({ creator: 'u' })) ids.push(...runs.map(({ runId }) => runId));
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(server.requests.map(({ query }) => [query.get('cursor'), query.get('creator')])).toEqual([
      [null, 'u'],
      ['c2', 'u'],
    ]);
  });

  test('runPages ends where a cursor comes again, and says so', async () => {
    const { client, server, oddities } = await answering(200, page(['a'], 'same'));
    let pages = 0;
    for await (const _runs of client.runPages()) pages++;
    expect(pages).toBe(2);
    expect(server.requests).toHaveLength(2);
    expect(oddities.map(({ what }) => what)).toEqual(['cursor repeated']);
  });
});

describe('pollEvents', () => {
  const event = { event_type: 'run_succeeded', run_id: 'r1', ref_id: null, execution_id: 'e', sequence: 7 };

  test('repeats run_ids and returns events in order, without the malformed ones', async () => {
    const { client, server, oddities } = await answering(200, [
      { ...event, sequence: 9, event_type: 'brand_new' },
      { ...event, sequence: 'x' },
      event,
    ]);
    const events = await client.pollEvents({ runIds: ['r1', 'r2'], since: 5, limit: 500 });
    expect(events.map(({ sequence, eventType }) => [sequence, eventType])).toEqual([
      [7, 'run_succeeded'],
      [9, 'brand_new'],
    ]);
    expect(events[0]).toMatchObject({ runId: 'r1', refId: undefined, executionId: 'e' });
    expect(oddities.map(({ index }) => index)).toEqual([1]);
    const query = server.requests[0]?.query;
    expect(query?.getAll('run_ids')).toEqual(['r1', 'r2']);
    expect(query?.get('since')).toBe('5');
  });

  test('null and an envelope are lists too', async () => {
    const nothing = await answering(200, { events: null });
    expect(await nothing.client.pollEvents({ runIds: ['r1'] })).toEqual([]);
    const wrapped = await answering(200, { events: [event] });
    expect(await wrapped.client.pollEvents({ runIds: ['r1'] })).toHaveLength(1);
  });
});
