import { createPrecedence } from './precedence.ts';

/** Who may use the embedded database next. */
export interface Turns {
  /** Waits for a turn; one at a time. Each is ended by `leave`. */
  enter(): Promise<void>;
  leave(): void;
  /** What is done within goes ahead of everything else that waits. */
  urgently<T>(work: () => T): T;
}

/** Longer than this no network event waits for the database, however short its users' turns are. */
const MAX_BLOCKED_MS = 4;

/**
 * SQLite answers at once and never lets the process attend to the network by itself: work that queues up for it would
 * keep Slack waiting until all of it is done. So the event loop gets its turn between two users of the database, what
 * Slack waits for goes first, and while Slack is waiting often, the rest takes a part of the time only.
 */
export function createTurns(nowMs: () => number = () => performance.now()): Turns {
  const precedence = createPrecedence(nowMs);
  const urgent: (() => void)[] = [];
  const others: (() => void)[] = [];
  let holder: 'urgent' | 'other' | undefined;
  let heldSinceMs = 0;
  let networkAtMs = Number.NEGATIVE_INFINITY;
  let isHandingOver = false;
  let timer: NodeJS.Timeout | undefined;

  function hold(kind: 'urgent' | 'other'): void {
    holder = kind;
    heldSinceMs = nowMs();
  }

  function handOver(): void {
    isHandingOver = false;
    networkAtMs = nowMs();
    if (holder !== undefined) return;
    const first = urgent.shift();
    if (first !== undefined) {
      hold('urgent');
      return first();
    }
    if (others.length === 0) return;
    const restMs = precedence.restMs();
    if (restMs > 0) {
      timer ??= setTimeout(() => {
        timer = undefined;
        handOver();
      }, restMs);
      return;
    }
    hold('other');
    others.shift()?.();
  }

  /** Nobody waits, nobody has to rest, and the network had its turn just now. */
  function isQuiet(): boolean {
    const isOpen = !isHandingOver && others.length === 0 && precedence.restMs() === 0;
    return isOpen && nowMs() - networkAtMs <= MAX_BLOCKED_MS;
  }

  /** Chosen after the network had its turn: what just came in may be urgent. */
  function handOverSoon(): void {
    if (isHandingOver) return;
    isHandingOver = true;
    setImmediate(handOver);
  }

  return {
    async enter() {
      const isUrgent = precedence.isUrgent();
      if (holder === undefined && (isUrgent || isQuiet())) return hold(isUrgent ? 'urgent' : 'other');
      await new Promise<void>((resolve) => {
        (isUrgent ? urgent : others).push(resolve);
        if (holder === undefined) handOverSoon();
      });
    },
    leave() {
      if (holder === 'other') precedence.used(nowMs() - heldSinceMs);
      holder = undefined;
      if (urgent.length + others.length > 0) handOverSoon();
    },
    urgently: precedence.urgently,
  };
}
