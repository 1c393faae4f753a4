import { expect, vi } from 'vitest';
import { createJobRunner, type RunnerDeps, type RunnerTimes } from '../../../src/jobs/runner.ts';
import type { Upstream } from '../../../src/jobs/upstream.ts';
import { createLogger } from '../../../src/observability/logger.ts';
import type { StoredJob } from '../../../src/store/jobs.ts';
import type { Store } from '../../../src/store/store.ts';
import { jobNow, running } from '../../support/stored-jobs.ts';

export const SOON = { timeout: 45_000, interval: 10 };

/** What takes minutes in life takes a moment here. */
export const SHORT_TIMES: RunnerTimes = {
  lookupDelaysMs: [30, 30, 30],
  startGiveUpAfterMs: 60_000,
  cancelGiveUpAfterMs: 60_000,
};

export interface RunningRunner {
  readonly log: string[];
  stop(): Promise<void>;
}

export function runJobs(
  store: Store,
  upstream: Upstream | undefined,
  options: { times?: Partial<RunnerTimes>; refusal?: RunnerDeps['refusal'] } = {},
): RunningRunner {
  const log: string[] = [];
  const loop = running(
    createJobRunner({
      store,
      upstreams: upstream === undefined ? {} : { warp: upstream, warmly: upstream },
      refusal: options.refusal ?? (() => Promise.resolve(undefined)),
      owner: store.newId(),
      logger: createLogger('warn', { write: (line: string) => void log.push(line) }),
      times: { ...SHORT_TIMES, ...options.times },
    }),
  );
  return { log, stop: () => loop.stop() };
}

/** Waits until the job looks like this. */
export async function becomes(store: Store, jobId: string, expected: Partial<StoredJob>): Promise<StoredJob> {
  await vi.waitFor(async () => expect(await jobNow(store, jobId)).toMatchObject(expected), SOON);
  return await jobNow(store, jobId);
}

/** The runner has nothing more to do for this job and nobody holds it. */
export async function isAtRest(store: Store, jobId: string): Promise<void> {
  await vi.waitFor(async () => {
    const row = await store.db
      .selectFrom('jobs')
      .selectAll()
      .where('id', '=', jobId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ dueAtMs: null, leaseOwner: null });
  }, SOON);
}
