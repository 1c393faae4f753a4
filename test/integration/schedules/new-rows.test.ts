import { expect, it } from 'vitest';
import { viewOfResult } from '../../../src/delivery/mark-new-rows.ts';
import { acceptJob } from '../../../src/jobs/accept-job.ts';
import { scheduledRequest } from '../../../src/schedules/fire-schedule.ts';
import { saveLikedView } from '../../../src/store/result-views.ts';
import { deleteSchedule, getSchedule } from '../../../src/store/schedules.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { accept } from '../../support/stored-jobs.ts';
import { ends, schedule } from './set-up.ts';

const leads = (...ids: readonly number[]) => ({
  success: true,
  output: { leads: ids.map((id) => ({ id, at: Math.random() })) },
});

async function run(
  store: Store,
  scheduleId: string,
  output: unknown,
  outcome: 'succeeded' | 'failed' = 'succeeded',
) {
  const found = await getSchedule(store, scheduleId);
  if (found === undefined) throw new Error('There is no such schedule.');
  const job = await acceptJob(store, scheduledRequest(found, store.newId()));
  if (job === undefined) throw new Error('It was a double.');
  return await ends(store, job, outcome, output);
}

describeEachEngine('the rows that a schedule gives', (openTestStore) => {
  it('are new where the last time did not have them', async () => {
    const store = await openTestStore();
    const { id } = await schedule(store);
    const first = await run(store, id, leads(1, 2));
    expect((await viewOfResult(store, first))?.scheduled).toEqual({ words: 'every hour' });
    const second = await run(store, id, leads(3, 2, 4));
    expect((await viewOfResult(store, second))?.scheduled?.newRows).toEqual([0, 2]);
    const third = await run(store, id, leads(2, 3, 4));
    expect((await viewOfResult(store, third))?.scheduled?.newRows).toEqual([]);
  });

  it('stay marked as they were, also when the schedule is gone', async () => {
    const store = await openTestStore();
    const { id } = await schedule(store);
    await viewOfResult(store, await run(store, id, leads(1)));
    const job = await run(store, id, leads(1, 2));
    const seen = await viewOfResult(store, job);
    await viewOfResult(store, await run(store, id, leads(5)));
    await store.transaction((tx) => deleteSchedule(tx, id));
    expect(seen?.scheduled?.newRows).toEqual([1]);
    expect(await viewOfResult(store, job)).toEqual(seen);
  });

  it('are compared once, also when two processes show them', async () => {
    const store = await openTestStore();
    const { id } = await schedule(store);
    await viewOfResult(store, await run(store, id, leads(1)));
    const job = await run(store, id, leads(1, 2));
    const views = await Promise.all([viewOfResult(store, job), viewOfResult(store, job)]);
    expect(views.map((view) => view?.scheduled?.newRows)).toEqual([[1], [1]]);
  });

  it('are compared with the last success: a failure in between counts for nothing', async () => {
    const store = await openTestStore();
    const { id } = await schedule(store);
    await viewOfResult(store, await run(store, id, leads(1)));
    const failed = await run(store, id, leads(), 'failed');
    expect((await viewOfResult(store, failed))?.scheduled).toEqual({ words: 'every hour' });
    const job = await run(store, id, leads(1, 2));
    expect((await viewOfResult(store, job))?.scheduled?.newRows).toEqual([1]);
  });

  it('are not compared where there are too many to remember', async () => {
    const store = await openTestStore();
    const { id } = await schedule(store);
    const many = leads(...Array.from({ length: 10_001 }, (_, index) => index));
    await viewOfResult(store, await run(store, id, many));
    const job = await run(store, id, leads(1));
    expect((await viewOfResult(store, job))?.scheduled).toEqual({ words: 'every hour' });
  });

  it('are shown as their maker likes to see the tool, which takes no marks along', async () => {
    const store = await openTestStore();
    const { id, makerId: userId } = await schedule(store);
    await viewOfResult(store, await run(store, id, leads(1)));
    const first = await viewOfResult(store, await run(store, id, leads(1, 2)));
    const liked = { ...first, columns: ['id'] };
    await store.transaction((tx) => saveLikedView(tx, { userId, toolName: 'list_leads' }, liked));
    const job = await run(store, id, leads(2, 3));
    expect(await viewOfResult(store, job)).toEqual({
      columns: ['id'],
      scheduled: { words: 'every hour', newRows: [1] },
    });
    const asked = await accept(store, {
      request: { kind: 'warmly', toolName: 'list_leads', isAsync: false, input: {} },
      place: { requesterId: userId },
    });
    expect(await viewOfResult(store, asked)).toEqual({ columns: ['id'] });
  });
});
