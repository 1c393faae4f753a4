import { toErrandError } from '../errors.ts';
import type { Logger } from '../observability/logger.ts';
import { lockJob } from '../store/jobs.ts';
import { enqueue } from '../store/outbox.ts';
import { listOldStreams } from '../store/steps-messages.ts';
import type { Store } from '../store/store.ts';
import { lockThread } from '../store/threads.ts';
import { STREAM_FOR_MS } from './steps-message.ts';

const EVERY_MS = 20_000;

export interface StreamKeeper {
  start(): void;
  /** Resolves when the look in hand is done. */
  stop(): Promise<void>;
}

/**
 * Has the cards of quiet runs shown once more when their streams grow old: that is when a stream is stopped, and nothing
 * else may happen in a run for long. Several processes may do so at once: a card that waits to be shown is shown once.
 */
export function createStreamKeeper({ store, logger }: { store: Store; logger: Logger }): StreamKeeper {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await store.clock.sleep(EVERY_MS, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await showOldStreams(store);
      } catch (error) {
        logger.warn({ err: toErrandError(error) }, 'old streams could not be looked for');
      }
    }
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** One look. */
export async function showOldStreams(store: Store): Promise<void> {
  for (const { jobId, threadId } of await listOldStreams(store, store.clock.nowMs() - STREAM_FOR_MS)) {
    await store.transaction(async (tx) => {
      await lockJob(tx, jobId);
      await lockThread(tx, threadId);
      await enqueue(tx, { threadId, jobId, kind: 'update', content: { type: 'card' } });
    });
  }
}
