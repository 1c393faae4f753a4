import { sql } from 'kysely';
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
  { what: 'drafts', run: purgeDrafts },
  { what: 'deliveries', run: purgeDeliveries },
  { what: 'replies', run: purgeReplies },
  { what: 'messages', run: purgeMessages },
  { what: 'jobs', run: purgeJobs },
  { what: 'threads', run: purgeThreads },
  { what: 'options', run: purgeThreadOptions },
];

async function purgeDrafts(tx: Tx, keep: Keep, limit: number): Promise<number> {
  const old = tx.db
    .selectFrom('drafts')
    .select('id')
    .where('updatedAtMs', '<', tx.clock.nowMs() - keep.draftsMs)
    .limit(limit);
  return countOf(await tx.db.deleteFrom('drafts').where('id', 'in', old).executeTakeFirst());
}

/** What was chosen in a thread; settings of people, channels and workspaces stay. */
async function purgeThreadOptions(tx: Tx, keep: Keep, limit: number): Promise<number> {
  const old = tx.db
    .selectFrom('runDefaults')
    .select('scope')
    .where('scope', 'like', 'thread:%')
    .where('updatedAtMs', '<', tx.clock.nowMs() - keep.jobsMs)
    .limit(limit);
  return countOf(await tx.db.deleteFrom('runDefaults').where('scope', 'in', old).executeTakeFirst());
}

async function purgeDeliveries(tx: Tx, keep: Keep, limit: number): Promise<number> {
  const nowMs = tx.clock.nowMs();
  const old = tx.db
    .selectFrom('inbox')
    .select('id')
    .where((where) =>
      where.or([
        where('createdAtMs', '<', nowMs - keep.deliveriesMs).and('state', '=', 'done'),
        where('createdAtMs', '<', nowMs - keep.jobsMs).and('state', '=', 'parked'),
      ]),
    )
    .limit(limit);
  return countOf(await tx.db.deleteFrom('inbox').where('id', 'in', old).executeTakeFirst());
}

async function purgeReplies(tx: Tx, keep: Keep, limit: number): Promise<number> {
  const old = tx.db
    .selectFrom('replies')
    .select('id')
    .where('createdAtMs', '<', tx.clock.nowMs() - keep.jobsMs)
    .limit(limit);
  return countOf(await tx.db.deleteFrom('replies').where('id', 'in', old).executeTakeFirst());
}

async function purgeMessages(tx: Tx, keep: Keep, limit: number): Promise<number> {
  const old = tx.db
    .selectFrom('outbox')
    .select('id')
    .where('sentAtMs', '<', tx.clock.nowMs() - keep.messagesMs)
    .where('state', '=', 'sent')
    .limit(limit);
  return countOf(await tx.db.deleteFrom('outbox').where('id', 'in', old).executeTakeFirst());
}

/** A job about which something is still to be said stays. */
async function purgeJobs(tx: Tx, keep: Keep, limit: number): Promise<number> {
  const old = await tx.db
    .selectFrom('jobs')
    .select('id')
    .where('finishedAtMs', '<', tx.clock.nowMs() - keep.jobsMs)
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
    .where('createdAtMs', '<', tx.clock.nowMs() - keep.jobsMs)
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

function countOf(result: { readonly numDeletedRows: bigint }): number {
  return Number(result.numDeletedRows);
}
