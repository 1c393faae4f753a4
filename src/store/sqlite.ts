import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Dialect, SqliteDialect, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { ErrandError } from '../errors.ts';
import type { Engine } from './engine.ts';
import { createFlusher, type Flusher } from './flusher.ts';
import { withPreparedStatements } from './prepared-statements.ts';
import { createTurns, type Turns } from './turns.ts';

/** WAL pages that are written back into the database at once: seldom, since everybody waits for it. */
const CHECKPOINT_PAGES = 4_000;

/**
 * The embedded database in `dataDir/errand.db`. Commits do not wait for the disk, which would hold up the whole process
 * for milliseconds; `durable` does, beside it.
 *
 * @throws ErrandError `store.data_dir_unusable`, `store.in_use` when another process holds the directory
 */
export function openSqlite(dataDir: string, clock: Clock): { dialect: Dialect; engine: Engine } {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (cause) {
    throw new ErrandError('store.data_dir_unusable', 'DATA_DIR cannot be created.', {
      cause,
      fields: { dataDir },
    });
  }
  const lock = holdDirectory(dataDir);
  const database = new Database(join(dataDir, 'errand.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  database.pragma('foreign_keys = ON');
  const turns = createTurns();
  const flusher = createFlusher(join(dataDir, 'errand.db-wal'));
  return {
    dialect: createDialect(database, turns, flusher),
    engine: {
      name: 'sqlite',
      nowMs: () => sql<number>`${clock.nowMs()}`,
      rowLocks: false,
      notifyOthers: () => Promise.resolve(),
      listen: () => Promise.resolve(),
      urgently: (work) => turns.urgently(work),
      durable: () => flusher.flush(),
      freeBytes: async () => {
        const { bavail, bsize } = await statfs(dataDir);
        return bavail * bsize;
      },
      close: async () => {
        await flusher.close();
        lock.close();
      },
    },
  };
}

/**
 * Kysely's dialect with two differences. Its users take turns. And where SQLite has rolled back by itself, as it does
 * on a full disk, there is nothing left to roll back: trying to would hide the error that says why.
 */
function createDialect(database: Database.Database, turns: Turns, flusher: Flusher): Dialect {
  let isWritten = false;
  const dialect = new SqliteDialect({
    database: withPreparedStatements(database, () => {
      isWritten = true;
    }),
  });

  /** Nobody waits for it here: who has to, asks for `durable`, and hears there of what failed. */
  function flushSoon(): void {
    if (!isWritten) return;
    isWritten = false;
    flusher.flush().catch(() => undefined);
  }

  return {
    // Otherwise Kysely lets its users wait in one line of its own, ahead of the turns.
    createAdapter: () =>
      Object.create(dialect.createAdapter(), { supportsMultipleConnections: { value: true } }),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver() {
      const driver = dialect.createDriver();
      return {
        init: (options) => driver.init(options),
        acquireConnection: async (options) => {
          await turns.enter();
          return await driver.acquireConnection(options);
        },
        releaseConnection: async (connection, options) => {
          await driver.releaseConnection(connection, options);
          flushSoon();
          turns.leave();
        },
        beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
        commitTransaction: (connection) => driver.commitTransaction(connection),
        rollbackTransaction: async (connection) => {
          if (database.inTransaction) await driver.rollbackTransaction(connection);
        },
        destroy: () => driver.destroy(),
      };
    },
  };
}

/** A side file locked by SQLite itself: the system frees it however the process ends. */
function holdDirectory(dataDir: string): Database.Database {
  const lock = new Database(join(dataDir, 'errand.lock'), { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    throw new ErrandError('store.in_use', 'Another Errand process is using this DATA_DIR.', {
      cause,
      fields: { dataDir },
      userMessage:
        'Stop the other process, or give this one a DATA_DIR of its own. Several processes need PostgreSQL: set DATABASE_URL.',
    });
  }
}
