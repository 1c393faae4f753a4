import { getJobHead } from '../store/jobs.ts';
import { enqueue, type OutboxRow, prependNotice } from '../store/outbox.ts';
import { retryRow } from '../store/outbox-outcome.ts';
import { lockSchedule, pauseSchedule, scheduleIdOf } from '../store/schedules.ts';
import type { Store, Tx } from '../store/store.ts';
import { ensureThread, getThread, rerouteThread } from '../store/threads.ts';
import type { SlackPoster } from './poster.ts';

const CHANNEL_CLOSED = 'I may not post in its channel. Invite me there: `/invite @Errand`.';

/**
 * Moves a thread that the bot cannot post to into a direct message with its requester, led by a line that says why.
 * Returns false where it was moved before: then nobody can be told.
 */
export async function rerouteToRequester(
  store: Store,
  poster: SlackPoster,
  row: OutboxRow,
): Promise<boolean> {
  const thread = await getThread(store, row.threadId);
  if (thread.reroutedFrom !== null) return false;
  const directMessageId = await poster.openDirectMessage(thread.requesterId);
  await store.transaction(async (tx) => {
    // Before the thread, as everywhere.
    await pauseScheduleOf(tx, row);
    await rerouteThread(tx, thread, directMessageId);
    // How a schedule stands says already why it comes here.
    const { channelId } = thread;
    if (row.jobId !== null) return await prependNotice(tx, row, { type: 'rerouted', channelId });
    await retryRow(tx, row, { dueAtMs: tx.clock.nowMs(), error: 'slack.cannot_post', hadNoEffect: true });
  });
  return true;
}

/** A schedule whose channel is closed would come to nothing there again and again. */
async function pauseScheduleOf(tx: Tx, { jobId, content }: OutboxRow): Promise<void> {
  const job = jobId === null ? undefined : await getJobHead(tx, jobId);
  const scheduleId = content.type === 'schedule' ? content.scheduleId : job && scheduleIdOf(job);
  const schedule = scheduleId === undefined ? undefined : await lockSchedule(tx, scheduleId);
  if (schedule === undefined || schedule.dueAtMs === null) return;
  await pauseSchedule(tx, schedule.id, CHANNEL_CLOSED);
}

/** Tells the requester, in a direct message of its own, that something about their job could not be said. */
export async function tellUndeliverable(store: Store, poster: SlackPoster, row: OutboxRow): Promise<void> {
  const { jobId } = row;
  if (jobId === null) return;
  const thread = await getThread(store, row.threadId);
  const channelId = await poster.openDirectMessage(thread.requesterId);
  await store.transaction(async (tx) => {
    const place = { channelId, rootTs: null, requesterId: thread.requesterId };
    const { threadId, seq } = await ensureThread(tx, place);
    const notice = { type: 'undeliverable', channelId: thread.channelId } as const;
    await enqueue(tx, { threadId, seq, jobId, kind: 'post', content: { type: 'notice', notice } });
  });
}
