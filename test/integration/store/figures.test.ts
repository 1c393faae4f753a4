import { expect, it } from 'vitest';
import { checkDatabase } from '../../../src/store/check-database.ts';
import { readFigures } from '../../../src/store/figures.ts';
import { parkDelivery, receive } from '../../../src/store/inbox.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { accept, happen, startedAs } from '../../support/stored-jobs.ts';

describeEachEngine('the figures of the database', (openTestStore) => {
  it('are all zero when there is nothing', async () => {
    const store = await openTestStore();
    expect(await readFigures(store)).toEqual({
      jobs: [],
      queues: ['inbox', 'jobs', 'outbox', 'replies', 'schedules'].map((queue) => ({
        queue,
        waiting: 0,
        overdueMs: 0,
        parked: 0,
      })),
      watches: [],
    });
  });

  it('count what waits, what was given up and how late the latest is', async () => {
    const store = await openTestStore();
    const [running, ended] = [await accept(store), await accept(store)];
    await accept(store, { request: { kind: 'warmly', toolName: 't', isAsync: false, input: {} } });
    await startedAs(store, running.id, 'run-1');
    await happen(store, ended.id, { type: 'cancel_requested' });
    await receive(store, { dedupeKey: 'a', body: {} });
    await receive(store, { dedupeKey: 'b', body: {} });
    const [delivery] = await store.db.selectFrom('inbox').select('id').execute();
    await parkDelivery(store, delivery?.id ?? '', 'internal');
    await store.db
      .updateTable('inbox')
      .set({ dueAtMs: store.clock.nowMs() - 60_000 })
      .where('state', '=', 'pending')
      .execute();

    const { jobs, queues, watches } = await readFigures(store);
    expect(jobs).toEqual(
      expect.arrayContaining([
        { kind: 'warp', state: 'watching', count: 1 },
        { kind: 'warp', state: 'finished', count: 1 },
        { kind: 'warmly', state: 'accepted', count: 1 },
      ]),
    );
    expect(queues.find(({ queue }) => queue === 'inbox')).toMatchObject({ waiting: 1, parked: 1 });
    expect(queues.find(({ queue }) => queue === 'inbox')?.overdueMs).toBeGreaterThanOrEqual(60_000);
    expect(queues.find(({ queue }) => queue === 'jobs')).toMatchObject({ waiting: 1, parked: 0 });
    expect(queues.find(({ queue }) => queue === 'outbox')?.waiting).toBeGreaterThanOrEqual(3);
    expect(watches).toEqual([{ upstream: 'warp', count: 1, overdueMs: 0 }]);
  });

  it('are checked by a write that leaves nothing behind', async () => {
    const store = await openTestStore();
    expect(await checkDatabase(store, 'me')).toBeUndefined();
    expect(await store.db.selectFrom('cursors').selectAll().execute()).toEqual([]);
  });
});
