import type { Clock } from '../clock.ts';
import type { JobKind } from './job.ts';

/** Kinds of work that can become due. */
export type Topic = 'inbox' | 'jobs' | 'outbox' | 'replies' | 'schedules' | `watch:${JobKind}`;

/** Lets a loop sleep until there is work: idle costs nothing, and work waits for no timer. */
export interface WakeUps {
  wake(topic: Topic): void;
  /** Resolves on a wake-up since the last wait of this topic, after the time, or on abort. One waiter a topic. */
  wait(topic: Topic, timeoutMs: number, signal: AbortSignal): Promise<void>;
}

export function createWakeUps(clock: Clock): WakeUps {
  const pending = new Set<Topic>();
  const waiters = new Map<Topic, AbortController>();
  return {
    wake(topic) {
      pending.add(topic);
      waiters.get(topic)?.abort();
    },
    async wait(topic, timeoutMs, signal) {
      if (!pending.has(topic)) {
        const awake = new AbortController();
        waiters.set(topic, awake);
        await clock.sleep(timeoutMs, AbortSignal.any([awake.signal, signal]));
        waiters.delete(topic);
      }
      pending.delete(topic);
    },
  };
}
