import { type ErrandError, toErrandError } from '../errors.ts';
import { applyEvent } from '../jobs/apply-event.ts';
import type { Observation } from '../jobs/observation.ts';
import { type JobEvent, transition } from '../jobs/transition.ts';
import type { Logger } from '../observability/logger.ts';
import { getJobs } from '../store/jobs.ts';
import { retryDelayMs } from '../store/queue.ts';
import { assertHoldsRole, type Lease } from '../store/roles.ts';
import type { Store } from '../store/store.ts';
import { postponeReads, updateWatch, type Watch } from '../store/watches.ts';
import { type PollPace, readDelayMs } from './pace.ts';

export interface ReadDeps {
  readonly store: Store;
  readonly pace: PollPace;
  readonly logger: Logger;
}

/** Upstream may not know its own new job yet; after so many refusals, about a minute, it is lost. */
const READS_BEFORE_LOST = 6;
const READS_BEFORE_GIVING_UP_ON_NONSENSE = 4;
/** For one job's own troubles, such as a 500 whenever it is read: some days, since it may be upstream's trouble. */
const READS_BEFORE_GIVING_UP = 1_000;
const LONGEST_BACK_OFF_MS = 5 * 60_000;

/** Troubles of the whole upstream, or of our way to it; all others are one job's own. */
export function isUpstreamDown(error: ErrandError): boolean {
  return /\.(unreachable|timeout|aborted|rate_limited|unauthorized|authentication_required)$/.test(
    error.code,
  );
}

/**
 * Reads one job by its upstream id and applies what was found. A job that cannot be read is read ever more slowly and
 * ends after a grace period; only what concerns the whole upstream is thrown.
 */
export async function readWatch(
  deps: ReadDeps,
  watch: Watch,
  lease: Lease,
  read: (upstreamId: string) => Promise<Observation>,
): Promise<void> {
  const { store, logger, pace } = deps;
  let observation: Observation;
  try {
    observation = await read(watch.upstreamId);
    store.reach('watch.read');
  } catch (error) {
    const cause = toErrandError(error);
    if (isUpstreamDown(cause)) throw cause;
    const attempts = watch.attempts + 1;
    logger.warn({ jobId: watch.jobId, attempts, err: cause }, 'a job could not be read');
    await store.transaction(async (tx) => {
      await assertHoldsRole(tx, lease);
      const backOffMs = retryDelayMs(watch.attempts, pace.youngEveryMs, LONGEST_BACK_OFF_MS);
      await updateWatch(tx, watch.jobId, { attempts, dueAtMs: tx.clock.nowMs() + backOffMs });
      const ending = endingOf(cause, attempts);
      if (ending !== undefined) await applyEvent(tx, watch.jobId, ending);
    });
    return;
  }
  await applyObservation(deps, watch, lease, observation);
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
    tx.reach('watch.committing');
  });
  deps.store.reach('watch.committed');
}

export interface Told {
  readonly watch: Watch;
  readonly observation: Observation;
}

/** Applies what a list says of many jobs. Those of which it says nothing new cost one write together, and most none. */
export async function applyListed(deps: ReadDeps, told: readonly Told[], lease: Lease): Promise<void> {
  const { store, pace } = deps;
  const jobs = await getJobs(
    store,
    told.map(({ watch }) => watch.jobId),
  );
  const nowMs = store.clock.nowMs();
  const unchanged: Watch[] = [];
  for (const { watch, observation } of told) {
    const job = jobs.get(watch.jobId);
    const isNews =
      watch.attempts > 0 ||
      (job !== undefined && transition(job, { type: 'observed', observation }, nowMs) !== undefined);
    if (isNews) await applyObservation(deps, watch, lease, observation);
    else unchanged.push(watch);
  }
  const soon = unchanged.filter(({ dueAtMs }) => dueAtMs < nowMs + pace.youngEveryMs);
  if (soon.length === 0) return;
  // For as long as suits the youngest: the list will tell of all of them before.
  const ageMs = Math.min(...soon.map(({ createdAtMs }) => nowMs - createdAtMs));
  await store.transaction(async (tx) => {
    await assertHoldsRole(tx, lease);
    await postponeReads(
      tx,
      soon.map(({ jobId }) => jobId),
      nowMs + readDelayMs(pace, ageMs),
    );
  });
}

/** How a job ends that cannot be read; undefined while it is worth reading again. */
function endingOf(error: ErrandError, attempts: number): JobEvent | undefined {
  const { code, userMessage } = error;
  if (/\.(not_found|resource_not_found)$/.test(code)) {
    return attempts >= READS_BEFORE_LOST ? { type: 'lost' } : undefined;
  }
  const patience = code.endsWith('.answer_too_large')
    ? 1
    : code.endsWith('.malformed_answer')
      ? READS_BEFORE_GIVING_UP_ON_NONSENSE
      : READS_BEFORE_GIVING_UP;
  if (attempts < patience) return undefined;
  const problem = { code, userMessage };
  return { type: 'observed', observation: { kind: 'failed', upstreamState: 'unreadable', problem } };
}
