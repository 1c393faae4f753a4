import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { receive } from '../../../src/store/inbox.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeSqlite } from '../../support/each-engine.ts';
import { createMemoryUpstream, startedRun } from '../../support/memory-upstream.ts';
import { accept, jobNow, runOutLeases } from '../../support/stored-jobs.ts';
import { becomes, runJobs, SOON } from './set-up.ts';

const ENOUGH_PAGES = 1_000_000;

/** From now on the database cannot grow. */
async function fillDisk(store: Store): Promise<void> {
  await sql`pragma max_page_count = 1`.execute(store.db);
}

async function freeDisk(store: Store): Promise<void> {
  await sql.raw(`pragma max_page_count = ${ENOUGH_PAGES}`).execute(store.db);
}

describeSqlite('a disk that is full', (openTestStore) => {
  it('loses no job and starts none twice, also when it filled up while one was starting', async () => {
    const store = await openTestStore();
    const found = startedRun('run-1');
    const upstream = createMemoryUpstream({
      start: [
        async () => {
          await fillDisk(store);
          // Too much for what is left in the pages that there are.
          const progress = { statusMessage: 'x'.repeat(200_000) };
          return { type: 'started', ...found, observation: { ...found.observation, progress } };
        },
      ],
      find: [found],
    });
    const { log } = runJobs(store, upstream);
    const job = await accept(store);
    await vi.waitFor(() => expect(log.join('')).toContain('full'), SOON);
    expect((await jobNow(store, job.id)).state).toBe('starting');
    await freeDisk(store);
    await runOutLeases(store, 'jobs');
    await becomes(store, job.id, { state: 'watching', upstreamId: 'run-1' });
    expect(upstream.calls.start).toBe(1);
  });

  it('refuses what comes in, and takes it again when there is room', async () => {
    const store = await openTestStore();
    await fillDisk(store);
    const delivery = { dedupeKey: 'event:1', body: { text: 'x'.repeat(200_000) } };
    await expect(receive(store, delivery)).rejects.toThrow(/full/);
    await freeDisk(store);
    expect(await receive(store, delivery)).toBe(true);
  });
});
