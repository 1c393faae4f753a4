import { type ErrandError, toErrandError } from '../errors.ts';
import { applyEvent } from '../jobs/apply-event.ts';
import type { Observation } from '../jobs/observation.ts';
import type { JobEvent } from '../jobs/transition.ts';
import type { Logger } from '../observability/logger.ts';
import { retryDelayMs } from '../store/queue.ts';
import { assertHoldsRole, type Lease } from '../store/roles.ts';
import type { Store } from '../store/store.ts';
import { updateWatch, type Watch } from '../store/watches.ts';
import { type PollPace, readDelayMs } from './pace.ts';

export interface ReadDeps {
  readonly store: Store;
  readonly pace: PollPace;
  readonly logger: Logger;
}

/** Upstream may not know its own new job yet; after so many refusals, about a minute, it is lost. */
const READS_BEFORE_LOST = 6;
const READS_BEFORE_GIVING_UP_ON_NONSENSE = 4;

/**
 * Reads one job by its upstream id and applies what was found. Not found or malformed answers end the job after a grace
 * period; every other error is thrown: upstream as a whole is in trouble.
 */
export async function readWatch(
  deps: ReadDeps,
  watch: Watch,
  lease: Lease,
  read: (upstreamId: string) => Promise<Observation>,
): Promise<void> {
  try {
    const observation = await read(watch.upstreamId);
    await applyObservation(deps, watch, lease, observation);
  } catch (error) {
    const cause = toErrandError(error);
    const ending = endingOf(cause, watch.attempts + 1);
    if (ending === undefined) {
      // To the end of the queue: one job that cannot be read must not stand before the others for ever.
      await updateWatch(deps.store, watch.jobId, {
        dueAtMs: deps.store.clock.nowMs() + deps.pace.readAfterMs,
      });
      throw error;
    }
    deps.logger.warn(
      { jobId: watch.jobId, attempts: watch.attempts + 1, err: cause },
      'a job could not be read',
    );
    await deps.store.transaction(async (tx) => {
      await assertHoldsRole(tx, lease);
      const dueAtMs = tx.clock.nowMs() + retryDelayMs(watch.attempts, deps.pace.youngEveryMs, 30_000);
      await updateWatch(tx, watch.jobId, { attempts: watch.attempts + 1, dueAtMs });
      if (ending !== 'again') await applyEvent(tx, watch.jobId, ending);
    });
  }
}

/** Applies what upstream says of a job and sets when it is read by itself next. */
export async function applyObservation(
  deps: ReadDeps,
  watch: Watch,
  lease: Lease,
  observation: Observation,
): Promise<void> {
  await deps.store.transaction(async (tx) => {
    await assertHoldsRole(tx, lease);
    const ageMs = tx.clock.nowMs() - watch.createdAtMs;
    await updateWatch(tx, watch.jobId, {
      attempts: 0,
      dueAtMs: tx.clock.nowMs() + readDelayMs(deps.pace, ageMs),
    });
    await applyEvent(tx, watch.jobId, { type: 'observed', observation });
  });
}

function endingOf(error: ErrandError, attempts: number): JobEvent | 'again' | undefined {
  if (error.code.endsWith('.not_found') || error.code.endsWith('.resource_not_found')) {
    return attempts >= READS_BEFORE_LOST ? { type: 'lost' } : 'again';
  }
  if (error.code.endsWith('.malformed_answer')) {
    if (attempts < READS_BEFORE_GIVING_UP_ON_NONSENSE) return 'again';
    const problem = { code: error.code, userMessage: error.userMessage };
    return { type: 'observed', observation: { kind: 'failed', upstreamState: 'unreadable', problem } };
  }
  return undefined;
}
