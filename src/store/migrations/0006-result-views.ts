import type { Kysely } from 'kysely';

/** How people look at results, which tools are their favourites, and whose requests came last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('result_views')
    .addColumn('job_id', 'text', (column) => column.primaryKey())
    .addColumn('view', 'text', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('tool_preferences')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('tool_name', 'text', (column) => column.notNull())
    .addColumn('is_favourite', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('view', 'text')
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('tool_preferences_key', ['user_id', 'tool_name'])
    .execute();
  await db.schema
    .createIndex('jobs_requester')
    .on('jobs')
    .columns(['requester_id', 'created_at_ms'])
    .execute();
}
