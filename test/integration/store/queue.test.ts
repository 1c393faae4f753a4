import { expect, it } from 'vitest';
import { receive } from '../../../src/store/inbox.ts';
import { outboxFromRow } from '../../../src/store/outbox.ts';
import { completeRow, retryRow } from '../../../src/store/outbox-outcome.ts';
import { claimDue, releaseAllLeases, renewLeases, untilNextDueMs } from '../../../src/store/queue.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeEachEngine, describePostgres } from '../../support/each-engine.ts';
import { accept, happen, outboxRows, runOutLeases } from '../../support/stored-jobs.ts';

const LONG_MS = 15 * 60_000;
const A = { owner: 'a', leaseMs: LONG_MS, limit: 100 };
const B = { ...A, owner: 'b' };

async function receiveMany(store: Store, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await receive(store, { dedupeKey: `event:${index}`, body: { index } });
  }
}

describeEachEngine('queues', (openTestStore) => {
  it('lease a due row to one owner and count the attempt', async () => {
    const store = await openTestStore();
    await receiveMany(store, 1);
    const [row] = await claimDue(store, 'inbox', A);
    expect(row).toMatchObject({ dedupeKey: 'event:0', leaseOwner: 'a', attempts: 1 });
    expect(await claimDue(store, 'inbox', B)).toEqual([]);
  });

  it('leave rows that are not due', async () => {
    const store = await openTestStore();
    await receiveMany(store, 2);
    await store.db
      .updateTable('inbox')
      .set({ dueAtMs: Date.now() + LONG_MS })
      .where('dedupeKey', '=', 'event:0')
      .execute();
    const claimed = await claimDue(store, 'inbox', A);
    expect(claimed.map(({ dedupeKey }) => dedupeKey)).toEqual(['event:1']);
  });

  it('outlast a clock that was put back by an hour', async () => {
    const store = await openTestStore();
    await receiveMany(store, 1);
    await claimDue(store, 'inbox', A);
    const aheadMs = Date.now() + 3_600_000;
    await store.db
      .updateTable('inbox')
      .set({ dueAtMs: aheadMs, leaseUntilMs: aheadMs + 15_000 })
      .execute();
    expect(await claimDue(store, 'inbox', B)).toMatchObject([{ leaseOwner: 'b', attempts: 2 }]);
  });

  it('give a row whose lease ran out to somebody else', async () => {
    const store = await openTestStore();
    await receiveMany(store, 1);
    await claimDue(store, 'inbox', A);
    await runOutLeases(store, 'inbox');
    expect(await claimDue(store, 'inbox', B)).toMatchObject([{ leaseOwner: 'b', attempts: 2 }]);
    await renewLeases(store, 'inbox', [await onlyInboxId(store)], { owner: 'a', leaseMs: 5 * LONG_MS });
    const row = await store.db.selectFrom('inbox').selectAll().executeTakeFirstOrThrow();
    expect(row.leaseUntilMs).toBeLessThan(Date.now() + 2 * LONG_MS);
  });

  it('renew a lease for its holder', async () => {
    const store = await openTestStore();
    await receiveMany(store, 1);
    await claimDue(store, 'inbox', { ...A, leaseMs: 1 });
    await renewLeases(store, 'inbox', [await onlyInboxId(store)], A);
    expect(await claimDue(store, 'inbox', B)).toEqual([]);
    await releaseAllLeases(store);
    expect(await claimDue(store, 'inbox', B)).toHaveLength(1);
  });

  it('claim no more than asked for, the longest due first', async () => {
    const store = await openTestStore();
    await receiveMany(store, 5);
    const keys = async () =>
      (await claimDue(store, 'inbox', { ...A, limit: 2 })).map(({ dedupeKey }) => dedupeKey).toSorted();
    expect(await keys()).toEqual(['event:0', 'event:1']);
    expect(await keys()).toEqual(['event:2', 'event:3']);
    expect(await keys()).toEqual(['event:4']);
  });

  it('bring instants back as numbers', async () => {
    const store = await openTestStore();
    await accept(store);
    const [row] = await claimDue(store, 'jobs', A);
    expect(typeof row?.createdAtMs).toBe('number');
    expect(typeof row?.leaseUntilMs).toBe('number');
    const [again] = await store.db.selectFrom('jobs').selectAll().execute();
    expect(typeof again?.dueAtMs).toBe('number');
    expect(Math.abs((again?.createdAtMs ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('tell how long until the next row is due or its lease runs out', async () => {
    const store = await openTestStore();
    expect(await untilNextDueMs(store, 'inbox')).toBeUndefined();
    await receiveMany(store, 1);
    expect(await untilNextDueMs(store, 'inbox')).toBe(0);
    await claimDue(store, 'inbox', A);
    expectNear(await untilNextDueMs(store, 'inbox'), LONG_MS);
    await store.db
      .updateTable('inbox')
      .set({ dueAtMs: Date.now() + 2 * LONG_MS })
      .execute();
    expectNear(await untilNextDueMs(store, 'inbox'), 2 * LONG_MS);
    await store.db.updateTable('inbox').set({ dueAtMs: null }).execute();
    expect(await untilNextDueMs(store, 'inbox')).toBeUndefined();
  });
});

describeEachEngine('the outbox as a queue', (openTestStore) => {
  it('lets only the head of a thread be claimed', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await happen(store, job.id, { type: 'start_attempted' }, { type: 'start_not_found' });
    const kinds = async () => (await claimDue(store, 'outbox', A)).map(outboxFromRow);
    const [card, ...others] = await kinds();
    expect(card?.content).toEqual({ type: 'card' });
    expect(others).toEqual([]);
    expect(await kinds()).toEqual([]);
    await store.transaction((tx) => completeRow(tx, card ?? missing(), '1.1'));
    expect((await kinds()).map(({ content }) => content.type)).toEqual(['notice']);
  });

  it('keeps the rest of a thread waiting while its head waits', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await happen(store, job.id, { type: 'start_attempted' }, { type: 'start_not_found' });
    const [head] = await claimDue(store, 'outbox', A);
    await retryRow(store, outboxFromRow(head ?? missing()), {
      dueAtMs: Date.now() + LONG_MS,
      error: 'slack.rate_limited',
      hadNoEffect: true,
    });
    expect(await claimDue(store, 'outbox', A)).toEqual([]);
    expectNear(await untilNextDueMs(store, 'outbox'), LONG_MS);
    expect((await outboxRows(store))[0]?.attempts).toBe(0);
  });

  it('claims finals before the rest, across threads', async () => {
    const store = await openTestStore();
    const cards = [await accept(store), await accept(store)];
    const done = await accept(store);
    await store.db.updateTable('outbox').set({ state: 'sent' }).where('jobId', '=', done.id).execute();
    await happen(store, done.id, { type: 'cancel_requested' });
    await store.db
      .updateTable('outbox')
      .set({ state: 'sent' })
      .where('jobId', '=', done.id)
      .where('kind', '=', 'update')
      .execute();
    const [first] = await claimDue(store, 'outbox', { ...A, limit: 1 });
    expect(first).toMatchObject({ jobId: done.id, content: '{"type":"result","part":0}' });
    const rest = await claimDue(store, 'outbox', A);
    expect(rest.map(({ jobId }) => jobId).toSorted()).toEqual(cards.map(({ id }) => id).toSorted());
  });
});

describePostgres('queues shared by two processes', (openTestStore) => {
  it('never give one row to both', async () => {
    const stores = [await openTestStore(), await openTestStore()];
    const [store] = stores;
    await receiveMany(store ?? missing(), 60);
    const claims = stores.flatMap((each, process) =>
      Array.from({ length: 6 }, () => claimDue(each, 'inbox', { ...A, owner: String(process), limit: 7 })),
    );
    const ids = (await Promise.all(claims)).flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    let last: readonly { id: string }[];
    do {
      last = await claimDue(store ?? missing(), 'inbox', { ...A, limit: 7 });
      ids.push(...last.map(({ id }) => id));
    } while (last.length > 0);
    expect(new Set(ids).size).toBe(60);
    expect(ids).toHaveLength(60);
  });
});

async function onlyInboxId(store: Store): Promise<string> {
  return (await store.db.selectFrom('inbox').select('id').executeTakeFirstOrThrow()).id;
}

function expectNear(actualMs: number | undefined, expectedMs: number): void {
  expect(actualMs).toBeGreaterThan(expectedMs - 30_000);
  expect(actualMs).toBeLessThanOrEqual(expectedMs + 1_000);
}

function missing(): never {
  throw new Error('A row is missing.');
}
