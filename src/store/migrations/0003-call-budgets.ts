import type { Kysely } from 'kysely';

/** Calls to an upstream are counted for the whole deployment. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('call_budgets')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('taken_at_ms', 'text', (column) => column.notNull())
    .addColumn('paused_until_ms', 'bigint', (column) => column.notNull())
    .addColumn('people_wait_until_ms', 'bigint', (column) => column.notNull())
    .execute();
}
