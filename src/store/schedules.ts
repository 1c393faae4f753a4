import type { Selectable } from 'kysely';
import type { Job, WarmlyRequest } from './job.ts';
import { decodeJson, encodeJson } from './json.ts';
import type { SchedulesTable } from './schema.ts';
import type { Queryable, Tx } from './store.ts';

/** A tool that runs on a rhythm and posts to a channel. Paused while `dueAtMs` is null. */
export interface Schedule extends Omit<Selectable<SchedulesTable>, 'request' | 'seenRows'> {
  readonly request: WarmlyRequest;
}

export type NewSchedule = Omit<Schedule, 'pausedBecause' | 'firedAtMs' | 'createdAtMs'>;

const COLUMNS = [
  'id',
  'teamId',
  'channelId',
  'makerId',
  'request',
  'cron',
  'words',
  'timeZone',
  'dueAtMs',
  'pausedBecause',
  'firedAtMs',
  'createdAtMs',
] as const;

function fromRow(row: Omit<Selectable<SchedulesTable>, 'seenRows'>): Schedule {
  return { ...row, request: decodeJson<WarmlyRequest>(row.request) };
}

/** The dedupe key of the job that a schedule makes: `what` is the instant that it is due at, or a press of a button. */
export function scheduledKey(scheduleId: string, what: string | number): string {
  return `schedule:${scheduleId}:${what}`;
}

/** The schedule that made a job; undefined for what a person asked for. */
export function scheduleIdOf({ dedupeKey }: Pick<Job, 'dedupeKey'>): string | undefined {
  return /^schedule:([\w-]+):/.exec(dedupeKey)?.[1];
}

/** The newest job that a schedule made; undefined where it has made none, or they were removed since. */
export async function lastScheduledJobId(
  queryable: Queryable,
  { id, makerId }: Pick<Schedule, 'id' | 'makerId'>,
): Promise<string | undefined> {
  const row = await queryable.db
    .selectFrom('jobs')
    .select('id')
    .where('requesterId', '=', makerId)
    .where('kind', '=', 'warmly')
    .where('dedupeKey', 'like', scheduledKey(id, '%'))
    .orderBy('createdAtMs', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** Returns false for one that was stored before, as when its form is submitted twice. */
export async function insertSchedule(tx: Tx, { request, ...schedule }: NewSchedule): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('schedules')
    .values({ ...schedule, request: encodeJson(request), createdAtMs: tx.clock.nowMs() })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  tx.wake('schedules');
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function getSchedule(queryable: Queryable, id: string): Promise<Schedule | undefined> {
  const row = await queryable.db
    .selectFrom('schedules')
    .select(COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Reads a schedule for a change: nobody else can change it before this transaction ends. */
export async function lockSchedule(tx: Tx, id: string): Promise<Schedule | undefined> {
  const row = await tx.db
    .selectFrom('schedules')
    .select(COLUMNS)
    .where('id', '=', id)
    .$if(tx.engine.rowLocks, (query) => query.forUpdate())
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Those that are due, the longest overdue first. */
export async function listDueSchedules(queryable: Queryable, limit: number): Promise<Schedule[]> {
  const rows = await queryable.db
    .selectFrom('schedules')
    .select(COLUMNS)
    .where('dueAtMs', '<=', queryable.clock.nowMs())
    .orderBy('dueAtMs')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Those that are not paused. */
export async function listActiveSchedules(queryable: Queryable): Promise<Schedule[]> {
  const rows = await queryable.db
    .selectFrom('schedules')
    .select(COLUMNS)
    .where('dueAtMs', 'is not', null)
    .execute();
  return rows.map(fromRow);
}

/** How long until the next one is due, at least 0; undefined where none is. */
export async function untilNextScheduleMs(queryable: Queryable): Promise<number | undefined> {
  const row = await queryable.db
    .selectFrom('schedules')
    .select(({ fn }) => fn.min('dueAtMs').as('dueAtMs'))
    .executeTakeFirst();
  const dueAtMs = row?.dueAtMs ?? null;
  return dueAtMs === null ? undefined : Math.max(0, Number(dueAtMs) - queryable.clock.nowMs());
}

export interface ScheduleFilter {
  /** Those of this person, wherever they post, and everybody's in this channel; absent for all. */
  readonly visibleTo?: { readonly userId: string; readonly channelId: string };
  readonly offset: number;
  readonly limit: number;
}

/** Schedules, the newest first. */
export async function listSchedules(queryable: Queryable, filter: ScheduleFilter): Promise<Schedule[]> {
  const { visibleTo } = filter;
  const rows = await queryable.db
    .selectFrom('schedules')
    .select(COLUMNS)
    .$if(visibleTo !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('makerId', '=', visibleTo?.userId ?? ''),
          where('channelId', '=', visibleTo?.channelId ?? ''),
        ]),
      ),
    )
    .orderBy('createdAtMs', 'desc')
    .orderBy('id', 'desc')
    .offset(filter.offset)
    .limit(filter.limit)
    .execute();
  return rows.map(fromRow);
}

export async function countSchedules(queryable: Queryable, makerId: string): Promise<number> {
  const row = await queryable.db
    .selectFrom('schedules')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('makerId', '=', makerId)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** Plans the next run; `firedAtMs` where one has just been made. */
export async function planSchedule(
  tx: Tx,
  id: string,
  plan: { readonly dueAtMs: number; readonly firedAtMs?: number },
): Promise<void> {
  await tx.db
    .updateTable('schedules')
    .set({ ...plan, pausedBecause: null })
    .where('id', '=', id)
    .execute();
  tx.wake('schedules');
}

/** Plans nothing more. `because` is said to its maker, where it was no person who wished so. */
export async function pauseSchedule(tx: Tx, id: string, because: string | null): Promise<void> {
  await tx.db
    .updateTable('schedules')
    .set({ dueAtMs: null, pausedBecause: because })
    .where('id', '=', id)
    .execute();
}

/** What it has made already stays. */
export async function deleteSchedule(tx: Tx, id: string): Promise<void> {
  await tx.db.deleteFrom('schedules').where('id', '=', id).execute();
}

/** The keys of the rows that a schedule gave the last time; undefined before that. The caller holds the schedule. */
export async function getSeenRows(tx: Tx, id: string): Promise<readonly string[] | undefined> {
  const row = await tx.db.selectFrom('schedules').select('seenRows').where('id', '=', id).executeTakeFirst();
  return row === undefined || row.seenRows === null ? undefined : decodeJson<string[]>(row.seenRows);
}

/** Null forgets them. */
export async function saveSeenRows(tx: Tx, id: string, keys: readonly string[] | null): Promise<void> {
  const seenRows = keys === null ? null : encodeJson(keys);
  await tx.db.updateTable('schedules').set({ seenRows }).where('id', '=', id).execute();
}
