import type { ProblemCode } from './problems.ts';
import type { ArtifactType, EndState, RunScript, RunState, WorkingState } from './script.ts';

/** One moment at which a run changes. What is absent stays as it was. */
export interface Step {
  readonly atUs: number;
  readonly state?: RunState;
  readonly message?: string;
  readonly errorCode?: ProblemCode;
  readonly retryable?: boolean;
  readonly linksSession?: boolean;
  /** The run begins anew: another execution, and no session until one is linked. */
  readonly restarts?: boolean;
  readonly artifacts?: readonly ArtifactType[];
  /** Share of the run's whole cost that is spent by now. */
  readonly spent?: number;
  readonly event?: string;
}

const endEvents: Readonly<Record<EndState, string>> = {
  SUCCEEDED: 'run_succeeded',
  FAILED: 'run_failed',
  BLOCKED: 'run_blocked',
  ERROR: 'run_errored',
};

/**
 * All steps that follow for a run that is in `state` since `fromUs`, up to its end or to where the script holds it.
 * `script.holdIn` of an earlier state no longer matters.
 */
export function planAfter(state: WorkingState, script: RunScript, fromUs: number, speed: number): Step[] {
  const us = (durationMs: number) => (durationMs * 1_000) / speed;
  const steps: Step[] = [];
  let atUs = fromUs;
  const reached = (...order: WorkingState[]) => order.includes(state);
  if (state === 'QUEUED') {
    if (script.holdIn === 'QUEUED') return steps;
    atUs += us(script.queuedMs);
    steps.push({ atUs, state: 'PENDING', message: 'Preparing the sandbox.' });
  }
  if (reached('QUEUED', 'PENDING')) {
    if (script.holdIn === 'PENDING') return steps;
    atUs += us(script.pendingMs);
    steps.push({ atUs, state: 'CLAIMED', message: 'A worker is setting up the environment.' });
  }
  if (reached('QUEUED', 'PENDING', 'CLAIMED')) {
    if (script.holdIn === 'CLAIMED') return steps;
    atUs += us(script.claimedMs);
    if (script.endsInSetup) return [...steps, endStep(script, atUs)];
    steps.push({ atUs, state: 'INPROGRESS', message: 'The agent is starting.', event: 'run_in_progress' });
  }
  const share = (part: number) => atUs + us(script.workingMs * part);
  steps.push({ atUs: share(0.05), linksSession: true, event: 'run_session_linked' });
  if (script.holdIn === 'INPROGRESS') return steps;
  const planned = script.artifacts.filter((type) => type === 'PLAN');
  steps.push({
    atUs: share(0.35),
    message: 'Reading the code and writing a plan.',
    artifacts: planned,
    spent: 0.3,
  });
  steps.push({ atUs: share(0.7), message: 'Running the tests.', spent: 0.7 });
  steps.push(endStep(script, share(1)));
  return steps;
}

/** The steps after a follow-up: the old end is shown for a while, then the run works again in another session. */
export function planResumed(script: RunScript, fromUs: number, speed: number): Step[] {
  const atUs = fromUs + ((script.staleMs ?? 5_000) * 1_000) / speed;
  const start: Step = {
    atUs,
    state: 'INPROGRESS',
    restarts: true,
    message: 'Going on.',
    event: 'run_in_progress',
  };
  return [start, ...planAfter('INPROGRESS', script, atUs, speed)];
}

/** The step into the script's end, with the artifacts that the run has not made yet. */
export function endStep(script: RunScript, atUs: number): Step {
  return {
    atUs,
    state: script.end,
    message: script.message,
    artifacts: script.artifacts,
    spent: 1,
    event: endEvents[script.end],
    ...(script.errorCode === undefined ? {} : { errorCode: script.errorCode }),
    ...(script.retryable === undefined ? {} : { retryable: script.retryable }),
  };
}
