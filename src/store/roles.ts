import { sql } from 'kysely';
import { ErrandError } from '../errors.ts';
import type { Store, Tx } from './store.ts';

/** A role that one process in the whole deployment holds at a time, such as polling one upstream. */
export interface Lease {
  readonly name: string;
  readonly owner: string;
  readonly fence: number;
}

/** Takes or renews a role; undefined while another process holds it. */
export async function takeRole(
  store: Store,
  name: string,
  owner: string,
  leaseMs: number,
): Promise<Lease | undefined> {
  const nowMs = store.engine.nowMs();
  const { rows } = await sql<{ fence: number }>`
    insert into roles (name, owner, fence, lease_until_ms) values (${name}, ${owner}, 1, ${nowMs} + ${leaseMs})
    on conflict (name) do update set
      owner = excluded.owner,
      fence = case when roles.owner = excluded.owner then roles.fence else roles.fence + 1 end,
      lease_until_ms = excluded.lease_until_ms
    where roles.owner = excluded.owner or roles.lease_until_ms < ${nowMs}
      or roles.lease_until_ms > ${nowMs} + 2 * ${leaseMs}
    returning fence`.execute(store.db);
  const fence = rows[0]?.fence;
  return fence === undefined ? undefined : { name, owner, fence };
}

/** Lets another process take the role at once. */
export async function releaseRole(store: Store, lease: Lease): Promise<void> {
  await store.db
    .updateTable('roles')
    .set({ leaseUntilMs: 0 })
    .where('name', '=', lease.name)
    .where('owner', '=', lease.owner)
    .where('fence', '=', lease.fence)
    .execute();
}

/** Stops a write of somebody who held the role once: it rolls back with its transaction. */
export async function assertHoldsRole(tx: Tx, lease: Lease): Promise<void> {
  const row = await tx.db
    .selectFrom('roles')
    .select('fence')
    .where('name', '=', lease.name)
    .where('owner', '=', lease.owner)
    .where('fence', '=', lease.fence)
    .$if(tx.engine.rowLocks, (query) => query.forShare())
    .executeTakeFirst();
  if (row === undefined) {
    throw new ErrandError('store.role_lost', 'Another process has taken over this role.', {
      retryable: true,
      fields: { role: lease.name },
    });
  }
}
