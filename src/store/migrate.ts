import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { ErrandError } from '../errors.ts';
import * as initial from './migrations/0001-initial.ts';
import * as callBudgets from './migrations/0003-call-budgets.ts';

/** In the order of their names; a released one is never changed. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-initial': { up: initial.up },
  '0003-call-budgets': { up: callBudgets.up },
};

/** Brings the database to this release's tables. Safe to run from several replicas at once. */
export async function migrateToLatest<T>(db: Kysely<T>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
    migrationTableName: 'schema_migrations',
    migrationLockTableName: 'schema_migrations_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new ErrandError('store.migration_failed', 'The database could not be brought up to date.', {
      userMessage:
        'Check that DATABASE_URL (or DATA_DIR) points at a database that answers and lets Errand create tables.',
      cause: error,
    });
  }
}
