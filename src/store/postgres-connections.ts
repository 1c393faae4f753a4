import { AsyncLocalStorage } from 'node:async_hooks';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';

/** The connections of one process, of which some are kept free for what Slack waits for. */
export interface PostgresConnections {
  readonly pool: PostgresPool;
  /** What is done within has connections of its own. */
  urgently<T>(work: () => T): T;
  query(text: string, values: unknown[]): Promise<unknown>;
}

const URGENT_CONNECTIONS = 4;
const OTHER_CONNECTIONS = 8;
/** So long after something urgent, more of it is to be expected. */
const URGENT_LASTS_MS = 50;
/** Meanwhile only so many others are at the server: they share its processors with what is urgent. */
const OTHERS_BESIDE_URGENT = 1;

export function createPostgresConnections(
  config: pg.PoolConfig,
  onError: (error: Error) => void,
): PostgresConnections {
  const urgency = new AsyncLocalStorage<true>();
  const waiting: (() => void)[] = [];
  let others = 0;
  let urgentAtMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const urgentPool = createPool(URGENT_CONNECTIONS);
  const otherPool = createPool(OTHER_CONNECTIONS);

  function createPool(max: number): pg.Pool {
    const pool = new pg.Pool({ ...config, max });
    pool.on('error', onError);
    // One that breaks between two queries of a transaction is nobody's: the next query tells of it.
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  }

  function admit(): void {
    const calmInMs = urgentAtMs + URGENT_LASTS_MS - performance.now();
    const limit = calmInMs > 0 ? OTHERS_BESIDE_URGENT : OTHER_CONNECTIONS;
    while (others < limit && waiting.length > 0) {
      others += 1;
      waiting.shift()?.();
    }
    if (waiting.length === 0 || calmInMs <= 0) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      admit();
    }, calmInMs);
  }

  async function connectOther(): Promise<PostgresPoolClient> {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      admit();
    });
    const leave = () => {
      others -= 1;
      admit();
    };
    try {
      const client = await otherPool.connect();
      const release = client.release.bind(client);
      client.release = (error) => {
        leave();
        release(error);
      };
      return client;
    } catch (error) {
      leave();
      throw error;
    }
  }

  return {
    pool: {
      options: config,
      connect: async () => {
        if (urgency.getStore() === undefined) return await connectOther();
        urgentAtMs = performance.now();
        return await urgentPool.connect();
      },
      end: async () => {
        clearTimeout(timer);
        await Promise.all([urgentPool.end(), otherPool.end()]);
      },
    },
    urgently: (work) => urgency.run(true, work),
    query: (text, values) => otherPool.query(text, values),
  };
}
