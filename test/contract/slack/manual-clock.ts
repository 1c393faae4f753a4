import type { Clock } from '../../../src/clock.ts';

/** A clock that stands still until it is moved. */
export function createManualClock(startMs = 1_790_000_000_000): Clock & {
  advance(durationMs: number): void;
  /** How much longer the soundest sleeper sleeps; 0 when nobody does. */
  longestSleepMs(): number;
} {
  let nowMs = startMs;
  const sleepers = new Set<{ readonly wakeAtMs: number; readonly wake: () => void }>();
  return {
    nowMs: () => nowMs,
    sleep: (durationMs, signal) =>
      new Promise((resolve) => {
        const sleeper = {
          wakeAtMs: nowMs + durationMs,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        if (signal?.aborted) sleeper.wake();
        else signal?.addEventListener('abort', sleeper.wake, { once: true });
      }),
    longestSleepMs: () => Math.max(0, ...[...sleepers].map(({ wakeAtMs }) => wakeAtMs - nowMs)),
    advance: (durationMs) => {
      nowMs += durationMs;
      for (const sleeper of sleepers) if (sleeper.wakeAtMs <= nowMs) sleeper.wake();
    },
  };
}
