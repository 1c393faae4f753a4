import { createLogger } from '../../../src/observability/logger.ts';
import { createScheduleLoop, type ScheduleLoopDeps } from '../../../src/schedules/schedule-loop.ts';
import type { JobOutcome } from '../../../src/store/job.ts';
import { jobFromRow, type StoredJob } from '../../../src/store/jobs.ts';
import { insertSchedule, type NewSchedule, type Schedule } from '../../../src/store/schedules.ts';
import type { Store } from '../../../src/store/store.ts';
import { happen, jobNow, REQUESTER, running } from '../../support/stored-jobs.ts';

export const HOUR_MS = 3_600_000;

/** Every hour, half an hour from now: no test meets such an instant. */
function onceAnHour(nowMs: number): string {
  return `${(new Date(nowMs).getUTCMinutes() + 30) % 60} * * * *`;
}

/** Stores a schedule of every hour that has been due for three hours, unless told otherwise. */
export async function schedule(store: Store, more: Partial<NewSchedule> = {}): Promise<NewSchedule> {
  const made: NewSchedule = {
    id: store.newId(),
    teamId: 'T1',
    channelId: 'C1',
    makerId: REQUESTER,
    request: { kind: 'warmly', toolName: 'list_leads', isAsync: false, input: {} },
    cron: onceAnHour(store.clock.nowMs()),
    words: 'every hour',
    timeZone: 'Europe/Berlin',
    dueAtMs: store.clock.nowMs() - 3 * HOUR_MS,
    ...more,
  };
  await store.transaction((tx) => insertSchedule(tx, made));
  return made;
}

/** A loop at work until the test ends, and what it logged from warnings on. */
export function scheduling(store: Store, more: Partial<ScheduleLoopDeps> = {}): { readonly log: string[] } {
  const log: string[] = [];
  running(
    createScheduleLoop({
      store,
      obstacle: () => Promise.resolve(undefined),
      openDirectMessage: (userId) => Promise.resolve(`D-${userId}`),
      logger: createLogger('warn', { write: (line: string) => void log.push(line) }),
      retryAfterMs: 20,
      ...more,
    }),
  );
  return { log };
}

export async function allJobs(store: Store): Promise<StoredJob[]> {
  const rows = await store.db.selectFrom('jobs').selectAll().orderBy('createdAtMs').execute();
  return rows.map(jobFromRow);
}

/** Lets a job end so, having given this. */
export async function ends(
  store: Store,
  { id }: Pick<Schedule, 'id'>,
  outcome: JobOutcome & ('succeeded' | 'failed'),
  output: unknown,
): Promise<StoredJob> {
  await happen(
    store,
    id,
    { type: 'start_attempted' },
    { type: 'started', upstreamId: id, observation: { kind: outcome, upstreamState: outcome, output } },
  );
  return await jobNow(store, id);
}
