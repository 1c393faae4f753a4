import { randomUUID } from 'node:crypto';
import { printInstant } from './instants.ts';
import type { Run } from './run.ts';
import type { RunState } from './script.ts';
import type { Step } from './timeline.ts';

/** What the timeline endpoint tells of a run; the numbers of executions count from 1. */
export interface HistoryEntry {
  readonly uuid: string;
  readonly type: string;
  readonly execution: number;
  readonly atUs: number;
  readonly payload?: Readonly<Record<string, unknown>>;
}

const entries: Readonly<Record<RunState, readonly string[]>> = {
  QUEUED: [],
  PENDING: [],
  CLAIMED: ['oz_run_claimed'],
  INPROGRESS: ['worker_container_ready', 'agent_started'],
  SUCCEEDED: ['oz_run_done', 'vm_shutdown'],
  FAILED: ['oz_run_failed', 'vm_shutdown'],
  ERROR: ['oz_run_errored', 'vm_shutdown'],
  BLOCKED: ['oz_run_blocked'],
  CANCELLED: ['oz_run_cancelled', 'vm_shutdown'],
};

/** What a step adds to the history of its run. A kept sandbox is not shut down. */
export function historyOf(run: Run, step: Omit<Step, 'atUs'>, atUs: number): HistoryEntry[] {
  const types = [
    ...(step.state ? entries[step.state] : []),
    ...(step.linksSession ? ['shared_session_started'] : []),
  ].filter((type) => type !== 'vm_shutdown' || !run.script.keepsSandbox);
  const payload = step.errorCode === undefined ? {} : { payload: { error_code: step.errorCode } };
  return types.map((type) => ({ uuid: randomUUID(), type, execution: run.executions, atUs, ...payload }));
}

/** The body of `GET /agent/runs/{runId}/timeline`. */
export function timelineBody(run: Run): object {
  return {
    events: run.history.map(({ uuid, type, execution, atUs, payload }) => ({
      event_uuid: uuid,
      run_id: run.id,
      execution_id: execution,
      event_type: type,
      occurred_at: printInstant(atUs),
      ...(payload ? { payload } : {}),
    })),
  };
}
