import type { PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { isUnanswered } from './database-trouble.ts';
import { createStatementNames } from './statement-names.ts';

/** Connections to a server that may vanish without a word, which its network may not notice for a quarter of an hour. */
export interface AnsweringPool {
  connect(onRelease?: () => void): Promise<PostgresPoolClient>;
  query(text: string, values: unknown[]): Promise<unknown>;
  end(): Promise<void>;
}

type Config = pg.PoolConfig & { readonly query_timeout: number };

/**
 * Pools of connections to one server. One on which an answer failed to come is closed, since whatever came later would
 * be that answer; and those that were made before are not used any more, since they lead to the same silence.
 */
export function createAnsweringPools<const T extends readonly Config[]>(
  configs: T,
  onError: (error: Error) => void,
): { readonly [Each in keyof T]: AnsweringPool } {
  const madeAtMs = new WeakMap<pg.PoolClient, number>();
  const nameOf = createStatementNames();
  let silentAtMs = 0;

  function createPool(config: Config): AnsweringPool {
    const pool = new pg.Pool(config);
    pool.on('error', onError);
    pool.on('connect', (client) => {
      madeAtMs.set(client, performance.now());
      // One that breaks between two queries of a transaction is nobody's: the next query tells of it.
      client.on('error', () => undefined);
    });

    async function connect(onRelease?: () => void): Promise<PostgresPoolClient> {
      let client = await pool.connect();
      while ((madeAtMs.get(client) ?? 0) < silentAtMs) {
        client.release(true);
        client = await pool.connect();
      }
      let isSilent = false;
      async function query(text: string, values: unknown[]): Promise<unknown> {
        if (isSilent) throw new Error('Connection terminated: an answer failed to come.');
        const sentAtMs = performance.now();
        try {
          return await client.query({ name: nameOf(text), text, values });
        } catch (error) {
          isSilent = isUnanswered(error);
          if (isSilent) silentAtMs = Math.max(silentAtMs, sentAtMs);
          throw error;
        }
      }
      function release(destroy?: boolean): void {
        onRelease?.();
        client.release(isSilent || destroy);
      }
      return Object.create(client, { query: { value: query }, release: { value: release } });
    }

    return { connect, query: (text, values) => pool.query(text, values), end: () => pool.end() };
  }

  return configs.map(createPool) as { readonly [Each in keyof T]: AnsweringPool };
}
