import type { Selectable } from 'kysely';
import type { SlackFileRef } from './job.ts';
import { decodeJson, encodeJson } from './json.ts';
import type { RepliesTable, ReplyState } from './schema.ts';
import type { Queryable, Tx } from './store.ts';

export interface Reply extends Omit<Selectable<RepliesTable>, 'files'> {
  readonly files: readonly SlackFileRef[];
}

export interface NewReply {
  readonly threadId: string;
  readonly channelId: string;
  readonly ts: string;
  readonly userId: string;
  readonly authorName: string;
  readonly teamId: string;
  readonly text: string;
  readonly files: readonly SlackFileRef[];
}

/** Replies that came almost together are seen together, in Slack's order. */
const SETTLE_MS = 600;

export function replyFromRow(row: Selectable<RepliesTable>): Reply {
  return { ...row, files: decodeJson<SlackFileRef[]>(row.files) };
}

/** Stores a reply, to be passed on soon. Returns false for a message that is stored already. */
export async function insertReply(tx: Tx, { files, ...reply }: NewReply): Promise<boolean> {
  const nowMs = tx.clock.nowMs();
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('replies')
    .values({
      id: tx.newId(),
      ...reply,
      text: reply.text.replaceAll('\u0000', ''),
      files: encodeJson(files),
      state: 'waiting',
      hasMark: 0,
      createdAtMs: nowMs,
      dueAtMs: nowMs + SETTLE_MS,
      attempts: 0,
    })
    .onConflict((conflict) => conflict.columns(['channelId', 'ts']).doNothing())
    .executeTakeFirst();
  tx.wake('replies');
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What was said in a thread and no agent has yet, in Slack's order. */
export async function listWaitingReplies(queryable: Queryable, threadId: string): Promise<Reply[]> {
  const rows = await queryable.db
    .selectFrom('replies')
    .selectAll()
    .where('threadId', '=', threadId)
    .where('state', '=', 'waiting')
    .orderBy('ts')
    .execute();
  return rows.map(replyFromRow);
}

/** Has what waits in a thread tried again: its run is in another state now. */
export async function releaseReplies(tx: Tx, threadId: string): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('replies')
    .set({ dueAtMs: tx.clock.nowMs() })
    .where('threadId', '=', threadId)
    .where('state', '=', 'waiting')
    .where('dueAtMs', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) tx.wake('replies');
}

export interface ReplyChange {
  readonly state?: ReplyState;
  /** Null leaves it until it is released. */
  readonly dueAtMs: number | null;
  readonly hasMark?: boolean;
}

/** Changes a reply and gives its lease back. What an agent has is not kept. */
export async function changeReply(tx: Tx, id: string, change: ReplyChange): Promise<void> {
  const { state, dueAtMs, hasMark } = change;
  await tx.db
    .updateTable('replies')
    .set({
      dueAtMs,
      leaseOwner: null,
      leaseUntilMs: null,
      ...(state !== undefined && { state }),
      ...(state === 'done' && { text: '', files: '[]' }),
      ...(hasMark !== undefined && { hasMark: hasMark ? 1 : 0 }),
    })
    .where('id', '=', id)
    .execute();
  tx.wake('replies');
}

/** Notes that a reply is about to be sent: whoever finds it so later knows that it may have arrived. */
export async function markSending(tx: Tx, id: string): Promise<void> {
  await tx.db.updateTable('replies').set({ state: 'sending' }).where('id', '=', id).execute();
}
