import { within } from '../clock.ts';
import { toErrandError } from '../errors.ts';
import type { Logger } from '../observability/logger.ts';
import { listDueSchedules, type Schedule, untilNextScheduleMs } from '../store/schedules.ts';
import type { Store } from '../store/store.ts';
import { fireSchedule, replanSchedules, stopSchedule } from './fire-schedule.ts';

export interface ScheduleLoopDeps {
  readonly store: Store;
  /** Why a schedule cannot run any more. Throws while that cannot be known: then it is tried again. */
  readonly obstacle: (schedule: Schedule) => Promise<string | undefined>;
  /** The channel id of the direct message with a person. */
  readonly openDirectMessage: (userId: string) => Promise<string>;
  readonly logger: Logger;
  /** How long what failed waits. */
  readonly retryAfterMs?: number;
}

export interface ScheduleLoop {
  start(): void;
  /** Begins nothing more and resolves when what is in hand is done, or soon. */
  stop(): Promise<void>;
}

/** What the slow timer behind the wake-ups waits at the most. */
const MAX_IDLE_MS = 5_000;
const MIN_IDLE_MS = 20;
const AFTER_ERROR_MS = 5_000;
const AT_ONCE = 20;
const FINISH_WITHIN_MS = 4_000;

/**
 * Makes runs of the schedules that are due. Every process of a deployment does so: the database sees to it that each
 * time makes one run.
 */
export function createScheduleLoop(deps: ScheduleLoopDeps): ScheduleLoop {
  const { store, logger, retryAfterMs = AFTER_ERROR_MS } = deps;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  /** Until when those that could not be dealt with are left alone, by id: they must not take the places of others. */
  const restingUntilMs = new Map<string, number>();

  async function take(schedule: Schedule): Promise<void> {
    const because = await obstacleOf(schedule);
    if (stopping.signal.aborted) return;
    const fields = { scheduleId: schedule.id, dueAtMs: schedule.dueAtMs };
    if (because !== undefined) {
      const directMessageId = await directMessageWith(schedule.makerId);
      await stopSchedule(store, schedule, because, directMessageId);
      logger.info({ ...fields, because }, 'a schedule is paused');
    } else if (await fireSchedule(store, schedule)) {
      logger.info(fields, 'a schedule fired');
    }
  }

  /** What will not be different the next time is an obstacle itself. */
  async function obstacleOf(schedule: Schedule): Promise<string | undefined> {
    try {
      return await deps.obstacle(schedule);
    } catch (error) {
      const { code, retryable, userMessage } = toErrandError(error);
      if (retryable || code !== 'slack.refused') throw error;
      return userMessage;
    }
  }

  /** Somebody who has left cannot be told, which keeps nothing from being paused. */
  async function directMessageWith(userId: string): Promise<string | undefined> {
    try {
      return await deps.openDirectMessage(userId);
    } catch (error) {
      if (toErrandError(error).retryable) throw error;
      logger.warn({ err: error }, 'the maker of a schedule cannot be told');
      return undefined;
    }
  }

  async function turn(): Promise<void> {
    const nowMs = store.clock.nowMs();
    for (const [id, untilMs] of restingUntilMs) if (untilMs <= nowMs) restingUntilMs.delete(id);
    const due = (await listDueSchedules(store, AT_ONCE + restingUntilMs.size))
      .filter(({ id }) => !restingUntilMs.has(id))
      .slice(0, AT_ONCE);
    await Promise.all(
      due.map((schedule) =>
        take(schedule).catch((error: unknown) => {
          restingUntilMs.set(schedule.id, store.clock.nowMs() + retryAfterMs);
          logger.warn({ scheduleId: schedule.id, err: toErrandError(error) }, 'a schedule has to wait');
        }),
      ),
    );
    if (due.length === AT_ONCE) return;
    const waitMs =
      restingUntilMs.size > 0 ? retryAfterMs : ((await untilNextScheduleMs(store)) ?? MAX_IDLE_MS);
    const idleMs = Math.min(MAX_IDLE_MS, Math.max(MIN_IDLE_MS, waitMs));
    await store.wakeUps.wait('schedules', idleMs, stopping.signal);
  }

  async function run(): Promise<void> {
    let isReplanned = false;
    while (!stopping.signal.aborted) {
      try {
        if (!isReplanned) await replanSchedules(store, logger);
        isReplanned = true;
        await turn();
      } catch (error) {
        logger.error({ err: toErrandError(error) }, 'the schedules could not be read');
        await store.clock.sleep(retryAfterMs, stopping.signal);
      }
    }
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      if (running !== undefined) await within(store.clock, FINISH_WITHIN_MS, running, undefined);
    },
  };
}
