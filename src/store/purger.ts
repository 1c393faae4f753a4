import { type ErrandError, toErrandError } from '../errors.ts';
import { type Keep, PURGE_STEPS } from './purge.ts';
import { assertHoldsRole, type Lease, releaseRole, takeRole } from './roles.ts';
import type { Store } from './store.ts';

export interface Purger {
  start(): void;
  /** Resolves when the batch in hand is done. */
  stop(): Promise<void>;
}

export interface PurgerOptions {
  readonly store: Store;
  readonly keep: Keep;
  readonly owner: string;
  readonly onPurged: (removed: Readonly<Record<string, number>>) => void;
  readonly onError: (error: ErrandError) => void;
}

const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 60 * 60_000;
const ROLE_LEASE_MS = 60_000;
/** Small, and with a pause, so that nobody's request waits for it. */
const BATCH_ROWS = 200;
const PAUSE_MS = 100;

/** Removes what nothing needs any more, once an hour, in one process of the deployment. */
export function createPurger({ store, keep, owner, onPurged, onError }: PurgerOptions): Purger {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    await store.clock.sleep(FIRST_AFTER_MS, stopping.signal);
    while (!stopping.signal.aborted) {
      try {
        const removed = await purge(store, keep, owner, stopping.signal);
        if (Object.keys(removed).length > 0) onPurged(removed);
      } catch (error) {
        onError(toErrandError(error));
      }
      await store.clock.sleep(EVERY_MS, stopping.signal);
    }
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/**
 * One pass over everything, where no other process is at it: how many rows were removed, by kind, those of which there
 * were none left out. Throws `store.role_lost` when another process took over meanwhile.
 */
export async function purge(
  store: Store,
  keep: Keep,
  owner: string,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  let lease: Lease | undefined;
  for (const step of PURGE_STEPS) {
    for (let count = BATCH_ROWS; count === BATCH_ROWS && !signal.aborted; ) {
      const held = await takeRole(store, 'purge', owner, ROLE_LEASE_MS);
      if (held === undefined) return removed;
      lease = held;
      count = await store.transaction(async (tx) => {
        await assertHoldsRole(tx, held);
        return await step.run(tx, keep, BATCH_ROWS);
      });
      if (count > 0) removed[step.what] = (removed[step.what] ?? 0) + count;
      if (count === BATCH_ROWS) await store.clock.sleep(PAUSE_MS, signal);
    }
  }
  if (lease !== undefined) await releaseRole(store, lease);
  return removed;
}
