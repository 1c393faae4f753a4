import type { Clock } from '../clock.ts';

/** `person`: somebody waits in Slack for the answer. `poll`: background watching. */
export type CallPriority = 'person' | 'poll';

export interface TakeOptions {
  readonly priority: CallPriority;
  /** Give up when no slot came free in this time. */
  readonly maxWaitMs?: number;
  readonly signal?: AbortSignal;
}

export type TakeResult =
  | { readonly granted: true }
  | { readonly granted: false; readonly reason: 'aborted' }
  | { readonly granted: false; readonly reason: 'too_long'; readonly retryAfterMs: number };

/**
 * Keeps one upstream's calls under its rate: never more than the given number in any 60 seconds. People go
 * before polling, and polling leaves them some slots free. In memory: every process has its own.
 */
export interface CallBudget {
  /** Takes a slot, waiting for one where needed. */
  take(options: TakeOptions): Promise<TakeResult>;
  /**
   * Grants nothing for this time from now: upstream answered 429. A longer pause that already stands is
   * kept.
   */
  pause(durationMs: number): void;
}

export interface CallBudgetOptions {
  readonly callsPerMinute: number;
  readonly clock: Clock;
  /** Slots that polling never takes. Default a sixth. */
  readonly reservedForPeople?: number;
}

interface Waiter {
  readonly deadlineMs: number;
  readonly settle: (result: TakeResult) => void;
}

const windowMs = 60_000;
const priorities = ['person', 'poll'] as const;

export function createCallBudget(options: CallBudgetOptions): CallBudget {
  const { clock, callsPerMinute } = options;
  const reserved = Math.min(options.reservedForPeople ?? Math.floor(callsPerMinute / 6), callsPerMinute - 1);
  const limits = { person: callsPerMinute, poll: callsPerMinute - reserved };
  const queues: Record<CallPriority, Waiter[]> = { person: [], poll: [] };
  const takenAtMs: number[] = [];
  let pausedUntilMs = 0;
  let wake = new AbortController();

  /** When the next call of this kind may go, were nobody before it. */
  function freeAtMs(priority: CallPriority, nowMs: number): number {
    const overBy = takenAtMs.length - limits[priority];
    const slotMs = overBy < 0 ? nowMs : (takenAtMs[overBy] ?? nowMs) + windowMs;
    return Math.max(slotMs, pausedUntilMs, nowMs);
  }

  function pump(): void {
    const nowMs = clock.nowMs();
    while (takenAtMs[0] !== undefined && takenAtMs[0] + windowMs <= nowMs) takenAtMs.shift();
    for (const priority of priorities) {
      const queue = queues[priority];
      while (queue.length > 0 && freeAtMs(priority, nowMs) <= nowMs) {
        takenAtMs.push(nowMs);
        queue.shift()?.settle({ granted: true });
      }
      const retryAfterMs = freeAtMs(priority, nowMs) - nowMs;
      // Nobody is kept waiting who cannot be served in time: the caller can plan better with an early no.
      queues[priority] = queue.filter((waiter) => {
        if (waiter.deadlineMs >= nowMs + retryAfterMs) return true;
        waiter.settle({ granted: false, reason: 'too_long', retryAfterMs });
        return false;
      });
    }
    sleepUntilNextChange(nowMs);
  }

  function sleepUntilNextChange(nowMs: number): void {
    wake.abort();
    const waiting = priorities.filter((priority) => queues[priority].length > 0);
    if (waiting.length === 0) return;
    const nextMs = Math.min(...waiting.map((priority) => freeAtMs(priority, nowMs)));
    const current = new AbortController();
    wake = current;
    // A server may ask for a pause longer than a timer can hold, so long sleeps are taken in parts.
    void clock.sleep(Math.min(nextMs - nowMs, windowMs), current.signal).then(() => {
      if (!current.signal.aborted) pump();
    });
  }

  function take({ priority, maxWaitMs, signal }: TakeOptions): Promise<TakeResult> {
    if (signal?.aborted) return Promise.resolve({ granted: false, reason: 'aborted' });
    return new Promise((resolve) => {
      const waiter: Waiter = {
        deadlineMs: clock.nowMs() + (maxWaitMs ?? Number.POSITIVE_INFINITY),
        settle: (result) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(result);
        },
      };
      const onAbort = () => {
        queues[priority] = queues[priority].filter((other) => other !== waiter);
        waiter.settle({ granted: false, reason: 'aborted' });
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      queues[priority].push(waiter);
      pump();
    });
  }

  function pause(durationMs: number): void {
    pausedUntilMs = Math.max(pausedUntilMs, clock.nowMs() + durationMs);
    pump();
  }

  return { take, pause };
}
