import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Schema } from './schema.ts';
import type { Store, Tx } from './store.ts';

/** A wait that grows with each attempt, with jitter so that many rows do not come back at once. */
export function retryDelayMs(attempts: number, baseMs: number, maxMs: number): number {
  const full = Math.min(maxMs, baseMs * 2 ** Math.min(attempts, 20));
  return Math.round(full * (0.75 + Math.random() * 0.25));
}

/**
 * Nobody waits so long on purpose: a due time or lease further ahead was written by a clock that has since been put
 * back, and counts as over.
 */
const LONGEST_WAIT_MS = 30 * 60_000;

/**
 * What a dead process had under way may still take effect at Slack a little later: a message looked for sooner than
 * this would be missed, and said again.
 */
export const SETTLE_MS = 3_000;

export type QueueTable = 'jobs' | 'outbox' | 'inbox' | 'replies';

export interface ClaimOptions {
  readonly owner: string;
  readonly leaseMs: number;
  readonly limit: number;
  /** Rows that this process is still working on: a lease that ran out under it must not give them to it twice. */
  readonly except?: readonly string[];
}

/** Of outbox and replies only a thread's first row counts: that is what keeps a thread in order. */
function onlyEligible(table: QueueTable): RawBuilder<unknown> {
  if (table === 'replies') {
    return sql`and not exists (
      select 1 from replies as earlier where earlier.thread_id = candidate.thread_id
        and earlier.due_at_ms is not null and earlier.ts < candidate.ts)`;
  }
  if (table !== 'outbox') return sql``;
  return sql`and state = 'pending' and not exists (
    select 1 from outbox as earlier
    where earlier.thread_id = candidate.thread_id and earlier.state = 'pending' and earlier.seq < candidate.seq)`;
}

/**
 * Leases due rows of a queue table to one owner and counts the attempt; of the outbox, only a thread's first row.
 * A row whose lease ran out is claimed again: its former owner is dead or lost its right to it.
 */
export async function claimDue<T extends QueueTable>(
  store: Store,
  table: T,
  options: ClaimOptions,
): Promise<(Selectable<Schema[T]> & { readonly id: string; readonly attempts: number })[]> {
  const { engine } = store;
  const { except = [] } = options;
  const order = table === 'outbox' ? sql`priority, due_at_ms, id` : sql`due_at_ms, id`;
  const { rows } = await sql<Selectable<Schema[T]> & { readonly id: string; readonly attempts: number }>`
    with picked as materialized (
      select id from ${sql.table(table)} as candidate
      where (due_at_ms <= ${engine.nowMs()} or due_at_ms > ${engine.nowMs()} + ${LONGEST_WAIT_MS})
        and (lease_until_ms is null or lease_until_ms < ${engine.nowMs()}
          or lease_until_ms > ${engine.nowMs()} + ${LONGEST_WAIT_MS})
        ${onlyEligible(table)}
        ${except.length > 0 ? sql`and id not in (${sql.join(except)})` : sql``}
      order by ${order} limit ${options.limit}
      ${engine.rowLocks ? sql`for update skip locked` : sql``}
    )
    update ${sql.table(table)} set
      lease_owner = ${options.owner},
      lease_until_ms = ${engine.nowMs()} + ${options.leaseMs},
      attempts = attempts + 1
    where id in (select id from picked) returning *`.execute(store.db);
  return rows;
}

/** How long until the next row of a queue falls due or its lease runs out; undefined when nothing waits. */
export async function untilNextDueMs(store: Store, table: QueueTable): Promise<number | undefined> {
  const { rows } = await sql<{ waitMs: number | null }>`
    select min(case when lease_until_ms is not null and lease_until_ms > due_at_ms
                    then lease_until_ms else due_at_ms end) - ${store.engine.nowMs()} as wait_ms
    from ${sql.table(table)} as candidate where due_at_ms is not null ${onlyEligible(table)}`.execute(
    store.db,
  );
  const waitMs = rows[0]?.waitMs;
  return waitMs === null || waitMs === undefined ? undefined : Math.max(0, waitMs);
}

/** Keeps rows that are still being worked on from being claimed by somebody else. */
export async function renewLeases(
  store: Store,
  table: QueueTable,
  ids: readonly string[],
  options: { owner: string; leaseMs: number },
): Promise<void> {
  if (ids.length === 0) return;
  await sql`update ${sql.table(table)} set lease_until_ms = ${store.engine.nowMs()} + ${options.leaseMs}
    where lease_owner = ${options.owner} and id in (${sql.join(ids)})`.execute(store.db);
}

/** Whether a row is still leased to this owner; nobody can claim it before the transaction ends. */
export async function holdsLease(tx: Tx, table: QueueTable, id: string, owner: string): Promise<boolean> {
  const { rows } = await sql`select id from ${sql.table(table)}
    where id = ${id} and lease_owner = ${owner} ${tx.engine.rowLocks ? sql`for update` : sql``}`.execute(
    tx.db,
  );
  return rows.length > 0;
}

/**
 * Gives back rows that a process which stops still has in hand. What it said last may take effect a little later.
 */
export async function handBack(
  store: Store,
  table: QueueTable,
  ids: readonly string[],
  owner: string,
): Promise<void> {
  if (ids.length === 0) return;
  const settleMs = table === 'outbox' ? SETTLE_MS : 0;
  await sql`update ${sql.table(table)} set lease_owner = null, lease_until_ms = null,
      due_at_ms = ${store.engine.nowMs()} + ${settleMs}
    where lease_owner = ${owner} and due_at_ms is not null and id in (${sql.join(ids)})`.execute(store.db);
}

/** Gives back a row whose handling failed, to be claimed again after a while. */
export async function giveBack(
  store: Store,
  table: QueueTable,
  id: string,
  options: { owner: string; delayMs: number },
): Promise<void> {
  await sql`update ${sql.table(table)} set lease_owner = null, lease_until_ms = null,
      due_at_ms = ${store.engine.nowMs()} + ${options.delayMs}
    where id = ${id} and lease_owner = ${options.owner} and due_at_ms is not null`.execute(store.db);
}

/** Where only one process can be running, every lease found at its start belongs to a dead one. */
export async function releaseAllLeases(store: Store): Promise<void> {
  const nowMs = store.engine.nowMs();
  await sql`update outbox set due_at_ms = ${nowMs} + ${SETTLE_MS}
    where lease_owner is not null and due_at_ms is not null`.execute(store.db);
  for (const table of ['jobs', 'outbox', 'inbox', 'replies'] as const) {
    await sql`update ${sql.table(table)} set lease_owner = null, lease_until_ms = null
      where lease_owner is not null`.execute(store.db);
  }
  await sql`update roles set lease_until_ms = 0`.execute(store.db);
}
