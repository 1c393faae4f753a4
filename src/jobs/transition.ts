import type { Job, JobProblem } from '../store/job.ts';
import type { JobPatch } from '../store/jobs.ts';
import type { Notice } from '../store/outbox.ts';
import { mergeSteps } from './merge-steps.ts';
import type { Observation } from './observation.ts';

/** What can happen to a job. */
export type JobEvent =
  | { readonly type: 'refused'; readonly problem: JobProblem }
  | { readonly type: 'start_attempted' }
  | { readonly type: 'start_deferred'; readonly problem: JobProblem; readonly retryAtMs: number }
  | { readonly type: 'start_failed'; readonly problem: JobProblem }
  | {
      readonly type: 'start_unknown';
      readonly lookAtMs: number;
      readonly lookupsDone: number;
      readonly problem?: JobProblem;
    }
  | { readonly type: 'start_not_found' }
  | { readonly type: 'start_again' }
  | { readonly type: 'started'; readonly upstreamId: string; readonly observation: Observation }
  | { readonly type: 'observed'; readonly observation: Observation }
  | { readonly type: 'upstream_trouble'; readonly problem: JobProblem }
  | { readonly type: 'lost' }
  | { readonly type: 'cancel_requested' }
  | { readonly type: 'nothing_due' }
  | { readonly type: 'cancel_accepted' }
  | { readonly type: 'cancel_delayed'; readonly retryAtMs: number }
  | { readonly type: 'cancel_refused'; readonly reason: string };

/** What a transition causes; carried out in the same transaction. */
export type Effect =
  | { readonly type: 'card' }
  | { readonly type: 'result' }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'watch'; readonly urgent: boolean }
  | { readonly type: 'unwatch' };

export interface Transition {
  readonly patch: JobPatch;
  readonly effects: readonly Effect[];
  /** When the job's next own step is due: null takes it off the queue, absent leaves queue and lease alone. */
  readonly dueAtMs?: number | null;
}

const CARD: Effect = { type: 'card' };
const RESULT: Effect = { type: 'result' };
const UNWATCH: Effect = { type: 'unwatch' };

/**
 * The job's state machine: what an event makes of a job. Undefined when it changes nothing, as with a late
 * answer for a job that has ended.
 */
export function transition(job: Job, event: JobEvent, nowMs: number): Transition | undefined {
  if (job.state === 'finished') return undefined;
  switch (event.type) {
    case 'refused':
    case 'start_failed':
      if (job.state !== 'accepted' && job.state !== 'starting') return undefined;
      return finish('failed', nowMs, { problem: event.problem });
    case 'start_attempted':
      if (job.state !== 'accepted') return undefined;
      return {
        patch: { state: 'starting', startAttemptedAtMs: nowMs, lookupsDone: 0, problem: null },
        effects: [CARD],
      };
    case 'start_deferred':
      if (job.state !== 'accepted' && job.state !== 'starting') return undefined;
      // Nothing was sent, so that a wish to cancel that came meanwhile is fulfilled.
      if (job.cancelRequestedAtMs !== null) return finish('cancelled', nowMs, {});
      return {
        patch: { state: 'accepted', startAttemptedAtMs: null, problem: event.problem },
        effects: job.problem?.code === event.problem.code ? [] : [CARD],
        dueAtMs: event.retryAtMs,
      };
    case 'start_unknown':
      if (job.state !== 'starting') return undefined;
      return {
        patch: { lookupsDone: event.lookupsDone, ...(event.problem && { problem: event.problem }) },
        effects: event.problem === undefined ? [] : [CARD],
        dueAtMs: event.lookAtMs,
      };
    case 'start_not_found':
      if (job.state !== 'starting') return undefined;
      // An answer came, though not one to make sense of, or one that is final: nothing is left to ask the requester.
      if (ENDS_A_START.test(job.problem?.code ?? '')) return finish('failed', nowMs, {});
      return {
        // A wish to cancel ends here: there is nothing known to cancel, and another press must count.
        patch: { state: 'start_unclear', cancelRequestedAtMs: null },
        effects: [CARD, { type: 'notice', notice: { type: 'start_unclear' } }],
        dueAtMs: null,
      };
    case 'start_again':
      if (job.state !== 'start_unclear') return undefined;
      return { patch: { state: 'accepted', startAttemptedAtMs: null }, effects: [CARD], dueAtMs: nowMs };
    case 'started':
      // Of two answers about one job the first one counts.
      if (isFollowed(job)) return undefined;
      return started(job, event.upstreamId, event.observation, nowMs);
    case 'observed':
      if (!isFollowed(job)) return undefined;
      return observed(job, event.observation, nowMs);
    case 'upstream_trouble':
      if (!isFollowed(job) || job.problem?.code === event.problem.code) return undefined;
      return { patch: { problem: event.problem }, effects: [CARD] };
    case 'lost':
      if (!isFollowed(job)) return undefined;
      return finish('lost', nowMs, {});
    case 'cancel_requested':
      return cancelRequested(job, nowMs);
    case 'nothing_due':
      return { patch: {}, effects: [], dueAtMs: null };
    case 'cancel_accepted':
      return { patch: {}, effects: [{ type: 'watch', urgent: true }], dueAtMs: null };
    case 'cancel_delayed':
      return { patch: {}, effects: [], dueAtMs: event.retryAtMs };
    case 'cancel_refused':
      return {
        patch: { cancelRequestedAtMs: null },
        // What could not be stopped may have ended: its state is read now.
        effects: [
          CARD,
          { type: 'notice', notice: { type: 'stop_refused', reason: event.reason } },
          { type: 'watch', urgent: true },
        ],
        dueAtMs: null,
      };
  }
}

