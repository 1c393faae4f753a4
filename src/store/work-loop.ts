import type { Selectable } from 'kysely';
import { within } from '../clock.ts';
import { type ErrandError, toErrandError } from '../errors.ts';
import {
  claimDue,
  giveBack,
  handBack,
  type QueueTable,
  renewLeases,
  retryDelayMs,
  untilNextDueMs,
} from './queue.ts';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';

export interface WorkLoop {
  start(): void;
  /** Claims nothing more and resolves when what is in hand is done; what takes too long is handed back. */
  stop(): Promise<void>;
}

type Row<T extends QueueTable> = Selectable<Schema[T]> & { readonly id: string; readonly attempts: number };

export interface WorkLoopOptions<T extends QueueTable> {
  readonly store: Store;
  readonly table: T;
  readonly owner: string;
  readonly concurrency: number;
  /** Handles one claimed row; it must release, reschedule or finish it. After a throw it is claimed again later. */
  readonly handle: (row: Row<T>) => Promise<void>;
  readonly onError: (error: ErrandError) => void;
}

/** What the slow timer behind the wake-ups waits at the most. */
const MAX_IDLE_MS = 10_000;
const RETRY_BASE_MS = 500;
const RETRY_MAX_MS = 60_000;
/** A dead process's rows are taken over when this has passed; a living one renews in time. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 5_000;
const HAND_BACK_TRIES = 4;
const MIN_IDLE_MS = 20;
/** A process that is to stop has 10 s for everything. */
const FINISH_WITHIN_MS = 6_000;
const AFTER_ERROR_MS = 1_000;

/** Claims due rows of a queue table and handles up to `concurrency` of them at once. */
export function createWorkLoop<T extends QueueTable>(options: WorkLoopOptions<T>): WorkLoop {
  const { store, table, concurrency } = options;
  const stopping = new AbortController();
  const inHand = new Map<string, Promise<void>>();
  let running: Promise<void> | undefined;
  let renewal: NodeJS.Timeout | undefined;

  async function handleOne(row: Row<T>): Promise<void> {
    try {
      await options.handle(row);
    } catch (error) {
      options.onError(toErrandError(error));
      const delayMs = retryDelayMs(row.attempts, RETRY_BASE_MS, RETRY_MAX_MS);
      await returnRow(row.id, delayMs);
    }
  }

  /** Again where the database has just gone away: otherwise the row would wait until its lease has passed. */
  async function returnRow(id: string, delayMs: number): Promise<void> {
    for (let tried = 1; tried <= HAND_BACK_TRIES; tried += 1) {
      try {
        return await giveBack(store, table, id, { owner: options.owner, delayMs });
      } catch (cause) {
        options.onError(toErrandError(cause));
        await store.clock.sleep(tried * RETRY_BASE_MS, stopping.signal);
      }
    }
  }

  async function claimAndHandle(): Promise<void> {
    const free = concurrency - inHand.size;
    const rows =
      free > 0
        ? await claimDue(store, table, {
            owner: options.owner,
            leaseMs: LEASE_MS,
            limit: free,
            except: [...inHand.keys()],
          })
        : [];
    for (const row of rows) {
      const work = handleOne(row).finally(() => {
        inHand.delete(row.id);
        store.wakeUps.wake(table);
      });
      inHand.set(row.id, work);
    }
    if (rows.length > 0 && inHand.size < concurrency) return;
    const waitMs =
      inHand.size >= concurrency ? MAX_IDLE_MS : ((await untilNextDueMs(store, table)) ?? MAX_IDLE_MS);
    await store.wakeUps.wait(table, Math.min(MAX_IDLE_MS, Math.max(MIN_IDLE_MS, waitMs)), stopping.signal);
  }

  async function renew(): Promise<void> {
    try {
      await renewLeases(store, table, [...inHand.keys()], { owner: options.owner, leaseMs: LEASE_MS });
    } catch (error) {
      options.onError(toErrandError(error));
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await claimAndHandle();
      } catch (error) {
        options.onError(toErrandError(error));
        await store.clock.sleep(AFTER_ERROR_MS, stopping.signal);
      }
    }
  }

  return {
    start() {
      running ??= run();
      renewal ??= setInterval(() => void renew(), RENEW_EVERY_MS);
    },
    async stop() {
      stopping.abort();
      await running;
      await within(store.clock, FINISH_WITHIN_MS, Promise.all(inHand.values()), undefined);
      clearInterval(renewal);
      await handBack(store, table, [...inHand.keys()], options.owner);
    },
  };
}
