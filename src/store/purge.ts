import { type RawBuilder, sql } from 'kysely';
import type { Tx } from './store.ts';

/** How long rows stay that nothing needs any more. */
export interface Keep {
  /** Finished jobs, with their threads and outputs, and whatever was given up. */
  readonly jobsMs: number;
  /** The record of a delivered message. */
  readonly messagesMs: number;
  /** The keys by which a repeated delivery from Slack is known. */
  readonly deliveriesMs: number;
  readonly draftsMs: number;
}

/** One kind of row: removes at most `limit` of those that are older than it is kept, and says how many. */
export interface PurgeStep {
  readonly what: 'drafts' | 'deliveries' | 'replies' | 'messages' | 'jobs' | 'threads' | 'options';
  readonly run: (tx: Tx, keep: Keep, limit: number) => Promise<number>;
}

/** In this order, since a job holds its thread, and messages hold theirs. */
export const PURGE_STEPS: readonly PurgeStep[] = [
  {
    what: 'drafts',
    run: (tx, keep, limit) =>
      removeOld(tx, 'drafts', sql`updated_at_ms < ${longAgo(tx, keep.draftsMs)}`, limit),
  },
  {
    what: 'deliveries',
    run: (tx, keep, limit) => {
      const isDone = sql`created_at_ms < ${longAgo(tx, keep.deliveriesMs)} and state = 'done'`;
      const isGivenUp = sql`created_at_ms < ${longAgo(tx, keep.jobsMs)} and state = 'parked'`;
      return removeOld(tx, 'inbox', sql`(${isDone}) or (${isGivenUp})`, limit);
    },
  },
  {
    what: 'replies',
    run: (tx, keep, limit) =>
      removeOld(tx, 'replies', sql`created_at_ms < ${longAgo(tx, keep.jobsMs)}`, limit),
  },
  {
    what: 'messages',
    run: (tx, keep, limit) => {
      const isSent = sql`sent_at_ms < ${longAgo(tx, keep.messagesMs)} and state = 'sent'`;
      return removeOld(tx, 'outbox', isSent, limit);
    },
  },
  { what: 'jobs', run: purgeJobs },
  { what: 'threads', run: purgeThreads },
  {
    // What was chosen in a thread; settings of people, channels and workspaces stay.
    what: 'options',
    run: (tx, keep, limit) => {
      const isThreads = sql`scope like 'thread:%' and updated_at_ms < ${longAgo(tx, keep.jobsMs)}`;
      return removeOld(tx, 'run_defaults', isThreads, limit);
    },
  },
];

function longAgo({ clock }: Tx, keptMs: number): number {
  return clock.nowMs() - keptMs;
}

async function removeOld(
  { db }: Tx,
  table: 'drafts' | 'inbox' | 'replies' | 'outbox' | 'run_defaults',
  isOld: RawBuilder<unknown>,
  limit: number,
): Promise<number> {
  const key = sql.ref(table === 'run_defaults' ? 'scope' : 'id');
  const { numAffectedRows = 0n } = await sql`delete from ${sql.table(table)}
    where ${key} in (select ${key} from ${sql.table(table)} where ${isOld} limit ${limit})`.execute(db);
  return Number(numAffectedRows);
}

/** A job about which something is still to be said stays. */
async function purgeJobs(tx: Tx, keep: Keep, limit: number): Promise<number> {
  const old = await tx.db
    .selectFrom('jobs')
    .select('id')
    .where('finishedAtMs', '<', longAgo(tx, keep.jobsMs))
    .where('state', '=', 'finished')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox')
            .select('outbox.id')
            .whereRef('outbox.jobId', '=', 'jobs.id')
            .where('outbox.state', '=', 'pending'),
        ),
      ),
    )
    .orderBy('finishedAtMs')
    .limit(limit)
    .$if(tx.engine.rowLocks, (query) => query.forUpdate().skipLocked())
    .execute();
  if (old.length === 0) return 0;
  const ids = old.map(({ id }) => id);
  await tx.db.deleteFrom('outbox').where('jobId', 'in', ids).execute();
  await tx.db.deleteFrom('watches').where('jobId', 'in', ids).execute();
  await tx.db.deleteFrom('resultViews').where('jobId', 'in', ids).execute();
  await tx.db.deleteFrom('jobs').where('id', 'in', ids).execute();
  return ids.length;
}

/** A thread with newer jobs in it stays; the lock passes over one in which a job is just being accepted. */
async function purgeThreads(tx: Tx, keep: Keep, limit: number): Promise<number> {
  const old = await tx.db
    .selectFrom('threads')
    .select('id')
    .where('createdAtMs', '<', longAgo(tx, keep.jobsMs))
    .where(sql<boolean>`not exists (select 1 from jobs where jobs.thread_id = threads.id)`)
    .where(sql<boolean>`not exists (select 1 from outbox where outbox.thread_id = threads.id)`)
    .limit(limit)
    .$if(tx.engine.rowLocks, (query) => query.forUpdate().skipLocked())
    .execute();
  if (old.length === 0) return 0;
  const ids = old.map(({ id }) => id);
  await tx.db.deleteFrom('threads').where('id', 'in', ids).execute();
  return ids.length;
}
