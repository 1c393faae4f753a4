import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, beforeEach, describe, inject, onTestFinished } from 'vitest';
import { createSystemClock } from '../../src/clock.ts';
import { createNewId } from '../../src/ids.ts';
import { openStore, type Store, type StoreOptions } from '../../src/store/store.ts';
import type {} from './provide-postgres.ts';

export type EngineName = 'sqlite' | 'postgres';

/**
 * Opens a store on the running test's own database, closed when the test ends. On PostgreSQL every call is another
 * process of the deployment; on SQLite a second one is refused while the first is open.
 */
export type OpenStore = (options?: Pick<Partial<StoreOptions>, 'clock' | 'draftLifeMs'>) => Promise<Store>;

/** Where the running test's database is, for whoever opens it without `openStore`. */
export interface Database {
  readonly engine: EngineName;
  /** Fits `openStore`'s options and the product's settings. */
  location(): { readonly databaseUrl: string | undefined; readonly dataDir: string };
}

/**
 * Runs a suite on SQLite and, where there is one, on PostgreSQL. Every test finds its database empty; the first one of a
 * suite finds it without tables.
 */
export function describeEachEngine(
  name: string,
  suite: (openTestStore: OpenStore, database: Database) => void,
): void {
  const adminUrl = inject('postgresAdminUrl');
  describe(`${name} (SQLite)`, () => suite(...onSqlite()));
  describe.skipIf(adminUrl === null)(`${name} (PostgreSQL)`, () => suite(...onPostgres(adminUrl ?? '')));
}

/** A suite of what only PostgreSQL has: several processes on one database. */
export function describePostgres(
  name: string,
  suite: (openTestStore: OpenStore, database: Database) => void,
): void {
  const adminUrl = inject('postgresAdminUrl');
  describe.skipIf(adminUrl === null)(`${name} (PostgreSQL)`, () => suite(...onPostgres(adminUrl ?? '')));
}

/** A suite of what only SQLite has: one process that owns its directory. */
export function describeSqlite(
  name: string,
  suite: (openTestStore: OpenStore, database: Database) => void,
): void {
  describe(`${name} (SQLite)`, () => suite(...onSqlite()));
}

function onSqlite(): [OpenStore, Database] {
  let dataDir = '';
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'errand-db-'));
    return () => rmSync(dataDir, { recursive: true, force: true });
  });
  const location = () => ({ databaseUrl: undefined, dataDir });
  return [opener(location), { engine: 'sqlite', location }];
}

/** One database a suite, emptied before each test: making and migrating one takes longer than most tests. */
function onPostgres(adminUrl: string): [OpenStore, Database] {
  const name = `errand_${randomBytes(8).toString('hex')}`;
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const databaseUrl = url.href;
  beforeAll(async () => {
    await query(adminUrl, `CREATE DATABASE ${name}`);
    return () => query(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  beforeEach(() => query(databaseUrl, EMPTY_ALL_TABLES));
  const location = () => ({ databaseUrl, dataDir: '' });
  return [opener(location), { engine: 'postgres', location }];
}

const EMPTY_ALL_TABLES = `DO $$ DECLARE names text; BEGIN
  SELECT string_agg(quote_ident(tablename), ', ') INTO names FROM pg_tables
    WHERE schemaname = 'public' AND tablename NOT LIKE 'schema_migrations%';
  IF names IS NOT NULL THEN EXECUTE 'TRUNCATE ' || names; END IF;
END $$`;

function opener(location: Database['location']): OpenStore {
  return async (options = {}) => {
    const clock = options.clock ?? createSystemClock();
    const store = await openStore({
      ...location(),
      ...options,
      clock,
      newId: createNewId(clock),
      onConnectionError: () => undefined,
    });
    onTestFinished(() => store.close());
    return store;
  };
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
