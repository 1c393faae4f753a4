import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { decodeJson, encodeJson } from './json.ts';
import type { OutboxTable } from './schema.ts';
import type { Tx } from './store.ts';
import { takeSeq } from './threads.ts';

/** Something worth telling beside card and result. */
export interface Notice {
  readonly type:
    | 'needs_approval'
    | 'blocked'
    | 'stop_refused'
    | 'rerouted'
    | 'start_unclear'
    | 'undeliverable'
    | 'reply_unclear';
  /** Why, in words for a person. */
  readonly reason?: string;
  /** Whom it is for, where that is not the requester. */
  readonly userId?: string;
  /** The channel that could not be posted to. */
  readonly channelId?: string;
}

/** What a message says. It is rendered when it is sent, so that it always shows the newest state. */
export type OutboxContent =
  | { readonly type: 'card' }
  | { readonly type: 'result'; readonly part: number }
  | { readonly type: 'file'; readonly index: number }
  /** A part of a result that Slack takes in no other form. */
  | { readonly type: 'result_file'; readonly part: number }
  /** The whole of a result, as somebody wished to have it. */
  | { readonly type: 'export'; readonly format: 'csv' | 'json' }
  | { readonly type: 'notice'; readonly notice: Notice }
  /** One of the things that a run left behind, by its place among them: a plan is posted, a file uploaded. */
  | { readonly type: 'artifact'; readonly index: number }
  /** How a schedule stands. It belongs to no job. */
  | { readonly type: 'schedule'; readonly scheduleId: string }
  /** What was said and done in a run, as somebody wished to have it: in the job's, or in this one, which needs none. */
  | { readonly type: 'transcript'; readonly runId?: string }
  /** What an agent does, in a message of its own that is streamed at first; `isOpen` while it is. */
  | { readonly type: 'steps'; readonly isOpen: boolean }
  | Reaction;

/** An emoji of Errand's at somebody's message, set or taken back. */
export interface Reaction {
  readonly type: 'reaction';
  readonly channelId: string;
  readonly ts: string;
  readonly name: string;
  readonly isAdded: boolean;
}

/** One effect in Slack. */
export type OutboxKind = 'post' | 'update' | 'upload' | 'reaction' | 'stream';

export interface OutboxRow extends Omit<Selectable<OutboxTable>, 'content' | 'kind'> {
  readonly kind: OutboxKind;
  readonly content: OutboxContent;
}

export interface NewOutboxRow {
  readonly threadId: string;
  /** Its turn in the thread, where that was taken already; otherwise it takes the next one. */
  readonly seq?: number;
  readonly jobId: string | null;
  readonly kind: OutboxKind;
  readonly content: OutboxContent;
  /** The trigger id of the press that asks for it: one that is handled once more after a crash asks for nothing new. */
  readonly askedBy?: string;
}

const FINAL_PRIORITY = 0;
const NORMAL_PRIORITY = 1;

export function outboxFromRow(row: Selectable<OutboxTable>): OutboxRow {
  return { ...row, kind: row.kind as OutboxKind, content: decodeJson<OutboxContent>(row.content) };
}

/**
 * Adds one effect at the end of its thread. A card waiting to be posted or updated makes another update needless:
 * it is rendered when its turn comes.
 */
export async function enqueue(tx: Tx, row: NewOutboxRow): Promise<void> {
  if (row.kind === 'update' && (await hasWaitingCard(tx, row.jobId))) return;
  const nowMs = tx.clock.nowMs();
  const isFinal = row.content.type === 'result' || row.content.type === 'file';
  await tx.db
    .insertInto('outbox')
    .values({
      id: row.askedBy === undefined ? tx.newId() : `asked-${row.askedBy}`,
      threadId: row.threadId,
      seq: row.seq ?? (await takeSeq(tx, row.threadId)),
      jobId: row.jobId,
      kind: row.kind,
      content: encodeJson(row.content),
      priority: isFinal ? FINAL_PRIORITY : NORMAL_PRIORITY,
      state: 'pending',
      createdAtMs: nowMs,
      dueAtMs: nowMs,
      attempts: 0,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  tx.wake('outbox');
}

/** An unleased row can still take in the newest state; the lock keeps it from being claimed before we commit. */
async function hasWaitingCard(tx: Tx, jobId: string | null): Promise<boolean> {
  const waiting = await tx.db
    .selectFrom('outbox')
    .select('id')
    .where('jobId', '=', jobId)
    .where('state', '=', 'pending')
    .where('content', '=', encodeJson({ type: 'card' }))
    .where('leaseOwner', 'is', null)
    // A post that may have reached Slack already shows what was true then: it is found, not rendered again.
    .where((where) => where.or([where('kind', '=', 'update'), where('attempts', '=', 0)]))
    .$if(tx.engine.rowLocks, (query) => query.forUpdate().skipLocked())
    .executeTakeFirst();
  return waiting !== undefined;
}

/** Drops what nobody has seen yet of a job's course, notices and changes of its card: its result says more. */
export async function dropUnsentProgress(tx: Tx, jobId: string): Promise<void> {
  await tx.db
    .deleteFrom('outbox')
    .where('jobId', '=', jobId)
    .where('state', '=', 'pending')
    .where('leaseOwner', 'is', null)
    .where((where) =>
      where.or([
        where('kind', '=', 'update'),
        where.and([where('kind', '=', 'stream'), where('attempts', '=', 0)]),
        where.and([
          where('attempts', '=', 0),
          where(sql<string>`content`, 'like', '{"type":"notice"%'),
          where(sql<string>`content`, 'not like', '%"type":"rerouted"%'),
          where(sql<string>`content`, 'not like', '%"type":"undeliverable"%'),
        ]),
      ]),
    )
    .execute();
}

/** Puts a notice before everything that a thread still has to say, and frees the row in hand to follow it. */
export async function prependNotice(tx: Tx, head: OutboxRow, notice: Notice): Promise<void> {
  await takeSeq(tx, head.threadId);
  await tx.db
    .updateTable('outbox')
    .set({ seq: sql<number>`seq + 1` })
    .where('threadId', '=', head.threadId)
    .where('state', '=', 'pending')
    .execute();
  await tx.db
    .updateTable('outbox')
    .set({ leaseOwner: null, leaseUntilMs: null, attempts: 0 })
    .where('id', '=', head.id)
    .execute();
  const nowMs = tx.clock.nowMs();
  await tx.db
    .insertInto('outbox')
    .values({
      id: tx.newId(),
      threadId: head.threadId,
      seq: head.seq,
      jobId: head.jobId,
      kind: 'post',
      content: encodeJson({ type: 'notice', notice }),
      priority: NORMAL_PRIORITY,
      state: 'pending',
      createdAtMs: nowMs,
      dueAtMs: nowMs,
      attempts: 0,
    })
    .execute();
  tx.wake('outbox');
}
