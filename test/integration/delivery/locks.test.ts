import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { lockJob } from '../../../src/store/jobs.ts';
import { takeSeq } from '../../../src/store/threads.ts';
import { describePostgres } from '../../support/each-engine.ts';
import { createMemorySlack } from '../../support/memory-slack.ts';
import { accept, jobNow } from '../../support/stored-jobs.ts';
import { dispatching, SOON } from './set-up.ts';

describePostgres('a delivery and a change of its job at one time', (openTestStore) => {
  it('do not wait for each other in a circle', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const posted = Promise.withResolvers<void>();
    slack.trouble('post', { until: posted.promise });
    const { log } = dispatching(store, slack);
    const job = await accept(store);
    await vi.waitFor(() => expect(slack.messages).toHaveLength(1), SOON);
    await store.transaction(async (tx) => {
      await lockJob(tx, job.id);
      posted.resolve();
      await vi.waitFor(async () => {
        const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(store.db);
        expect(rows).toHaveLength(1);
      }, SOON);
      await takeSeq(tx, job.threadId);
    });
    await vi.waitFor(async () => expect((await jobNow(store, job.id)).cardTs).toBe('1.000100'), SOON);
    expect(slack.messages).toHaveLength(1);
    expect(log).toEqual([]);
  });
});
