import { expect, it } from 'vitest';
import { setCursor } from '../../../src/store/cursors.ts';
import { assertHoldsRole, releaseRole, takeRole } from '../../../src/store/roles.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeEachEngine, describePostgres } from '../../support/each-engine.ts';

const LEASE_MS = 60_000;
const take = (store: Store, owner: string, leaseMs = LEASE_MS) =>
  takeRole(store, 'watch:warp', owner, leaseMs);

/** As if its holder had not renewed it for long. */
async function runOut(store: Store): Promise<void> {
  await store.db.updateTable('roles').set({ leaseUntilMs: 1 }).execute();
}

describeEachEngine('roles', (openTestStore) => {
  it('belong to one owner, who renews them under the same fence', async () => {
    const store = await openTestStore();
    expect(await take(store, 'a')).toEqual({ name: 'watch:warp', owner: 'a', fence: 1 });
    expect(await take(store, 'b')).toBeUndefined();
    expect(await take(store, 'a')).toMatchObject({ fence: 1 });
    expect(await takeRole(store, 'watch:warmly', 'b', LEASE_MS)).toMatchObject({ owner: 'b', fence: 1 });
  });

  it('pass on under a higher fence when they ran out', async () => {
    const store = await openTestStore();
    await take(store, 'a');
    await runOut(store);
    expect(await take(store, 'b')).toMatchObject({ owner: 'b', fence: 2 });
    expect(await take(store, 'a')).toBeUndefined();
  });

  it('pass on at once when they are given back', async () => {
    const store = await openTestStore();
    const lease = await take(store, 'a');
    if (lease === undefined) throw new Error('The role was not to be had.');
    await releaseRole(store, lease);
    expect(await take(store, 'b')).toMatchObject({ owner: 'b', fence: 2 });
    // Giving back what is no longer held changes nothing.
    await releaseRole(store, lease);
    expect(await take(store, 'c')).toBeUndefined();
  });

  it('fence off the writes of a former holder', async () => {
    const store = await openTestStore();
    const lease = await take(store, 'a');
    if (lease === undefined) throw new Error('The role was not to be had.');
    const write = () =>
      store.transaction(async (tx) => {
        await setCursor(tx, 'written by', 'a');
        await assertHoldsRole(tx, lease);
      });
    await write();
    await runOut(store);
    await take(store, 'b');
    await setCursor(store, 'written by', 'b');
    await expect(write()).rejects.toMatchObject({ code: 'store.role_lost' });
    const { value } = await store.db.selectFrom('cursors').select('value').executeTakeFirstOrThrow();
    expect(value).toBe('b');
  });
});

describePostgres('a role sought by several processes', (openTestStore) => {
  it('goes to one of them', async () => {
    const stores = [await openTestStore(), await openTestStore()];
    const taken = await Promise.all(
      stores.flatMap((store, process) => [1, 2, 3].map((loop) => take(store, `${process}.${loop}`))),
    );
    expect(taken.filter((lease) => lease !== undefined)).toHaveLength(1);
  });
});
