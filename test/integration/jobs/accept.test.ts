import { expect, it } from 'vitest';
import { type AcceptedRequest, acceptJob } from '../../../src/jobs/accept-job.ts';
import { describeEachEngine, describePostgres } from '../../support/each-engine.ts';
import { accept, outboxRows } from '../../support/stored-jobs.ts';

const REQUEST: AcceptedRequest = {
  request: { kind: 'warp', prompt: 'fix the flaky login test' },
  teamId: 'T1',
  place: { channelId: 'C1', rootTs: '5.1', requesterId: 'U1' },
  dedupeKey: 'message:C1:5.1',
};

describeEachEngine('accepting a request', (openTestStore) => {
  it('stores the job, due at once, together with its card', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    expect(job).toMatchObject({ state: 'accepted', requesterId: 'U1', version: 1 });
    expect(await outboxRows(store)).toMatchObject([
      { jobId: job.id, kind: 'post', content: { type: 'card' }, seq: 1 },
    ]);
    const row = await store.db.selectFrom('jobs').selectAll().executeTakeFirstOrThrow();
    expect(row.dueAtMs).toBeLessThanOrEqual(Date.now());
  });

  it('takes a double for what it is', async () => {
    const store = await openTestStore();
    expect(await acceptJob(store, REQUEST)).toMatchObject({ dedupeKey: REQUEST.dedupeKey });
    expect(await acceptJob(store, REQUEST)).toBeUndefined();
    expect(await outboxRows(store)).toHaveLength(1);
  });

  it('makes no thread of a double', async () => {
    const store = await openTestStore();
    const request = { ...REQUEST, place: { ...REQUEST.place, rootTs: null } };
    expect(await acceptJob(store, request)).toBeDefined();
    expect(await acceptJob(store, request)).toBeUndefined();
    expect(await store.db.selectFrom('threads').select('id').execute()).toHaveLength(1);
  });

  it('takes concurrent doubles for what they are', async () => {
    const store = await openTestStore();
    const jobs = await Promise.all(Array.from({ length: 8 }, () => acceptJob(store, REQUEST)));
    expect(jobs.filter((job) => job !== undefined)).toHaveLength(1);
    expect(await outboxRows(store)).toHaveLength(1);
  });

  it('puts several requests of one thread into its order', async () => {
    const store = await openTestStore();
    const place = { rootTs: '5.1' };
    await Promise.all(Array.from({ length: 5 }, () => accept(store, { place })));
    const rows = await outboxRows(store);
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(rows.map(({ threadId }) => threadId)).size).toBe(1);
  });
});

describePostgres('a request that reaches two processes', (openTestStore) => {
  it('is accepted once', async () => {
    const stores = [await openTestStore(), await openTestStore()];
    const jobs = await Promise.all([...stores, ...stores].map((store) => acceptJob(store, REQUEST)));
    expect(jobs.filter((job) => job !== undefined)).toHaveLength(1);
  });
});
