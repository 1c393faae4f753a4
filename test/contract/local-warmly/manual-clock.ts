import type { Clock } from '../../../src/clock.ts';

export interface ManualClock extends Clock {
  advance(durationMs: number): void;
}

/** A clock that moves only when told; sleeps end when their time has come. */
export function createManualClock(startMs = Date.parse('2026-11-22T10:20:00Z')): ManualClock {
  let nowMs = startMs;
  let sleepers: { untilMs: number; wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep: (durationMs, signal) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve(), { once: true });
        sleepers.push({ untilMs: nowMs + durationMs, wake: resolve });
      }),
    advance(durationMs) {
      nowMs += durationMs;
      const due = sleepers.filter((sleeper) => sleeper.untilMs <= nowMs);
      sleepers = sleepers.filter((sleeper) => sleeper.untilMs > nowMs);
      for (const sleeper of due) sleeper.wake();
    },
  };
}
