/** Time as a dependency: instants are epoch milliseconds. */
export interface Clock {
  nowMs(): number;
  /** Resolves after the given time, or at once when the signal aborts. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/**
 * The machine's clock, but never going back: work that is due would seem to lie in the future. Where the machine's time
 * is put back, time passes here as if it had not been; where it is put on, or the machine has slept, it is followed.
 */
export function createSystemClock(
  wallMs: () => number = Date.now,
  steadyMs: () => number = () => performance.now(),
): Clock {
  let aheadMs = wallMs() - steadyMs();
  return {
    nowMs() {
      const passedMs = steadyMs();
      aheadMs = Math.max(aheadMs, wallMs() - passedMs);
      return Math.floor(passedMs + aheadMs);
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
