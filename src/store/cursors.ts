import type { Queryable } from './store.ts';

/** How far a list was read, by name. */
export async function getCursor(queryable: Queryable, name: string): Promise<string | undefined> {
  const row = await queryable.db
    .selectFrom('cursors')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value;
}

export async function setCursor(queryable: Queryable, name: string, value: string): Promise<void> {
  await queryable.db
    .insertInto('cursors')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
