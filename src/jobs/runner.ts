import { toErrandError } from '../errors.ts';
import type { Logger } from '../observability/logger.ts';
import type { JobProblem } from '../store/job.ts';
import { jobFromRow, type StoredJob } from '../store/jobs.ts';
import { retryDelayMs } from '../store/queue.ts';
import type { Store } from '../store/store.ts';
import { createWorkLoop, type WorkLoop } from '../store/work-loop.ts';
import { applyEvent } from './apply-event.ts';
import { missingUpstream } from './missing-upstream.ts';
import { problemOf } from './start-error.ts';
import { createStartMark } from './start-mark.ts';
import type { JobEvent } from './transition.ts';
import type { Upstream, Upstreams } from './upstream.ts';

export interface RunnerTimes {
  /** Waits before each lookup of an unclear start; after the last one the requester is asked. */
  readonly lookupDelaysMs: readonly number[];
  /** How long a job that cannot be sent is tried again. */
  readonly startGiveUpAfterMs: number;
  /** How long a cancel that upstream asks to repeat is repeated. */
  readonly cancelGiveUpAfterMs: number;
}

const RUNNER_TIMES: RunnerTimes = {
  lookupDelaysMs: [5_000, 25_000, 60_000],
  startGiveUpAfterMs: 15 * 60_000,
  cancelGiveUpAfterMs: 60_000,
};

export interface RunnerDeps {
  readonly store: Store;
  readonly upstreams: Upstreams;
  /** Why this job may not run, or undefined. */
  readonly refusal: (job: StoredJob) => Promise<JobProblem | undefined>;
  readonly owner: string;
  readonly logger: Logger;
  readonly times?: RunnerTimes;
}

const CONCURRENCY = 16;
const LOOKUP_RETRY_MS = 15_000;
const FEWEST_STARTS = 3;

