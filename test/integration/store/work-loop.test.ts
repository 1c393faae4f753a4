import pg from 'pg';
import { expect, it, vi } from 'vitest';
import { completeDelivery, receive } from '../../../src/store/inbox.ts';
import type { Store } from '../../../src/store/store.ts';
import { createWorkLoop } from '../../../src/store/work-loop.ts';
import { describeEachEngine, describePostgres } from '../../support/each-engine.ts';
import { accept, running } from '../../support/stored-jobs.ts';

const SOON = { timeout: 45_000, interval: 10 };
/** Well below the 10 seconds of the slow timer, which would find the work too. */
const BEFORE_THE_SLOW_TIMER = { timeout: 5_000, interval: 10 };

function inboxLoop(store: Store, handle: (id: string) => Promise<void>, concurrency = 4) {
  const errors: string[] = [];
  const loop = createWorkLoop({
    store,
    table: 'inbox',
    owner: store.newId(),
    concurrency,
    handle: (row) => handle(row.id),
    onError: (error) => errors.push(String(error.cause ?? error)),
  });
  return { loop, errors };
}

/** A handler that stays at work until it is let go. */
function heldWork() {
  const release = Promise.withResolvers<void>();
  const begun: string[] = [];
  return { begun, release: () => release.resolve(), work: (id: string) => (begun.push(id), release.promise) };
}

describeEachEngine('a work loop', (openTestStore) => {
  it('takes up what was there before it and what comes after', async () => {
    const store = await openTestStore();
    await receive(store, { dedupeKey: 'before', body: {} });
    const handled: string[] = [];
    const { loop, errors } = inboxLoop(store, async (id) => {
      await completeDelivery(store, id);
      handled.push(id);
    });
    running(loop);
    await vi.waitFor(() => expect(handled).toHaveLength(1), SOON);
    await receive(store, { dedupeKey: 'after', body: {} });
    await vi.waitFor(() => expect(handled).toHaveLength(2), SOON);
    expect(errors).toEqual([]);
  });

  it('has no more in hand than it may', async () => {
    const store = await openTestStore();
    for (let index = 0; index < 5; index += 1) await receive(store, { dedupeKey: `e${index}`, body: {} });
    const { begun, work, release } = heldWork();
    const { loop } = inboxLoop(
      store,
      async (id) => {
        await work(id);
        await completeDelivery(store, id);
      },
      2,
    );
    running(loop);
    await vi.waitFor(() => expect(begun).toHaveLength(2), SOON);
    release();
    await vi.waitFor(() => expect(begun).toHaveLength(5), SOON);
  });

  it('finishes what it has in hand before it stops, and claims nothing more', async () => {
    const store = await openTestStore();
    await receive(store, { dedupeKey: 'in hand', body: {} });
    const { begun, work, release } = heldWork();
    const { loop } = inboxLoop(store, async (id) => {
      await work(id);
      await completeDelivery(store, id);
    });
    loop.start();
    await vi.waitFor(() => expect(begun).toHaveLength(1), SOON);
    let hasStopped = false;
    const stopped = loop.stop().then(() => {
      hasStopped = true;
    });
    await receive(store, { dedupeKey: 'too late', body: {} });
    expect(hasStopped).toBe(false);
    release();
    await stopped;
    expect(begun).toHaveLength(1);
    const states = await store.db.selectFrom('inbox').select('state').orderBy('createdAtMs').execute();
    expect(states.map(({ state }) => state).toSorted()).toEqual(['done', 'pending']);
  });

  it('keeps the leases of what takes long, until it is done', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const store = await openTestStore();
      const timersBefore = vi.getTimerCount();
      await receive(store, { dedupeKey: 'long', body: {} });
      const { begun, work, release } = heldWork();
      const { loop } = inboxLoop(store, async (id) => {
        await work(id);
        await completeDelivery(store, id);
      });
      loop.start();
      await vi.waitFor(() => expect(begun).toHaveLength(1), SOON);
      const shortened = Date.now() + 5_000;
      await store.db.updateTable('inbox').set({ leaseUntilMs: shortened }).execute();
      vi.advanceTimersByTime(6_000);
      await vi.waitFor(async () => {
        const row = await store.db.selectFrom('inbox').selectAll().executeTakeFirstOrThrow();
        expect(row.leaseUntilMs).toBeGreaterThan(shortened + 5_000);
      }, SOON);
      release();
      await loop.stop();
      expect(vi.getTimerCount()).toBe(timersBefore);
    } finally {
      vi.useRealTimers();
    }
  });

  it('goes on after a handler threw', async () => {
    const store = await openTestStore();
    await receive(store, { dedupeKey: 'bad', body: {} });
    await receive(store, { dedupeKey: 'good', body: {} });
    const handled: string[] = [];
    const { loop, errors } = inboxLoop(store, (id) => {
      handled.push(id);
      return handled.length === 1 ? Promise.reject(new Error('odd')) : completeDelivery(store, id);
    });
    running(loop);
    await vi.waitFor(() => expect(handled).toHaveLength(2), SOON);
    expect(errors).toEqual(['Error: odd']);
  });
});

describePostgres('work announced to another process', (openTestStore, database) => {
  it('is taken up well before the slow timer', async () => {
    const [announcing, working] = [await openTestStore(), await openTestStore()];
    const handled = jobsHandledBy(working);
    // The loop is idle by now: it has found nothing and waits.
    await vi.waitFor(() => expect(handled.idle()).toBe(true), SOON);
    const { id } = await accept(announcing);
    await vi.waitFor(() => expect(handled.ids).toContain(id), BEFORE_THE_SLOW_TIMER);
  });

  it('is heard again after the listening connection was cut', async () => {
    const [announcing, working] = [await openTestStore(), await openTestStore()];
    const admin = new pg.Client({ connectionString: database.location().databaseUrl });
    await admin.connect();
    const listeners = () =>
      admin.query(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
      );
    const before = (await listeners()).rows.map(({ pid }: { pid: number }) => pid);
    expect(before).toHaveLength(2);
    for (const pid of before) await admin.query('SELECT pg_terminate_backend($1)', [pid]);
    await vi.waitFor(async () => {
      const pids = (await listeners()).rows.map(({ pid }: { pid: number }) => pid);
      expect(pids.filter((pid) => !before.includes(pid))).toHaveLength(2);
    }, SOON);
    await admin.end();
    const handled = jobsHandledBy(working);
    await vi.waitFor(() => expect(handled.idle()).toBe(true), SOON);
    const { id } = await accept(announcing);
    await vi.waitFor(() => expect(handled.ids).toContain(id), BEFORE_THE_SLOW_TIMER);
  });
});

function jobsHandledBy(store: Store) {
  const ids: string[] = [];
  let waits = 0;
  const { wakeUps } = store;
  const watched: Store = {
    ...store,
    wakeUps: {
      wake: wakeUps.wake,
      wait: (...args) => {
        waits += 1;
        return wakeUps.wait(...args);
      },
    },
  };
  running(
    createWorkLoop({
      store: watched,
      table: 'jobs',
      owner: store.newId(),
      concurrency: 4,
      handle: async ({ id }) => {
        ids.push(id);
        await store.db.updateTable('jobs').set({ dueAtMs: null }).where('id', '=', id).execute();
      },
      onError: () => undefined,
    }),
  );
  return { ids, idle: () => waits > 0 };
}
