import type { Kysely } from 'kysely';

/** What new Warp runs start from, by where they are asked for and by whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('run_defaults')
    .addColumn('scope', 'text', (column) => column.primaryKey())
    .addColumn('options', 'text', (column) => column.notNull())
    .addColumn('updated_by', 'text', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .execute();
}
