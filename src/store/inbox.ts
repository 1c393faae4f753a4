import type { Selectable } from 'kysely';
import { decodeJson, encodeJson } from './json.ts';
import type { InboxTable } from './schema.ts';
import type { Queryable, Store } from './store.ts';

export interface InboxRow extends Omit<Selectable<InboxTable>, 'body'> {
  readonly body: Record<string, unknown>;
}

export function inboxFromRow(row: Selectable<InboxTable>): InboxRow {
  return { ...row, body: decodeJson<Record<string, unknown>>(row.body) };
}

/** Stores a delivery from Slack before it is acknowledged. Returns false for a double. */
export async function receive(
  store: Store,
  delivery: { dedupeKey: string; body: Record<string, unknown> },
): Promise<boolean> {
  const nowMs = store.clock.nowMs();
  const { numInsertedOrUpdatedRows } = await store.db
    .insertInto('inbox')
    .values({
      id: store.newId(),
      dedupeKey: delivery.dedupeKey,
      body: encodeJson(delivery.body),
      state: 'pending',
      createdAtMs: nowMs,
      dueAtMs: nowMs,
      attempts: 0,
    })
    .onConflict((conflict) => conflict.column('dedupeKey').doNothing())
    .executeTakeFirst();
  store.wakeUps.wake('inbox');
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The row stays as a key against doubles; what people wrote is not kept. */
export async function completeDelivery(queryable: Queryable, id: string): Promise<void> {
  await queryable.db
    .updateTable('inbox')
    .set({ state: 'done', body: '{}', dueAtMs: null, leaseOwner: null, leaseUntilMs: null, lastError: null })
    .where('id', '=', id)
    .execute();
}

export async function retryDelivery(
  queryable: Queryable,
  id: string,
  retry: { dueAtMs: number; error: string },
): Promise<void> {
  await queryable.db
    .updateTable('inbox')
    .set({ dueAtMs: retry.dueAtMs, lastError: retry.error, leaseOwner: null, leaseUntilMs: null })
    .where('id', '=', id)
    .execute();
}

export async function parkDelivery(queryable: Queryable, id: string, error: string): Promise<void> {
  await queryable.db
    .updateTable('inbox')
    .set({ state: 'parked', dueAtMs: null, lastError: error, leaseOwner: null, leaseUntilMs: null })
    .where('id', '=', id)
    .execute();
}
