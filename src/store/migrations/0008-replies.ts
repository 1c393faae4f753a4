import { type Kysely, sql } from 'kysely';

/** What people say in a run's thread, until an agent has it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('replies')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('thread_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('ts', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('author_name', 'text', (column) => column.notNull())
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('files', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('has_mark', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('due_at_ms', 'bigint')
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until_ms', 'bigint')
    .execute();
  await db.schema
    .createIndex('replies_message')
    .on('replies')
    .columns(['channel_id', 'ts'])
    .unique()
    .execute();
  await db.schema.createIndex('replies_thread').on('replies').columns(['thread_id', 'ts']).execute();
  await db.schema
    .createIndex('replies_due')
    .on('replies')
    .column('due_at_ms')
    .where(sql.ref('due_at_ms'), 'is not', null)
    .execute();
}
