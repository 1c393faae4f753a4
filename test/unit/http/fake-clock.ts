import type { Clock } from '../../../src/clock.ts';

interface Sleeper {
  readonly wakeAtMs: number;
  readonly wake: () => void;
}

export interface FakeClock extends Clock {
  /** Moves time on, waking sleepers in their order, each at its own instant. */
  advance(durationMs: number): Promise<void>;
  /** The durations of all sleeps begun so far. */
  readonly sleptMs: readonly number[];
}

/** A clock that stands still unless it is moved; with `skipSleeps`, it jumps over each sleep at once. */
export function createFakeClock(options: { startMs?: number; skipSleeps?: boolean } = {}): FakeClock {
  let nowMs = options.startMs ?? 1_000_000;
  let sleepers: Sleeper[] = [];
  const sleptMs: number[] = [];
  return {
    nowMs: () => nowMs,
    sleptMs,
    sleep(durationMs, signal) {
      sleptMs.push(durationMs);
      if (signal?.aborted) return Promise.resolve();
      if (options.skipSleeps) {
        nowMs += durationMs;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const sleeper = { wakeAtMs: nowMs + durationMs, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          resolve();
        });
      });
    },
    async advance(durationMs) {
      const untilMs = nowMs + durationMs;
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        const next = sleepers.toSorted((a, b) => a.wakeAtMs - b.wakeAtMs)[0];
        if (next === undefined || next.wakeAtMs > untilMs) break;
        nowMs = Math.max(nowMs, next.wakeAtMs);
        sleepers = sleepers.filter((other) => other !== next);
        next.wake();
      }
      nowMs = untilMs;
    },
  };
}
