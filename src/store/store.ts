import { randomBytes } from 'node:crypto';
import { CamelCasePlugin, Kysely, type Transaction } from 'kysely';
import type { Clock } from '../clock.ts';
import type { NewId } from '../ids.ts';
import type { Engine } from './engine.ts';
import { migrateToLatest } from './migrate.ts';
import type { Schema } from './schema.ts';
import { createSealer, type Sealer } from './sealer.ts';
import { createWakeUps, type Topic, type WakeUps } from './wake-ups.ts';

/** What a query needs: the store itself, or a transaction of it. */
export interface Queryable {
  readonly db: Kysely<Schema>;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly sealer: Sealer;
}

/** A transaction. Work that it makes due is announced by `wake` once it has committed. */
export interface Tx extends Queryable {
  readonly db: Transaction<Schema>;
  wake(topic: Topic): void;
}

export interface Store extends Queryable {
  readonly wakeUps: WakeUps;
  /** Runs the work in one transaction. Inside it only the given handle may be used: the root handle hangs on SQLite. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Of what people would not have anybody read in the database. Without it, only this process can read that. */
  readonly sealer?: Sealer;
  readonly onConnectionError: (error: Error) => void;
}

/** Opens the database (PostgreSQL where `databaseUrl` is given, else SQLite) and migrates it. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { clock, newId, databaseUrl, sealer = createSealer([randomBytes(32)]) } = options;
  // Only the one that is used is loaded.
  const { dialect, engine } =
    databaseUrl === undefined
      ? (await import('./sqlite.ts')).openSqlite(options.dataDir, clock)
      : (await import('./postgres.ts')).openPostgres(databaseUrl, options.onConnectionError);
  const db = new Kysely<Schema>({ dialect, plugins: [new CamelCasePlugin()] });
  const wakeUps = createWakeUps(clock);
  const close = async () => {
    await db.destroy();
    await engine.close();
  };
  try {
    await migrateToLatest(db.withoutPlugins());
    await engine.listen((topics) => {
      for (const topic of topics) wakeUps.wake(topic as Topic);
    });
  } catch (error) {
    await close();
    throw error;
  }

  async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const topics = new Set<Topic>();
    const result = await db
      .transaction()
      .execute((trx) => work({ db: trx, engine, clock, newId, sealer, wake: (topic) => topics.add(topic) }));
    if (topics.size > 0) {
      for (const topic of topics) wakeUps.wake(topic);
      // What is not heard is found by the slow timers.
      engine.notifyOthers([...topics]).catch(options.onConnectionError);
    }
    return result;
  }

  return { db, engine, clock, newId, sealer, wakeUps, transaction, close };
}
