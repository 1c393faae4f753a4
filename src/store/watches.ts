import type { Selectable } from 'kysely';
import type { JobKind } from './job.ts';
import type { WatchesTable } from './schema.ts';
import type { Queryable, Tx } from './store.ts';

export type Watch = Selectable<WatchesTable>;

/** Follows a started job from now on. Safe to repeat. */
export async function startWatching(
  tx: Tx,
  watch: { jobId: string; upstream: JobKind; upstreamId: string; dueAtMs: number },
): Promise<void> {
  await tx.db
    .insertInto('watches')
    .values({ ...watch, eventCursor: 0, attempts: 0, createdAtMs: tx.clock.nowMs() })
    .onConflict((conflict) => conflict.column('jobId').doUpdateSet({ dueAtMs: watch.dueAtMs }))
    .execute();
  tx.wake(`watch:${watch.upstream}`);
}

export async function stopWatching(tx: Tx, jobId: string): Promise<void> {
  await tx.db.deleteFrom('watches').where('jobId', '=', jobId).execute();
}

export async function listWatches(queryable: Queryable, upstream: JobKind): Promise<Watch[]> {
  return await queryable.db
    .selectFrom('watches')
    .selectAll()
    .where('upstream', '=', upstream)
    .orderBy('dueAtMs')
    .execute();
}

/** Asks for a job to be read at once. Returns false when it is not followed. */
export async function hurryWatch(tx: Tx, jobId: string): Promise<boolean> {
  const row = await tx.db
    .updateTable('watches')
    .set({ dueAtMs: tx.clock.nowMs() })
    .where('jobId', '=', jobId)
    .returning('upstream')
    .executeTakeFirst();
  if (row !== undefined) tx.wake(`watch:${row.upstream}`);
  return row !== undefined;
}

/** Sets when a job is read next, how often that failed in a row, and how far its events were read. */
export async function updateWatch(
  queryable: Queryable,
  jobId: string,
  values: { dueAtMs?: number; attempts?: number; eventCursor?: number },
): Promise<void> {
  await queryable.db.updateTable('watches').set(values).where('jobId', '=', jobId).execute();
}

/** Sets when jobs of which a list has just told are read by themselves next. */
export async function postponeReads(tx: Tx, jobIds: readonly string[], dueAtMs: number): Promise<void> {
  await tx.db.updateTable('watches').set({ dueAtMs }).where('jobId', 'in', jobIds).execute();
}
