import type { Selectable } from 'kysely';
import type { InboxTable } from './schema.ts';
import { openColumn } from './sealer.ts';
import type { Queryable, Store } from './store.ts';

export interface InboxRow extends Omit<Selectable<InboxTable>, 'body'> {
  readonly body: Record<string, unknown>;
}

/** Throws `store.unreadable` where the row was stored under a key that is not here any more. */
export function inboxFromRow({ sealer }: Queryable, row: Selectable<InboxTable>): InboxRow {
  return { ...row, body: openColumn(sealer, row.body) };
}

/** Stores a delivery from Slack, sealed, before it is acknowledged. Returns false for a double. */
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
      body: store.sealer.seal(delivery.body),
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
    .set({
      state: 'parked',
      body: '{}',
      dueAtMs: null,
      lastError: error,
      leaseOwner: null,
      leaseUntilMs: null,
    })
    .where('id', '=', id)
    .execute();
}
