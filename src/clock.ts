import { performance } from 'node:perf_hooks';

/** Time as a dependency: instants are epoch milliseconds. */
export interface Clock {
  nowMs(): number;
  /** Resolves after the given time, or at once when the signal aborts. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** What the work gives, or `late` where that takes longer. The work goes on; what it throws too late is not heard. */
export async function within<T, Late>(
  clock: Clock,
  timeoutMs: number,
  work: Promise<T>,
  late: Late,
): Promise<T | Late> {
  const timer = new AbortController();
  try {
    return await Promise.race([work, clock.sleep(timeoutMs, timer.signal).then(() => late)]);
  } finally {
    timer.abort();
  }
}

/** What a clock is made of: the machine's date, and a time that nobody can set. Both in milliseconds. */
export interface TimeSources {
  readonly dateMs: () => number;
  readonly steadyMs: () => number;
}

const MACHINE: TimeSources = { dateMs: () => Date.now(), steadyMs: () => performance.now() };

/** A date that was set back is approached by going this much slower. */
const SLOWED_TO = 0.9;

/**
 * The machine's clock, which never runs backwards: waits that were planned before a date was set back by an hour would
 * otherwise take an hour more. A date set forward is followed at once.
 */
export function createSystemClock(sources: TimeSources = MACHINE): Clock {
  let lastMs = sources.dateMs();
  let lastSteadyMs = sources.steadyMs();
  return {
    nowMs() {
      const steadyMs = sources.steadyMs();
      const passedMs = Math.max(0, steadyMs - lastSteadyMs);
      lastSteadyMs = steadyMs;
      lastMs = Math.max(sources.dateMs(), lastMs + passedMs * SLOWED_TO);
      return Math.floor(lastMs);
    },
    sleep: (durationMs, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        const onAbort = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        }, durationMs);
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
  };
}
