import { randomBytes } from 'node:crypto';
import { CamelCasePlugin, Kysely, sql, type Transaction } from 'kysely';
import type { Clock } from '../clock.ts';
import { type ReachPoint, reachNothing } from '../fault-point.ts';
import type { NewId } from '../ids.ts';
import { createDatabaseClock, type DatabaseClock } from './database-clock.ts';
import type { Engine } from './engine.ts';
import { migrateToLatest } from './migrate.ts';
import type { Schema } from './schema.ts';
import { createSealer, type Sealer } from './sealer.ts';
import { createWakeUps, type Topic, type WakeUps } from './wake-ups.ts';

/** What a query needs: the store itself, or a transaction of it. */
export interface Queryable {
  readonly db: Kysely<Schema>;
  readonly engine: Engine;
  /** The database's time, so that every process of a deployment has the same. */
  readonly clock: Clock;
  readonly newId: NewId;
  readonly sealer: Sealer;
  /** A form that nobody touched for so long is closed: its draft counts as gone, also before it is cleared away. */
  readonly draftLifeMs: number;
  /** Passed on the way, so that crash tests can end the process there. */
  readonly reach: ReachPoint;
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
  /** Default a day. */
  readonly draftLifeMs?: number;
  readonly onConnectionError: (error: Error) => void;
  readonly reach?: ReachPoint | undefined;
}

const DAY_MS = 24 * 60 * 60_000;

/** Opens the database (PostgreSQL where `databaseUrl` is given, else SQLite) and migrates it. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const {
    clock: own,
    newId,
    databaseUrl,
    sealer = createSealer([randomBytes(32)]),
    draftLifeMs = DAY_MS,
    reach = reachNothing,
  } = options;
  // Only the one that is used is loaded.
  const { dialect, engine } =
    databaseUrl === undefined
      ? (await import('./sqlite.ts')).openSqlite(options.dataDir, own)
      : (await import('./postgres.ts')).openPostgres(databaseUrl, options.onConnectionError);
  const db = new Kysely<Schema>({ dialect, plugins: [new CamelCasePlugin()] });
  const wakeUps = createWakeUps(own);
  let databaseClock: DatabaseClock | undefined;
  const close = async () => {
    databaseClock?.stop();
    await db.destroy();
    await engine.close();
  };
  try {
    await migrateToLatest(db.withoutPlugins());
    // On SQLite the database's time is this process's own.
    if (engine.name === 'postgres') {
      databaseClock = await createDatabaseClock(own, () => askNowMs(db, engine), options.onConnectionError);
    }
    await engine.listen((topics) => {
      for (const topic of topics) wakeUps.wake(topic as Topic);
    });
  } catch (error) {
    await close();
    throw error;
  }

  const shared = { engine, clock: databaseClock ?? own, newId, sealer, draftLifeMs, reach };

  async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const topics = new Set<Topic>();
    let failure: { readonly error: unknown } | undefined;
    const wake = (topic: Topic) => void topics.add(topic);
    const result = await db
      .transaction()
      .execute(async (trx) => {
        try {
          return await work({ ...shared, db: trx, wake });
        } catch (error) {
          failure = { error };
          throw error;
        }
      })
      // A full disk ends the transaction by itself: then rolling it back fails too, and that says nothing.
      .catch((error: unknown) => Promise.reject(failure === undefined ? error : failure.error));
    if (topics.size > 0) {
      for (const topic of topics) wakeUps.wake(topic);
      // What is not heard is found by the slow timers.
      engine.notifyOthers([...topics]).catch(options.onConnectionError);
    }
    return result;
  }

  return { ...shared, db, wakeUps, transaction, close };
}

async function askNowMs(db: Kysely<Schema>, engine: Engine): Promise<number> {
  const { rows } = await sql<{ nowMs: number }>`select ${engine.nowMs()} as now_ms`.execute(db);
  return rows[0]?.nowMs ?? Number.NaN;
}
