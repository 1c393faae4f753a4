import { type Kysely, sql } from 'kysely';

/** Indexes for what is counted on every look at the metrics, and for what is removed when nothing needs it any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('jobs_state').on('jobs').columns(['kind', 'state']).execute();
  await db.schema
    .createIndex('jobs_finished')
    .on('jobs')
    .column('finished_at_ms')
    .where(sql.ref('finished_at_ms'), 'is not', null)
    .execute();
  // A thread that is removed is looked for in both of the tables that name it.
  await db.schema.createIndex('jobs_thread').on('jobs').column('thread_id').execute();
  await db.schema.createIndex('outbox_thread').on('outbox').column('thread_id').execute();
  await db.schema
    .createIndex('outbox_sent')
    .on('outbox')
    .column('sent_at_ms')
    .where(sql.ref('sent_at_ms'), 'is not', null)
    .execute();
  for (const table of ['outbox', 'inbox'] as const) {
    await db.schema
      .createIndex(`${table}_parked`)
      .on(table)
      .column('created_at_ms')
      .where(sql.ref('state'), '=', sql.lit('parked'))
      .execute();
  }
  await db.schema.createIndex('inbox_created').on('inbox').column('created_at_ms').execute();
  await db.schema.createIndex('drafts_updated').on('drafts').column('updated_at_ms').execute();
  await db.schema.createIndex('threads_created').on('threads').column('created_at_ms').execute();
}
