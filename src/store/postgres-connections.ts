import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { createAnsweringPools } from './answering-pools.ts';
import { createPrecedence } from './precedence.ts';

/** The connections of one process, of which some are kept free for what Slack waits for. */
export interface PostgresConnections {
  readonly pool: PostgresPool;
  /** What is done within has connections of its own. */
  urgently<T>(work: () => T): T;
  query(text: string, values: unknown[]): Promise<unknown>;
}

const URGENT_CONNECTIONS = 4;
const OTHER_CONNECTIONS = 8;
/** While something urgent is to be expected, only so many others are at the server: they share its processors. */
const OTHERS_BESIDE_URGENT = 1;
/** So long queries may take: Slack waits for three seconds. Other work may be a change of a large table. */
const URGENT_WITHIN_MS = 2_000;
const OTHER_WITHIN_MS = 60_000;
/** Until then others who wait are not let in; then it is seen whether they may. */
const LOOK_AGAIN_MS = 10;

export function createPostgresConnections(
  config: pg.PoolConfig,
  onError: (error: Error) => void,
): PostgresConnections {
  const precedence = createPrecedence();
  const waiting: (() => void)[] = [];
  let others = 0;
  let timer: NodeJS.Timeout | undefined;
  const [urgentPool, otherPool] = createAnsweringPools(
    [
      { ...config, max: URGENT_CONNECTIONS, query_timeout: URGENT_WITHIN_MS },
      { ...config, max: OTHER_CONNECTIONS, query_timeout: OTHER_WITHIN_MS },
    ],
    onError,
  );

  function admit(): void {
    const isExpected = precedence.isExpected();
    const restMs = precedence.restMs();
    const limit = isExpected ? OTHERS_BESIDE_URGENT : OTHER_CONNECTIONS;
    while (restMs === 0 && others < limit && waiting.length > 0) {
      others += 1;
      waiting.shift()?.();
    }
    if (waiting.length === 0 || (restMs === 0 && !isExpected)) return;
    timer ??= setTimeout(
      () => {
        timer = undefined;
        admit();
      },
      restMs === 0 ? LOOK_AGAIN_MS : restMs,
    );
  }

  async function connectOther(): Promise<PostgresPoolClient> {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      admit();
    });
    const sinceMs = performance.now();
    const leave = () => {
      precedence.used(performance.now() - sinceMs);
      others -= 1;
      admit();
    };
    try {
      return await otherPool.connect(leave);
    } catch (error) {
      leave();
      throw error;
    }
  }

  return {
    pool: {
      options: config,
      connect: async () => {
        return await (precedence.isUrgent() ? urgentPool.connect() : connectOther());
      },
      end: async () => {
        clearTimeout(timer);
        await Promise.all([urgentPool.end(), otherPool.end()]);
      },
    },
    urgently: precedence.urgently,
    query: (text, values) => otherPool.query(text, values),
  };
}
