import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

function withQueueColumns<T extends string>(table: CreateTableBuilder<T>) {
  return table
    .addColumn('due_at_ms', 'bigint')
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until_ms', 'bigint');
}

/** Every table of the first release. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('threads')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('root_ts', 'text')
    .addColumn('requester_id', 'text', (column) => column.notNull())
    .addColumn('next_seq', 'integer', (column) => column.notNull().defaultTo(1))
    .addColumn('rerouted_from', 'text')
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('threads_place')
    .on('threads')
    .columns(['channel_id', 'root_ts'])
    .unique()
    .execute();

  await withQueueColumns(db.schema.createTable('jobs'))
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('request', 'text', (column) => column.notNull())
    .addColumn('requester_id', 'text', (column) => column.notNull())
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('thread_id', 'text', (column) => column.notNull().references('threads.id'))
    .addColumn('dedupe_key', 'text', (column) => column.notNull().unique())
    .addColumn('upstream_id', 'text')
    .addColumn('upstream_state', 'text')
    .addColumn('progress', 'text', (column) => column.notNull())
    .addColumn('output', 'text')
    .addColumn('problem', 'text')
    .addColumn('start_attempted_at_ms', 'bigint')
    .addColumn('lookups_done', 'integer', (column) => column.notNull())
    .addColumn('cancel_requested_at_ms', 'bigint')
    .addColumn('card_channel_id', 'text')
    .addColumn('card_ts', 'text')
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('started_at_ms', 'bigint')
    .addColumn('finished_at_ms', 'bigint')
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('jobs_due')
    .on('jobs')
    .column('due_at_ms')
    .where(sql.ref('due_at_ms'), 'is not', null)
    .execute();
  await db.schema.createIndex('jobs_upstream').on('jobs').columns(['kind', 'upstream_id']).unique().execute();

  await withQueueColumns(db.schema.createTable('outbox'))
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('thread_id', 'text', (column) => column.notNull().references('threads.id'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('job_id', 'text')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('priority', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('message_ts', 'text')
    .addColumn('file_id', 'text')
    .addColumn('last_error', 'text')
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('sent_at_ms', 'bigint')
    .execute();
  await db.schema
    .createIndex('outbox_pending')
    .on('outbox')
    .columns(['thread_id', 'seq'])
    .where(sql.ref('state'), '=', sql.lit('pending'))
    .execute();

  await db.schema.createIndex('outbox_job').on('outbox').column('job_id').execute();

  await withQueueColumns(db.schema.createTable('inbox'))
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('dedupe_key', 'text', (column) => column.notNull().unique())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('last_error', 'text')
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('inbox_due')
    .on('inbox')
    .column('due_at_ms')
    .where(sql.ref('due_at_ms'), 'is not', null)
    .execute();

  await db.schema
    .createTable('watches')
    .addColumn('job_id', 'text', (column) => column.primaryKey().references('jobs.id'))
    .addColumn('upstream', 'text', (column) => column.notNull())
    .addColumn('upstream_id', 'text', (column) => column.notNull())
    .addColumn('due_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('event_cursor', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('watches_due').on('watches').columns(['upstream', 'due_at_ms']).execute();

  await db.schema
    .createTable('drafts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('roles')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('fence', 'integer', (column) => column.notNull())
    .addColumn('lease_until_ms', 'bigint', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('cursors')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
}
