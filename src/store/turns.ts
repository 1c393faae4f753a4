import { AsyncLocalStorage } from 'node:async_hooks';

/** Who may use the embedded database next. */
export interface Turns {
  /** Waits for a turn; one at a time. Each is ended by `leave`. */
  enter(): Promise<void>;
  leave(): void;
  /** What is done within goes ahead of everything else that waits. */
  urgently<T>(work: () => T): T;
}

/** Longer than this no network event waits for the database. */
const MAX_BLOCKED_MS = 4;

/**
 * SQLite answers at once and never lets the process attend to the network by itself: work that queues up for it would
 * keep Slack waiting until all of it is done. So the event loop gets its turn between two users of the database, and
 * what Slack waits for goes first.
 */
export function createTurns(): Turns {
  const urgency = new AsyncLocalStorage<true>();
  const urgent: (() => void)[] = [];
  const others: (() => void)[] = [];
  let isTaken = false;
  let turnedAtMs = 0;

  async function attendToNetwork(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    turnedAtMs = performance.now();
  }

  return {
    async enter() {
      if (isTaken) {
        await new Promise<void>((resolve) => {
          (urgency.getStore() ? urgent : others).push(resolve);
        });
        return;
      }
      isTaken = true;
      if (performance.now() - turnedAtMs > MAX_BLOCKED_MS) await attendToNetwork();
    },
    leave() {
      if (urgent.length + others.length === 0) {
        isTaken = false;
        return;
      }
      // Chosen after the network had its turn: what just came in may be urgent.
      void attendToNetwork().then(() => (urgent.shift() ?? others.shift())?.());
    },
    urgently: (work) => urgency.run(true, work),
  };
}
