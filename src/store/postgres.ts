import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Dialect, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { createAnnouncer } from './announcer.ts';
import type { Engine } from './engine.ts';
import { createPostgresConnections } from './postgres-connections.ts';

const CHANNEL = 'errand_wake';
const INT8_OID = 20;
/** A lost listener only costs latency: the slow timers go on. */
const RELISTEN_AFTER_MS = 2_000;
/** Slack shows people an error after three seconds: waiting much longer for a connection helps nobody. */
const CONNECT_WITHIN_MS = 5_000;
/** A server that vanished without a word is noticed. */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

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
  const connection = { connectionString: databaseUrl, ...KEEP_ALIVE };
  const connections = createPostgresConnections(
    { ...connection, types, connectionTimeoutMillis: CONNECT_WITHIN_MS },
    onError,
  );
  const announcer = createAnnouncer(randomUUID(), (payload) =>
    connections.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]),
  );
  let listener: pg.Client | undefined;
  let closed = false;

  /** Listens on a connection of its own, and again on a new one whenever that is lost. */
  async function listen(onTopics: (topics: readonly string[]) => void): Promise<void> {
    const client = new pg.Client({ ...connection, connectionTimeoutMillis: CONNECT_WITHIN_MS });
    listener = client;
    client.on('notification', (message) => onTopics(announcer.heard(message.payload ?? '')));
    client.on('error', onError);
    client.once('end', () => void listenAgain(onTopics));
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
  }

  async function listenAgain(onTopics: (topics: readonly string[]) => void): Promise<void> {
    if (closed) return;
    await sleep(RELISTEN_AFTER_MS, undefined, { ref: false });
    // A connection that fails ends as well, which is what brings us here again.
    if (!closed) await listen(onTopics).catch(onError);
  }

  return {
    dialect: new PostgresDialect({ pool: connections.pool }),
    engine: {
      name: 'postgres',
      nowMs: () => sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
      rowLocks: true,
      notifyOthers: announcer.announce,
      listen,
      urgently: (work) => connections.urgently(work),
      // As the server is set up: by default its commits are.
      durable: () => Promise.resolve(),
      freeBytes: () => Promise.resolve(undefined),
      close: async () => {
        closed = true;
        await listener?.end();
      },
    },
  };
}
