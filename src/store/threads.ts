import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { ThreadsTable } from './schema.ts';
import type { Queryable, Tx } from './store.ts';

export type Thread = Selectable<ThreadsTable>;

export interface ThreadPlace {
  readonly channelId: string;
  /** Null where Errand opens the thread itself. */
  readonly rootTs: string | null;
  readonly requesterId: string;
}

/** A place in a thread's strict order, taken for what is to be said there next. */
export interface ThreadTurn {
  readonly threadId: string;
  readonly seq: number;
  /** The thread was made for it. */
  readonly isNew: boolean;
}

/** Takes a turn in the thread at this place, which is made when it is not known yet. */
export async function ensureThread(tx: Tx, place: ThreadPlace): Promise<ThreadTurn> {
  const newId = tx.newId();
  const { id, nextSeq } = await tx.db
    .insertInto('threads')
    .values({ id: newId, ...place, nextSeq: 2, createdAtMs: tx.clock.nowMs() })
    .onConflict((conflict) =>
      conflict.columns(['channelId', 'rootTs']).doUpdateSet({ nextSeq: sql<number>`threads.next_seq + 1` }),
    )
    .returning(['id', 'nextSeq'])
    .executeTakeFirstOrThrow();
  return { threadId: id, seq: nextSeq - 1, isNew: id === newId };
}

/** Forgets a thread that was made in this transaction and that nothing came of. */
export async function dropThread(tx: Tx, id: string): Promise<void> {
  await tx.db.deleteFrom('threads').where('id', '=', id).execute();
}

/** The thread under this message, if anything was ever asked there. */
export async function findThread(
  queryable: Queryable,
  place: Pick<ThreadPlace, 'channelId' | 'rootTs'>,
): Promise<Thread | undefined> {
  return await queryable.db
    .selectFrom('threads')
    .selectAll()
    .where('channelId', '=', place.channelId)
    .where('rootTs', '=', place.rootTs)
    .executeTakeFirst();
}

export async function getThread(queryable: Queryable, id: string): Promise<Thread> {
  return await queryable.db.selectFrom('threads').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/**
 * Reads a thread for a change. Whoever changes several rows locks the job first, then the thread, then outbox rows:
 * two transactions in different orders would wait for each other.
 */
export async function lockThread(tx: Tx, id: string): Promise<Thread> {
  return await tx.db
    .selectFrom('threads')
    .selectAll()
    .where('id', '=', id)
    .$if(tx.engine.rowLocks, (query) => query.forNoKeyUpdate())
    .executeTakeFirstOrThrow();
}

/** The next number in a thread's strict order. */
export async function takeSeq(tx: Tx, threadId: string): Promise<number> {
  const { nextSeq } = await tx.db
    .updateTable('threads')
    .set({ nextSeq: sql<number>`next_seq + 1` })
    .where('id', '=', threadId)
    .returning('nextSeq')
    .executeTakeFirstOrThrow();
  return nextSeq - 1;
}

/** Names a thread's root, unless somebody wrote under that message first and the place is known already. */
export async function setThreadRoot(tx: Tx, thread: Thread, rootTs: string): Promise<void> {
  const isTaken = await tx.db
    .selectFrom('threads')
    .select('id')
    .where('channelId', '=', thread.channelId)
    .where('rootTs', '=', rootTs)
    .executeTakeFirst();
  if (isTaken !== undefined) return;
  await tx.db.updateTable('threads').set({ rootTs }).where('id', '=', thread.id).execute();
}

/** Moves what is still to be said in a thread to a direct message with its requester. */
export async function rerouteThread(tx: Tx, thread: Thread, directMessageChannelId: string): Promise<void> {
  await tx.db
    .updateTable('threads')
    .set({ channelId: directMessageChannelId, rootTs: null, reroutedFrom: thread.channelId })
    .where('id', '=', thread.id)
    .execute();
}