/** Takes jobs through their own steps: starting, looking for an unclear start, cancelling. */
export function createJobRunner(deps: RunnerDeps): WorkLoop {
  const { store, logger } = deps;
  const times = deps.times ?? RUNNER_TIMES;

  async function apply(job: StoredJob, event: JobEvent): Promise<void> {
    await store.transaction(async (tx) => {
      await applyEvent(tx, job.id, event);
      tx.reach('step.committing');
    });
    store.reach('step.committed');
    logger.info({ jobId: job.id, kind: job.kind, event: event.type }, 'job event');
  }

  async function start(job: StoredJob, upstream: Upstream): Promise<void> {
    store.reach('start.claimed');
    let problem: JobProblem | undefined;
    try {
      problem = await deps.refusal(job);
    } catch (error) {
      logger.warn({ jobId: job.id, err: error }, 'access could not be checked');
      return await defer(job, problemOf(error), toErrandError(error).retryAfterMs);
    }
    if (problem !== undefined) return await apply(job, { type: 'refused', problem });
    // Once marked, a crash leaves `starting`, which is only ever looked up, never sent a second time.
    const mark = createStartMark(store, job, deps.owner);
    const outcome = await upstream.start(job, mark.beforeSend);
    mark.assertNotFailed();
    if (mark.isWithdrawn()) return;
    store.reach('start.answered');
    switch (outcome.type) {
      case 'started':
        return await apply(job, outcome);
      case 'refused':
        return await apply(job, { type: 'start_failed', problem: outcome.problem });
      case 'not_sent':
        return await defer(job, outcome.problem, outcome.retryAfterMs);
      case 'unknown':
        logger.warn({ jobId: job.id, problem: outcome.problem.code }, 'unclear whether the start arrived');
        return await scheduleLookup(job, 0, outcome.problem);
    }
  }

  /** Tries again later. After a long downtime of our own, the first failures are not the end yet. */
  async function defer(job: StoredJob, problem: JobProblem, retryAfterMs?: number): Promise<void> {
    const nowMs = store.clock.nowMs();
    if (nowMs - job.createdAtMs > times.startGiveUpAfterMs && job.attempts >= FEWEST_STARTS) {
      return await apply(job, { type: 'start_failed', problem });
    }
    const delayMs = retryAfterMs ?? retryDelayMs(job.attempts, 1_000, 60_000);
    await apply(job, { type: 'start_deferred', problem, retryAtMs: nowMs + delayMs });
  }

  async function scheduleLookup(job: StoredJob, lookupsDone: number, problem?: JobProblem): Promise<void> {
    const delayMs = times.lookupDelaysMs[lookupsDone];
    await apply(
      job,
      delayMs === undefined
        ? { type: 'start_not_found' }
        : {
            type: 'start_unknown',
            lookAtMs: store.clock.nowMs() + delayMs,
            lookupsDone,
            ...(problem && { problem }),
          },
    );
  }

  async function lookUp(job: StoredJob, upstream: Upstream): Promise<void> {
    const found = await upstream.find(job).catch((error: unknown) => {
      logger.warn({ jobId: job.id, err: error }, 'lookup of an unclear start failed');
      return 'unanswered' as const;
    });
    store.reach('lookup.answered');
    if (found === 'unanswered') {
      const givenUp = store.clock.nowMs() - (job.startAttemptedAtMs ?? 0) > times.startGiveUpAfterMs;
      const lookAtMs = store.clock.nowMs() + LOOKUP_RETRY_MS;
      return await apply(
        job,
        givenUp
          ? { type: 'start_not_found' }
          : { type: 'start_unknown', lookAtMs, lookupsDone: job.lookupsDone },
      );
    }
    if (found === undefined) return await scheduleLookup(job, job.lookupsDone + 1);
    logger.info({ jobId: job.id, upstreamId: found.upstreamId }, 'unclear start found and adopted');
    await apply(job, { type: 'started', ...found });
  }

  async function cancel(job: StoredJob, upstream: Upstream): Promise<void> {
    store.reach('cancel.sending');
    const outcome = await upstream.cancel(job);
    store.reach('cancel.answered');
    if (outcome.type === 'accepted') return await apply(job, { type: 'cancel_accepted' });
    const nowMs = store.clock.nowMs();
    const isWorthRepeating =
      outcome.type === 'retry' && nowMs - (job.cancelRequestedAtMs ?? nowMs) < times.cancelGiveUpAfterMs;
    if (!isWorthRepeating) return await apply(job, { type: 'cancel_refused', reason: outcome.reason });
    const delayMs = outcome.retryAfterMs ?? retryDelayMs(job.attempts, 500, 10_000);
    await apply(job, { type: 'cancel_delayed', retryAtMs: nowMs + delayMs });
  }

  async function step(job: StoredJob): Promise<void> {
    const upstream = deps.upstreams[job.kind];
    if (upstream === undefined) return await apply(job, withoutUpstream(job));
    if (job.state === 'accepted') return await start(job, upstream);
    if (job.state === 'starting') return await lookUp(job, upstream);
    if (job.cancelRequestedAtMs !== null) return await cancel(job, upstream);
    logger.error({ jobId: job.id, state: job.state }, 'a job was due with nothing to do');
    await apply(job, { type: 'nothing_due' });
  }

  return createWorkLoop({
    store,
    table: 'jobs',
    owner: deps.owner,
    concurrency: CONCURRENCY,
    handle: (row) => step(jobFromRow(row)),
    onError: (error) => logger.error({ err: error }, 'job step failed'),
  });
}

/** The operator has taken this upstream out of the settings. What may have been started is not called failed. */
function withoutUpstream(job: StoredJob): JobEvent {
  switch (job.state) {
    case 'accepted': {
      const problem = missingUpstream(job.kind, 'Ask your admin to configure it, then run this again.');
      return { type: 'start_failed', problem };
    }
    case 'starting':
      return { type: 'start_not_found' };
    default:
      return {
        type: 'cancel_refused',
        reason: missingUpstream(job.kind, 'Stop it there.').userMessage,
      };
  }
}
