import { expect, it } from 'vitest';
import { type Clock, createSystemClock } from '../../../src/clock.ts';
import { claimDue } from '../../../src/store/queue.ts';
import { describePostgres } from '../../support/each-engine.ts';
import { accept, jobNow } from '../../support/stored-jobs.ts';

const HOUR_MS = 3_600_000;

/** The clock of a machine that is wrong by so much. */
function wrongBy(offMs: number): Clock {
  const right = createSystemClock();
  return { ...right, nowMs: () => right.nowMs() + offMs };
}

describePostgres('processes whose machines disagree about the time', (openTestStore) => {
  it.each([-HOUR_MS, HOUR_MS])('agree about what is due (%i ms)', async (offMs) => {
    const wrong = await openTestStore({ clock: wrongBy(offMs) });
    const right = await openTestStore();
    const job = await accept(wrong);
    expect(Math.abs((await jobNow(right, job.id)).createdAtMs - Date.now())).toBeLessThan(30_000);
    const lease = { leaseMs: 15_000, limit: 10 };
    expect(await claimDue(right, 'jobs', { ...lease, owner: 'right' })).toMatchObject([{ id: job.id }]);
    // Held, whatever the other thinks the time is.
    expect(await claimDue(wrong, 'jobs', { ...lease, owner: 'wrong' })).toEqual([]);
  });
});
