import { type Kysely, sql } from 'kysely';

/** Tools that run on a rhythm, and which rows they gave the last time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('schedules')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('maker_id', 'text', (column) => column.notNull())
    .addColumn('request', 'text', (column) => column.notNull())
    .addColumn('cron', 'text', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text', (column) => column.notNull())
    .addColumn('due_at_ms', 'bigint')
    .addColumn('paused_because', 'text')
    .addColumn('fired_at_ms', 'bigint')
    .addColumn('seen_rows', 'text')
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('schedules_due')
    .on('schedules')
    .column('due_at_ms')
    .where(sql.ref('due_at_ms'), 'is not', null)
    .execute();
  await db.schema.createIndex('schedules_maker').on('schedules').column('maker_id').execute();
  await db.schema.createIndex('schedules_channel').on('schedules').column('channel_id').execute();
}