/** A set-up that failed is a 500 of Warp's like its own troubles, but no trouble that passes. */
const ENDS_A_START = /\.(malformed_answer|environment_setup_failed)$/;

function isFollowed(job: Job): boolean {
  return job.state === 'watching' || job.state === 'waiting';
}

function finish(outcome: NonNullable<Job['outcome']>, nowMs: number, patch: JobPatch): Transition {
  return {
    patch: { ...patch, state: 'finished', outcome, finishedAtMs: nowMs },
    // What people wait for goes first: cards wait for Slack's slower rate of changes.
    effects: [UNWATCH, RESULT, CARD],
    dueAtMs: null,
  };
}

/** A wish to cancel that came while the create call was under way is carried out now. */
function started(job: Job, upstreamId: string, observation: Observation, nowMs: number): Transition {
  const basis: Job = { ...job, state: 'watching', upstreamId, upstreamState: null, startedAtMs: nowMs };
  const next = observed(basis, observation, nowMs);
  const isOver = next?.patch.state === 'finished';
  return {
    patch: { state: 'watching', upstreamId, startedAtMs: nowMs, problem: null, ...next?.patch },
    effects: isOver ? next.effects : [{ type: 'watch', urgent: false }, ...(next?.effects ?? [CARD])],
    dueAtMs: !isOver && job.cancelRequestedAtMs !== null ? nowMs : null,
  };
}

/** Warp shows the end of before for a while when a run was told to go on; its next session marks the new work. */
const OLD_END_FOR_MS = 60_000;

function isOldEnd({ progress }: Job, { kind, progress: seen }: Observation, nowMs: number): boolean {
  const { told } = progress;
  if (told === undefined || (kind !== 'succeeded' && kind !== 'failed')) return false;
  return nowMs - told.atMs < OLD_END_FOR_MS && (seen?.sessionId ?? null) === told.sessionId;
}

function observed(job: Job, observation: Observation, nowMs: number): Transition | undefined {
  if (isOldEnd(job, observation, nowMs)) return undefined;
  const { steps } = observation.progress ?? {};
  const progress = {
    ...job.progress,
    ...observation.progress,
    ...(steps && { steps: mergeSteps(job.progress.steps ?? [], steps) }),
  };
  // An answer ends whatever trouble there was in getting one.
  const patch: JobPatch = {
    problem: null,
    upstreamState: observation.upstreamState,
    progress,
    ...(observation.output !== undefined && { output: observation.output }),
  };
  switch (observation.kind) {
    case 'succeeded':
      return finish('succeeded', nowMs, patch);
    case 'failed':
      return finish('failed', nowMs, { ...patch, problem: observation.problem ?? null });
    case 'cancelled':
      return finish('cancelled', nowMs, patch);
    case 'waiting': {
      if (job.state === 'waiting') return unlessUnchanged(job, patch);
      const notice: Notice = { type: job.kind === 'warp' ? 'blocked' : 'needs_approval' };
      return { patch: { ...patch, state: 'waiting' }, effects: [CARD, { type: 'notice', notice }] };
    }
    case 'running':
      if (job.state === 'watching') return unlessUnchanged(job, patch);
      return { patch: { ...patch, state: 'watching' }, effects: [CARD] };
  }
}

function unlessUnchanged(job: Job, patch: JobPatch): Transition | undefined {
  const isSame =
    job.problem === null &&
    job.upstreamState === patch.upstreamState &&
    JSON.stringify(job.progress) === JSON.stringify(patch.progress);
  return isSame ? undefined : { patch, effects: [CARD] };
}

function cancelRequested(job: Job, nowMs: number): Transition | undefined {
  if (job.cancelRequestedAtMs !== null) return undefined;
  const patch: JobPatch = { cancelRequestedAtMs: nowMs };
  switch (job.state) {
    case 'accepted':
    case 'start_unclear':
      return finish('cancelled', nowMs, patch);
    case 'starting':
      return { patch, effects: [CARD] };
    default:
      return { patch, effects: [CARD], dueAtMs: nowMs };
  }
}
