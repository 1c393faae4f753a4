import type { ProblemCode } from './problems.ts';
import { isEnded, type Run } from './run.ts';
import type { RunStore } from './run-store.ts';
import type { ArtifactType, RunScript, WorkingState } from './script.ts';
import { endStep, planAfter } from './timeline.ts';

/** A hand on one run, for tests and for the playground's person. Each throws a RangeError where it cannot apply. */
export interface RunControl {
  /** Into the next state, then on by the script, held again only where told. */
  moveOn(holdIn?: WorkingState): void;
  block(question?: string): void;
  /** As if the question was answered in the session: works on and succeeds. */
  unblock(): void;
  fail(message?: string, errorCode?: ProblemCode): void;
  finish(message?: string, artifacts?: readonly ArtifactType[]): void;
  /** A new status message and `updated_at`, nothing else; also after the end. */
  touch(message?: string): void;
}

export function createRunControl(store: RunStore, run: Run): RunControl {
  function going(): Run {
    store.get(run.id);
    if (isEnded(run.state)) throw new RangeError(`run ${run.id} has ended as ${run.state}`);
    return run;
  }

  return {
    moveOn(holdIn) {
      const { holdIn: _held, ...free } = going().script;
      const script: RunScript = holdIn === undefined ? free : { ...free, holdIn };
      run.script = script;
      const next = { QUEUED: 'PENDING', PENDING: 'CLAIMED', CLAIMED: 'INPROGRESS' } as const;
      const { state } = run;
      if (state !== 'QUEUED' && state !== 'PENDING' && state !== 'CLAIMED') {
        const end = endStep(script, 0);
        store.change(run, end);
        return;
      }
      const entered = next[state];
      const event = entered === 'INPROGRESS' ? { event: 'run_in_progress' } : {};
      store.change(run, { state: entered, ...event }, (fromUs) =>
        planAfter(entered, script, fromUs, store.speed),
      );
    },
    block(question = 'The agent needs an answer in its session.') {
      going();
      store.change(run, { state: 'BLOCKED', message: question, event: 'run_blocked' });
    },
    unblock() {
      store.get(run.id);
      if (run.state !== 'BLOCKED') throw new RangeError(`run ${run.id} is not blocked`);
      const { holdIn: _held, errorCode: _code, retryable: _retryable, ...script } = run.script;
      const asked = script.end === 'BLOCKED' ? 'Finished after the answer.' : script.message;
      run.script = { ...script, end: 'SUCCEEDED', message: asked };
      store.change(run, { state: 'INPROGRESS', message: 'Going on.', event: 'run_in_progress' }, (fromUs) =>
        planAfter('INPROGRESS', run.script, fromUs, store.speed),
      );
    },
    fail(message = 'The agent gave up.', errorCode) {
      going();
      const code = errorCode === undefined ? {} : { errorCode, retryable: false };
      store.change(run, { state: 'FAILED', message, event: 'run_failed', spent: 1, ...code });
    },
    finish(message = run.script.message, artifacts = run.script.artifacts) {
      going();
      store.change(run, { state: 'SUCCEEDED', message, artifacts, spent: 1, event: 'run_succeeded' });
    },
    touch(message) {
      store.get(run.id);
      const steps = run.steps;
      store.change(run, message === undefined ? {} : { message }, () => steps);
    },
  };
}
