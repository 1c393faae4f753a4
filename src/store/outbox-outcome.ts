import { encodeJson } from './json.ts';
import type { OutboxContent, OutboxRow } from './outbox.ts';
import type { Queryable, Tx } from './store.ts';

/**
 * Marks a row as said, by whoever comes first: what one process said before its lease ran out may have been found by
 * the next. Returns false when the row was said or parked by another.
 */
export async function completeRow(tx: Tx, row: OutboxRow, messageTs: string | null): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('outbox')
    .set({
      state: 'sent',
      messageTs,
      sentAtMs: tx.clock.nowMs(),
      dueAtMs: null,
      leaseOwner: null,
      leaseUntilMs: null,
      lastError: null,
    })
    .where('id', '=', row.id)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  tx.wake('outbox');
  return numUpdatedRows > 0n;
}

/** The message that stands for a row that was said. */
export async function getMessageTs(queryable: Queryable, rowId: string): Promise<string | null> {
  const row = await queryable.db
    .selectFrom('outbox')
    .select('messageTs')
    .where('id', '=', rowId)
    .executeTakeFirst();
  return row?.messageTs ?? null;
}

export interface RetryOptions {
  readonly dueAtMs: number;
  readonly error: string;
  /** The call certainly had no effect: it does not count, and nothing need be looked for before the next one. */
  readonly hadNoEffect: boolean;
}

export async function retryRow(queryable: Queryable, row: OutboxRow, options: RetryOptions): Promise<void> {
  await queryable.db
    .updateTable('outbox')
    .set({
      dueAtMs: options.dueAtMs,
      leaseOwner: null,
      leaseUntilMs: null,
      lastError: options.error,
      attempts: options.hadNoEffect ? row.attempts - 1 : row.attempts,
    })
    .where('id', '=', row.id)
    .where('leaseOwner', '=', row.leaseOwner)
    .execute();
}

/** Has a part of a result sent as a file, in its place in the thread: Slack takes it in no other form. */
export async function sendAsFile(queryable: Queryable, row: OutboxRow, part: number): Promise<void> {
  const content: OutboxContent = { type: 'result_file', part };
  await queryable.db
    .updateTable('outbox')
    .set({
      kind: 'upload',
      content: encodeJson(content),
      attempts: 0,
      dueAtMs: queryable.clock.nowMs(),
      leaseOwner: null,
      leaseUntilMs: null,
      lastError: 'slack.refused',
    })
    .where('id', '=', row.id)
    .where('leaseOwner', '=', row.leaseOwner)
    .execute();
}

/** Takes a row that cannot be said off the queue, to be shown and counted. */
export async function parkRow(tx: Tx, row: OutboxRow, error: string): Promise<void> {
  await tx.db
    .updateTable('outbox')
    .set({ state: 'parked', dueAtMs: null, leaseOwner: null, leaseUntilMs: null, lastError: error })
    .where('id', '=', row.id)
    .where('leaseOwner', '=', row.leaseOwner)
    .execute();
  tx.wake('outbox');
}

/**
 * Stores Slack's id of a file before it is shared, so that a repetition finds it. Returns false where the row is no
 * longer this process's: then it must not be shared, since a shared file cannot be taken back.
 */
export async function setRowFileId(queryable: Queryable, row: OutboxRow, fileId: string): Promise<boolean> {
  const { numUpdatedRows } = await queryable.db
    .updateTable('outbox')
    .set({ fileId })
    .where('id', '=', row.id)
    .where('state', '=', 'pending')
    .where('leaseOwner', '=', row.leaseOwner)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
