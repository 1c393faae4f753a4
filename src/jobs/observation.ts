import type { JobProblem, JobProgress } from '../store/job.ts';

/** What upstream says of an execution or run, in the product's own words. */
export interface Observation {
  readonly kind: 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled';
  /** Upstream's own word. */
  readonly upstreamState: string;
  readonly progress?: JobProgress;
  readonly output?: unknown;
  readonly problem?: JobProblem;
}

export interface Started {
  readonly upstreamId: string;
  readonly observation: Observation;
}

/** How a create call ended. Only `not_sent` may be tried again blindly. */
export type StartOutcome =
  | ({ readonly type: 'started' } & Started)
  | { readonly type: 'not_sent'; readonly problem: JobProblem; readonly retryAfterMs?: number }
  | { readonly type: 'refused'; readonly problem: JobProblem }
  | { readonly type: 'unknown'; readonly problem: JobProblem };

export type CancelOutcome =
  | { readonly type: 'accepted' }
  | { readonly type: 'retry'; readonly reason: string; readonly retryAfterMs?: number }
  | { readonly type: 'refused'; readonly reason: string };
