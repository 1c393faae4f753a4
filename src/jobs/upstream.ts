import type { JobKind } from '../store/job.ts';
import type { StoredJob } from '../store/jobs.ts';
import type { CancelOutcome, Started, StartOutcome } from './observation.ts';

/** How the jobs of one kind are started, found again and cancelled. */
export interface Upstream {
  /**
   * One create call, never repeated in here. Foreseen failures are outcomes, not exceptions. `beforeSend` is called when
   * the call may go, right before it does; where it rejects, nothing is sent.
   */
  start(job: StoredJob, beforeSend: () => Promise<void>): Promise<StartOutcome>;
  /** Looks for what an unclear create call may have made. Throws an `ErrandError` while upstream cannot be asked. */
  find(job: StoredJob): Promise<Started | undefined>;
  cancel(job: StoredJob): Promise<CancelOutcome>;
}

/** Absent where the operator has not configured that upstream. */
export type Upstreams = Partial<Readonly<Record<JobKind, Upstream>>>;
