import { ErrandError } from '../errors.ts';
import type { StoredJob } from '../store/jobs.ts';
import { holdsLease } from '../store/queue.ts';
import type { Store } from '../store/store.ts';
import { applyEvent } from './apply-event.ts';

/** A process that stood still for longer than this after its mark may have been replaced meanwhile. */
const SEND_WITHIN_MS = 8_000;

/**
 * The line between "not sent" and "perhaps sent": a job is marked `starting` right before its create call goes, when
 * nothing stands in its way any more. Whatever dies before is simply started later; what dies after it is looked for.
 */
export interface StartMark {
  /** For `Upstream.start`. Rejects where the call must not go. */
  beforeSend(): Promise<void>;
  /** Whether the call was called off, since the job is somebody else's or no longer to be started. */
  isWithdrawn(): boolean;
  /** Throws what kept the mark from being set. */
  assertNotFailed(): void;
}

export function createStartMark(store: Store, job: StoredJob, owner: string): StartMark {
  let withdrawn = false;
  let failure: { readonly error: unknown } | undefined;

  async function mark(): Promise<boolean> {
    try {
      return await store.transaction(async (tx) => {
        if (!(await holdsLease(tx, 'jobs', job.id, owner))) return false;
        const before = await applyEvent(tx, job.id, { type: 'start_attempted' });
        tx.reach('start.marking');
        return before !== undefined;
      });
    } catch (error) {
      failure = { error };
      throw error;
    }
  }

  return {
    async beforeSend() {
      const beganAtMs = store.clock.nowMs();
      const isMarked = await mark();
      await store.engine.durable();
      if (!isMarked || store.clock.nowMs() - beganAtMs > SEND_WITHIN_MS) {
        withdrawn = true;
        throw new ErrandError('jobs.start_withdrawn', 'This job is not to be started from here any more.', {
          fields: { jobId: job.id, outcome: 'not_sent' },
        });
      }
      store.reach('start.marked');
    },
    isWithdrawn: () => withdrawn,
    assertNotFailed() {
      if (failure !== undefined) throw failure.error;
    },
  };
}
