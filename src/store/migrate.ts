import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { ErrandError } from '../errors.ts';
import * as initial from './migrations/0001-initial.ts';
import * as operating from './migrations/0002-operating.ts';
import * as callBudgets from './migrations/0003-call-budgets.ts';
import * as runDefaults from './migrations/0005-run-defaults.ts';
import * as resultViews from './migrations/0006-result-views.ts';
import * as replies from './migrations/0008-replies.ts';
import * as schedules from './migrations/0009-schedules.ts';

/**
 * In the order of their names; a released one is never changed. A new one only adds: replicas of the release before
 * it go on working while it is applied and after it.
 */
const MIGRATIONS: Record<string, Migration> = {
  '0001-initial': { up: initial.up },
  '0002-operating': { up: operating.up },
  '0003-call-budgets': { up: callBudgets.up },
  '0005-run-defaults': { up: runDefaults.up },
  '0006-result-views': { up: resultViews.up },
  '0008-replies': { up: replies.up },
  '0009-schedules': { up: schedules.up },
};

const TABLE = 'schema_migrations';

/**
 * Whether a newer release has been here, as while replicas are replaced one by one, or after going back to this one. It
 * has only added to what this release needs.
 */
async function isNewer<T>(db: Kysely<T>): Promise<boolean> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === TABLE)) return false;
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(TABLE)}`.execute(db);
  const applied = new Set(rows.map(({ name }) => name));
  const isComplete = Object.keys(MIGRATIONS).every((name) => applied.has(name));
  return isComplete && rows.some(({ name }) => !(name in MIGRATIONS));
}

/** Brings the database to this release's tables. Safe to run from several replicas at once. */
export async function migrateToLatest<T>(db: Kysely<T>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
    migrationTableName: TABLE,
    migrationLockTableName: `${TABLE}_lock`,
  });
  const { error } = await isNewer(db).then(
    (newer) => (newer ? { error: undefined } : migrator.migrateToLatest()),
    (unanswered: unknown) => ({ error: unanswered }),
  );
  if (error !== undefined) {
    throw new ErrandError('store.migration_failed', 'The database could not be brought up to date.', {
      userMessage:
        'Check that DATABASE_URL (or DATA_DIR) points at a database that answers and lets Errand create tables.',
      cause: error,
    });
  }
}
