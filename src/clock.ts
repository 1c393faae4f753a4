/** Time as a dependency: instants are epoch milliseconds. */
export interface Clock {
  nowMs(): number;
  /** Resolves after the given time, or at once when the signal aborts. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export function createSystemClock(): Clock {
  return {
    nowMs: () => Date.now(),
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
