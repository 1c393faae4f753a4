import { AsyncLocalStorage } from 'node:async_hooks';

/** What Slack waits for has precedence over all other work on the database. */
export interface Precedence {
  /** What is done within is urgent. */
  urgently<T>(work: () => T): T;
  /** Whether the caller is urgent, which is remembered. */
  isUrgent(): boolean;
  /** Other work has just used the database for so long. */
  used(durationMs: number): void;
  /** How long other work has to rest from now on; 0 where it need not. */
  restMs(): number;
  /** Whether something urgent was there lately. */
  isExpected(): boolean;
}

/** So long after something urgent, more of it is to be expected. */
const URGENT_LASTS_MS = 50;
/** Meanwhile everything else rests for this multiple of the time that it has just taken. */
const REST_FACTOR = 10;
/** Long enough for what Slack waits for, and short enough that other work goes on beside a slow database. */
const MAX_REST_MS = 100;

export function createPrecedence(nowMs: () => number = () => performance.now()): Precedence {
  const urgency = new AsyncLocalStorage<true>();
  let urgentAtMs = Number.NEGATIVE_INFINITY;
  let restUntilMs = Number.NEGATIVE_INFINITY;
  const isExpected = () => nowMs() - urgentAtMs < URGENT_LASTS_MS;
  return {
    urgently: (work) => urgency.run(true, work),
    isUrgent() {
      const isUrgent = urgency.getStore() === true;
      if (isUrgent) urgentAtMs = nowMs();
      return isUrgent;
    },
    used(durationMs) {
      if (isExpected()) restUntilMs = nowMs() + Math.min(MAX_REST_MS, durationMs * REST_FACTOR);
    },
    restMs: () => Math.max(0, restUntilMs - nowMs()),
    isExpected,
  };
}
