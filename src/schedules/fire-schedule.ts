import { toErrandError } from '../errors.ts';
import { type AcceptedRequest, acceptJobIn } from '../jobs/accept-job.ts';
import type { Logger } from '../observability/logger.ts';
import { enqueue } from '../store/outbox.ts';
import {
  deleteSchedule,
  listActiveSchedules,
  lockSchedule,
  pauseSchedule,
  planSchedule,
  type Schedule,
  scheduledKey,
} from '../store/schedules.ts';
import type { Store, Tx } from '../store/store.ts';
import { ensureThread } from '../store/threads.ts';
import { nextDueMs } from './next-times.ts';

const NEVER_DUE = 'There is no such time any more. Delete it and make another one.';

/** The request that a schedule makes: `what` is the instant that it is due at, or a press of a button. */
export function scheduledRequest(schedule: Schedule, what: string | number): AcceptedRequest {
  const { id, request, teamId, channelId, makerId } = schedule;
  return {
    request,
    teamId,
    place: { channelId, rootTs: null, requesterId: makerId },
    dedupeKey: scheduledKey(id, what),
    isUnattended: true,
  };
}

/**
 * Makes the run that a schedule is due for, and plans the next one after now: what was missed in between is not made up
 * for. Both commit together; whoever comes second finds another due time and does nothing. Returns whether it was made.
 */
export async function fireSchedule(store: Store, { id, dueAtMs }: Schedule): Promise<boolean> {
  const isFired = await store.transaction(async (tx) => {
    const schedule = await lockSchedule(tx, id);
    if (schedule === undefined || dueAtMs === null || schedule.dueAtMs !== dueAtMs) return false;
    const nowMs = tx.clock.nowMs();
    await acceptJobIn(tx, scheduledRequest(schedule, dueAtMs));
    const nextMs = nextDueMs(schedule, schedule.timeZone, Math.max(nowMs, dueAtMs));
    if (nextMs === undefined) await pauseSchedule(tx, id, NEVER_DUE);
    else await planSchedule(tx, id, { dueAtMs: nextMs, firedAtMs: nowMs });
    tx.reach('schedule.firing');
    return true;
  });
  store.reach('schedule.fired');
  return isFired;
}

/** Pauses a due schedule that cannot run, and tells its maker in their direct message, where there is one. */
export async function stopSchedule(
  store: Store,
  { id, dueAtMs }: Schedule,
  because: string,
  directMessageId: string | undefined,
): Promise<void> {
  await store.transaction(async (tx) => {
    const schedule = await lockSchedule(tx, id);
    if (schedule === undefined || schedule.dueAtMs !== dueAtMs) return;
    await pauseSchedule(tx, id, because);
    if (directMessageId !== undefined) await tellOfSchedule(tx, schedule, directMessageId);
  });
}

/** Has a schedule's state said at the top of a channel. */
export async function tellOfSchedule(
  tx: Tx,
  { id, makerId }: Pick<Schedule, 'id' | 'makerId'>,
  channelId: string,
): Promise<void> {
  const { threadId, seq } = await ensureThread(tx, { channelId, rootTs: null, requesterId: makerId });
  await enqueue(tx, {
    threadId,
    seq,
    jobId: null,
    kind: 'post',
    content: { type: 'schedule', scheduleId: id },
  });
}

/**
 * Plans anew what is due later than its next time: that was planned by a clock which was ahead, or by other rules for
 * summer time.
 */
export async function replanSchedules(store: Store, logger: Logger): Promise<void> {
  const nowMs = store.clock.nowMs();
  for (const { id, cron, words, timeZone, dueAtMs } of await listActiveSchedules(store)) {
    let nextMs: number | undefined;
    try {
      nextMs = nextDueMs({ cron, words }, timeZone, nowMs);
    } catch (error) {
      // Its own trouble, which must not keep the others from running.
      logger.error({ scheduleId: id, err: toErrandError(error) }, 'a schedule cannot be planned');
    }
    if (nextMs === undefined || dueAtMs === null || dueAtMs <= nextMs) continue;
    await store.transaction(async (tx) => {
      const schedule = await lockSchedule(tx, id);
      if (schedule?.dueAtMs === dueAtMs) await planSchedule(tx, id, { dueAtMs: nextMs });
    });
  }
}

/** Runs again from the next time on. Returns false where there is no such schedule or no such time. */
export async function resumeSchedule(store: Store, id: string): Promise<boolean> {
  return await store.transaction(async (tx) => {
    const schedule = await lockSchedule(tx, id);
    if (schedule === undefined) return false;
    const dueAtMs = nextDueMs(schedule, schedule.timeZone, tx.clock.nowMs());
    if (dueAtMs === undefined) return false;
    if (schedule.dueAtMs === null) await planSchedule(tx, id, { dueAtMs });
    return true;
  });
}

/** By a person's wish: paused, or gone. */
export async function setAsideSchedule(store: Store, id: string, how: 'pause' | 'delete'): Promise<void> {
  await store.transaction(async (tx) => {
    if ((await lockSchedule(tx, id)) === undefined) return;
    await (how === 'pause' ? pauseSchedule(tx, id, null) : deleteSchedule(tx, id));
  });
}
