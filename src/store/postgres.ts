import { type Dialect, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Engine } from './engine.ts';

const CHANNEL = 'errand_wake';
const INT8_OID = 20;
/** A lost listener only costs latency: the slow timers go on. */
const RELISTEN_AFTER_MS = 2_000;

/** Milliseconds and counters fit a double, and rows must look the same on both engines. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8_OID && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
};

/** PostgreSQL by connection string, pooled. `onError` hears of connections lost while idle. */
export function openPostgres(
  databaseUrl: string,
  onError: (error: Error) => void,
): { dialect: Dialect; engine: Engine } {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    types,
    max: 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  pool.on('error', onError);
  // One that is lost while in use tells the query too; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  let listener: pg.Client | undefined;
  let closed = false;

  async function listen(onTopics: (topics: readonly string[]) => void): Promise<void> {
    if (closed) return;
    const client = new pg.Client({ connectionString: databaseUrl });
    listener = client;
    client.on('notification', (message) => onTopics((message.payload ?? '').split(',')));
    client.on('error', onError);
    client.on('end', () => {
      if (!closed) setTimeout(() => void listen(onTopics).catch(onError), RELISTEN_AFTER_MS).unref();
    });
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
  }

  return {
    dialect: new PostgresDialect({ pool }),
    engine: {
      name: 'postgres',
      nowMs: () => sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
      rowLocks: true,
      notifyOthers: async (topics) => {
        await pool.query('SELECT pg_notify($1, $2)', [CHANNEL, topics.join(',')]);
      },
      listen,
      close: async () => {
        closed = true;
        await listener?.end();
      },
    },
  };
}
