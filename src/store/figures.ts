import { type RawBuilder, sql } from 'kysely';
import type { JobKind, JobState } from './job.ts';
import type { QueueTable } from './queue.ts';
import type { Store } from './store.ts';

export interface QueueFigures {
  /** Schedules that have paused themselves count as parked. */
  readonly queue: QueueTable | 'schedules';
  readonly waiting: number;
  readonly overdueMs: number;
  readonly parked: number;
}

export interface StoreFigures {
  readonly jobs: { kind: JobKind; state: JobState; count: number }[];
  readonly queues: QueueFigures[];
  readonly watches: { upstream: JobKind; count: number; overdueMs: number }[];
}

/** How much of everything there is, counted by the indexes. */
export async function readFigures(store: Store): Promise<StoreFigures> {
  const jobs = await store.db
    .selectFrom('jobs')
    .select(['kind', 'state'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .groupBy(['kind', 'state'])
    .execute();
  const watches = await store.db
    .selectFrom('watches')
    .select('upstream')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .select(sql<number>`${store.engine.nowMs()} - min(due_at_ms)`.as('overdueMs'))
    .groupBy('upstream')
    .execute();
  return {
    jobs: jobs.map((row) => ({ ...row, count: Number(row.count) })),
    queues: [
      await queueFigures(store, 'inbox'),
      await queueFigures(store, 'jobs'),
      await queueFigures(store, 'outbox'),
      await queueFigures(store, 'replies'),
      await queueFigures(store, 'schedules'),
    ],
    watches: watches.map((row) => ({
      ...row,
      count: Number(row.count),
      overdueMs: Math.max(0, Number(row.overdueMs)),
    })),
  };
}

async function queueFigures(store: Store, queue: QueueFigures['queue']): Promise<QueueFigures> {
  // Written so that the partial indexes of the pending and of the parked rows serve.
  const pending = queue === 'outbox' ? sql`state = 'pending'` : sql`due_at_ms is not null`;
  const parked = parkedIn(queue);
  const { rows } = await sql<{ waiting: number; overdueMs: number | null; parked: number }>`
    select count(*) as waiting, ${store.engine.nowMs()} - min(due_at_ms) as overdue_ms,
      (${parked}) as parked
    from ${sql.table(queue)} where ${pending}`.execute(store.db);
  const [row] = rows;
  return {
    queue,
    waiting: Number(row?.waiting ?? 0),
    overdueMs: Math.max(0, Number(row?.overdueMs ?? 0)),
    parked: Number(row?.parked ?? 0),
  };
}

function parkedIn(queue: QueueFigures['queue']): RawBuilder<unknown> {
  if (queue === 'jobs') return sql`select 0 as count`;
  if (queue === 'schedules')
    return sql`select count(*) as count from schedules where paused_because is not null`;
  return sql`select count(*) as count from ${sql.table(queue)} where state = 'parked'`;
}
