import Sqlite from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely';
import pg from 'pg';
import { expect, it } from 'vitest';
import { getCursor, setCursor } from '../../../src/store/cursors.ts';
import { receive } from '../../../src/store/inbox.ts';
import { setJobCard } from '../../../src/store/jobs.ts';
import { migrateToLatest } from '../../../src/store/migrate.ts';
import * as initial from '../../../src/store/migrations/0001-initial.ts';
import { claimDue } from '../../../src/store/queue.ts';
import { type Database, describeEachEngine, describePostgres } from '../../support/each-engine.ts';
import { accept } from '../../support/stored-jobs.ts';

describeEachEngine('migrations', (openTestStore) => {
  it('change nothing when they are applied again', async () => {
    const store = await openTestStore();
    await setCursor(store, 'kept', 'yes');
    await migrateToLatest(store.db.withoutPlugins());
    expect(await getCursor(store, 'kept')).toBe('yes');
    await store.close();
    const reopened = await openTestStore();
    expect(await getCursor(reopened, 'kept')).toBe('yes');
  });
});

/** The tables of the first release with their columns, as a release before this one knows them. */
async function columnsBy(
  migrations: readonly ((db: Kysely<unknown>) => Promise<void>)[],
  db: Kysely<unknown>,
) {
  for (const up of migrations) await up(db);
  const tables = await db.introspection.getTables();
  return tables.flatMap(({ name, columns }) =>
    columns.map((column) => ({
      column: `${name}.${column.name}`,
      type: column.dataType,
      isNullable: column.isNullable,
      needsValue: !column.isNullable && !column.hasDefaultValue,
    })),
  );
}

describeEachEngine('a release before this one', (openTestStore, database) => {
  it('goes on working on the newest tables: nothing was taken away or asked for', async () => {
    const newest = await columnsBy([], (await openTestStore()).db.withoutPlugins() as Kysely<unknown>);
    const first = await withEmptyDatabase(database, (db) => columnsBy([initial.up], db));
    expect(first.length).toBeGreaterThan(50);
    for (const column of first) expect(newest).toContainEqual(column);
    const firstTables = new Set(first.map(({ column }) => column.split('.')[0]));
    const added = newest.filter(({ column }) => !first.some((one) => one.column === column));
    const asked = added.filter(
      ({ column, needsValue }) => needsValue && firstTables.has(column.split('.')[0]),
    );
    expect(asked).toEqual([]);
  });

  it('starts on tables of the next release', async () => {
    const store = await openTestStore();
    await sql`insert into schema_migrations (name, timestamp) values ('9999-next-release', 'now')`.execute(
      store.db,
    );
    await setCursor(store, 'kept', 'yes');
    await store.close();
    const older = await openTestStore();
    expect(await getCursor(older, 'kept')).toBe('yes');
    await sql`delete from schema_migrations where name = '9999-next-release'`.execute(older.db);
  });
});

describePostgres('migrations of an empty database', (openTestStore) => {
  it('may be begun by several processes at once', async () => {
    const stores = await Promise.all([openTestStore(), openTestStore(), openTestStore()]);
    const applied = await stores[0]?.db.withoutPlugins().introspection.getTables();
    expect(applied?.map(({ name }) => name)).toContain('jobs');
    await Promise.all(stores.map((store, index) => setCursor(store, `process ${index}`, 'here')));
    expect(await getCursor(stores[0] ?? unreachable(), 'process 2')).toBe('here');
  });
});

describePostgres('a process of the older version', (openTestStore) => {
  it('goes on while a newer one adds columns to the tables that it uses', async () => {
    const store = await openTestStore();
    const work = async (round: string) => {
      for (const which of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
        const job = await accept(store);
        await setJobCard(store, job.id, { channelId: 'C1', ts: '1.1' });
        expect(await receive(store, { dedupeKey: `${round}${which}`, body: {} })).toBe(true);
        expect((await claimDue(store, 'inbox', { owner: 'o', leaseMs: 1, limit: 1 })).length).toBe(1);
      }
    };
    await work('before');
    const kept = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
      store.db,
    );
    expect(kept.rows.length).toBeGreaterThan(0);
    for (const table of ['threads', 'jobs', 'outbox', 'inbox'])
      await sql`alter table ${sql.table(table)} add column newer text`.execute(store.db);
    await work('after');
  });
});

/** Another database of the same engine, without any tables. */
async function withEmptyDatabase<T>(
  { location }: Database,
  work: (db: Kysely<unknown>) => Promise<T>,
): Promise<T> {
  const { databaseUrl } = location();
  if (databaseUrl === undefined) {
    const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new Sqlite(':memory:') }) });
    return await work(db).finally(() => db.destroy());
  }
  const name = `${new URL(databaseUrl).pathname.slice(1)}_empty`;
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url.href }) }),
  });
  try {
    return await work(db);
  } finally {
    await db.destroy();
    // PostgreSQL itself waits a moment for sessions that are just ending.
    await admin.query(`DROP DATABASE ${name}`);
    await admin.end();
  }
}

function unreachable(): never {
  throw new Error('No store was opened.');
}
