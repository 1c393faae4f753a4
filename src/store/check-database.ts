import type { Queryable } from './store.ts';

/** Rejects while the database does not answer. */
export async function checkDatabase(store: Queryable): Promise<void> {
  await store.db.selectFrom('cursors').select('name').limit(1).execute();
}
