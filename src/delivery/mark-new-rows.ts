import { rowKey } from '../schedules/row-key.ts';
import type { StoredJob } from '../store/jobs.ts';
import { getResultView, type ResultView, type Scheduled, saveResultView } from '../store/result-views.ts';
import { getSeenRows, lockSchedule, saveSeenRows, scheduleIdOf } from '../store/schedules.ts';
import type { Store } from '../store/store.ts';
import { unwrapOutput } from './render/unwrap-output.ts';

/** Longer lists are not compared: what is kept of them would be more than what it tells. */
const MOST_ROWS = 10_000;

/**
 * How a result is looked at. That of a schedule is compared with the one before it, once: which of its rows are new is
 * kept with the view, so that they stay marked.
 */
export async function viewOfResult(store: Store, job: StoredJob): Promise<ResultView | undefined> {
  const view = await getResultView(store, job);
  const scheduleId = scheduleIdOf(job);
  if (scheduleId === undefined || view?.scheduled !== undefined) return view;
  const keys = job.outcome === 'succeeded' ? keysOf(job.output) : undefined;
  return await store.transaction(async (tx) => {
    const schedule = await lockSchedule(tx, scheduleId);
    const first = await getResultView(tx, job);
    // It was deleted meanwhile, or another process was quicker.
    if (schedule === undefined || first?.scheduled !== undefined) return first;
    const seen = keys && (await getSeenRows(tx, scheduleId));
    const scheduled: Scheduled = {
      words: schedule.words,
      ...(keys && seen && { newRows: newRowsOf(keys, seen) }),
    };
    if (keys !== undefined) await saveSeenRows(tx, scheduleId, keys.length > MOST_ROWS ? null : keys);
    const marked = { ...first, scheduled };
    await saveResultView(tx, job.id, marked);
    return marked;
  });
}

/** Undefined for what is no list. */
function keysOf(output: unknown): readonly string[] | undefined {
  const unwrapped = unwrapOutput(output);
  return unwrapped.shape === 'list' ? unwrapped.items.map(rowKey) : undefined;
}

function newRowsOf(keys: readonly string[], seen: readonly string[]): number[] {
  const known = new Set(seen);
  return keys.flatMap((key, index) => (known.has(key) ? [] : [index]));
}
