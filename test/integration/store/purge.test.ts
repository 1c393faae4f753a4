import { expect, it } from 'vitest';
import { createDraft, getDraft } from '../../../src/store/drafts.ts';
import { completeDelivery, parkDelivery, receive } from '../../../src/store/inbox.ts';
import { getJob } from '../../../src/store/jobs.ts';
import { purge } from '../../../src/store/purger.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeEachEngine, describePostgres } from '../../support/each-engine.ts';
import { accept, happen, startedAs } from '../../support/stored-jobs.ts';

const DAY_MS = 86_400_000;
const KEEP = { jobsMs: 90 * DAY_MS, messagesMs: 14 * DAY_MS, deliveriesMs: 7 * DAY_MS, draftsMs: DAY_MS };

const pass = (store: Store) => purge(store, KEEP, 'me', new AbortController().signal);
const daysAgo = (store: Store, days: number) => store.clock.nowMs() - days * DAY_MS;

async function finished(store: Store, days: number, place = {}) {
  const job = await accept(store, { place });
  await happen(store, job.id, { type: 'cancel_requested' });
  await store.db
    .updateTable('jobs')
    .set({ finishedAtMs: daysAgo(store, days) })
    .where('id', '=', job.id)
    .execute();
  await store.db
    .updateTable('outbox')
    .set({ state: 'sent', sentAtMs: daysAgo(store, days), dueAtMs: null })
    .where('jobId', '=', job.id)
    .execute();
  return job;
}

const ageThreads = (store: Store, days: number) =>
  store.db
    .updateTable('threads')
    .set({ createdAtMs: daysAgo(store, days) })
    .execute();
const count = async (store: Store, table: 'outbox' | 'inbox' | 'threads' | 'jobs' | 'drafts') =>
  (await store.db.selectFrom(table).select('id').execute()).length;

describeEachEngine('what nothing needs any more', (openTestStore) => {
  it('is removed: jobs with their threads and messages, deliveries and drafts', async () => {
    const store = await openTestStore();
    const [old, newer] = [await finished(store, 91), await finished(store, 89)];
    await ageThreads(store, 91);
    const fresh = await createDraft(store, { userId: 'U1', kind: 'warp', content: 'fresh' });
    const stale = await createDraft(store, { userId: 'U1', kind: 'warp', content: 'stale' });
    await store.db
      .updateTable('drafts')
      .set({ updatedAtMs: daysAgo(store, 2) })
      .where('id', '=', stale.id)
      .execute();

    const removed = await pass(store);
    expect(removed).toMatchObject({ drafts: 1, jobs: 1, threads: 1 });
    expect(await getJob(store, old.id)).toBeUndefined();
    expect(await getJob(store, newer.id)).toBeDefined();
    expect(await getDraft(store, fresh.id)).toBeDefined();
    expect(await getDraft(store, stale.id)).toBeUndefined();
    // The younger job's messages are older than two weeks as well.
    expect([await count(store, 'threads'), await count(store, 'outbox')]).toEqual([1, 0]);
    expect(await pass(store)).toEqual({});
  });

  it('is not what runs, what is still to be said, and threads in which there is more', async () => {
    const store = await openTestStore();
    const running = await accept(store);
    await startedAs(store, running.id, 'run-1');
    const unsaid = await finished(store, 400);
    await store.db
      .updateTable('outbox')
      .set({ state: 'pending', sentAtMs: null })
      .where('jobId', '=', unsaid.id)
      .execute();
    const place = { channelId: 'C9', rootTs: '1.1' };
    const [earlier, later] = [await finished(store, 400, place), await finished(store, 1, place)];
    expect(earlier.threadId).toBe(later.threadId);
    await ageThreads(store, 400);

    expect(await pass(store)).toMatchObject({ jobs: 1 });
    expect(await getJob(store, earlier.id)).toBeUndefined();
    for (const { id } of [running, unsaid, later]) expect(await getJob(store, id)).toBeDefined();
    expect(await count(store, 'threads')).toBe(3);
  });

  it('keeps the keys of deliveries as long as Slack may repeat them, and what was given up longer', async () => {
    const store = await openTestStore();
    for (const dedupeKey of ['done', 'parked', 'pending', 'young'])
      await receive(store, { dedupeKey, body: {} });
    const rows = await store.db.selectFrom('inbox').selectAll().execute();
    const idOf = (key: string) => rows.find(({ dedupeKey }) => dedupeKey === key)?.id ?? '';
    await completeDelivery(store, idOf('done'));
    await completeDelivery(store, idOf('young'));
    await parkDelivery(store, idOf('parked'), 'internal');
    await store.db
      .updateTable('inbox')
      .set({ createdAtMs: daysAgo(store, 8) })
      .where('id', '!=', idOf('young'))
      .execute();

    expect(await pass(store)).toEqual({ deliveries: 1 });
    expect(await receive(store, { dedupeKey: 'young', body: {} })).toBe(false);
    await store.db
      .updateTable('inbox')
      .set({ createdAtMs: daysAgo(store, 91) })
      .execute();
    expect(await pass(store)).toEqual({ deliveries: 2 });
    expect(await store.db.selectFrom('inbox').select('dedupeKey').execute()).toEqual([
      { dedupeKey: 'pending' },
    ]);
  });

  it('goes in batches, however much there is', async () => {
    const store = await openTestStore();
    const content = { userId: 'U1', kind: 'warp', content: '"x"', createdAtMs: 1, updatedAtMs: 1 } as const;
    await store.db
      .insertInto('drafts')
      .values(Array.from({ length: 450 }, () => ({ id: store.newId(), ...content })))
      .execute();
    expect(await pass(store)).toEqual({ drafts: 450 });
    expect(await count(store, 'drafts')).toBe(0);
  });
});

describePostgres('what nothing needs any more, with several processes', (openTestStore) => {
  it('is removed by one of them, and never while a job is being accepted in its thread', async () => {
    const stores = [await openTestStore(), await openTestStore()];
    const [store, other] = stores;
    if (store === undefined || other === undefined) throw new Error('No stores.');
    const place = { channelId: 'C9', rootTs: '1.1' };
    await finished(store, 400, place);
    await ageThreads(store, 400);
    const locked = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const accepting = other.transaction(async (tx) => {
      await tx.db.selectFrom('threads').selectAll().forKeyShare().executeTakeFirstOrThrow();
      locked.resolve();
      await release.promise;
    });
    await locked.promise;
    const removed = await Promise.all([pass(store), purge(other, KEEP, 'you', new AbortController().signal)]);
    expect(removed.map(({ jobs }) => jobs ?? 0).toSorted()).toEqual([0, 1]);
    expect(await count(store, 'threads')).toBe(1);
    release.resolve();
    await accepting;
    expect(await pass(store)).toEqual({ threads: 1 });
  });
});
