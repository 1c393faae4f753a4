import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { printInstant } from './instants.ts';
import { isEnded, type Run, type RunEvent, type RunRequest } from './run.ts';
import type { ArtifactType, RunScript, RunState } from './script.ts';
import { planAfter, type Step } from './timeline.ts';

export interface RunStore {
  create(request: RunRequest, script: RunScript): Run;
  get(id: string): Run | undefined;
  /** All runs as they stand now, oldest first. */
  all(): Run[];
  /** Events of these runs after a sequence number, in its order. */
  events(runIds: ReadonlySet<string>, since: number, limit: number): RunEvent[];
  /** Drops what was to come and changes the run now; then it goes on as planned, if a plan is given. */
  change(run: Run, step: Omit<Step, 'atUs'>, plan?: (fromUs: number) => Step[]): void;
  nowUs(): number;
  readonly speed: number;
}

/**
 * Runs whose states follow the clock. Nothing happens in the background: every access first takes the steps that are
 * due, over all runs in the order of their times, so that event numbers do not depend on who reads when.
 *
 * States: `QUEUED` → `PENDING` → `CLAIMED` → `INPROGRESS` → `SUCCEEDED`, `FAILED`, `ERROR` or `BLOCKED`; from `CLAIMED`
 * also to `FAILED` (set-up). `CANCELLED` and everything out of turn come by `change`.
 */
export function createRunStore(clock: Clock, speed: number): RunStore {
  const runs = new Map<string, Run>();
  /** Runs with steps to come. */
  const active = new Set<Run>();
  const events: RunEvent[] = [];

  function nowUs(): number {
    return Math.round(clock.nowMs() * 1_000);
  }

  function settle(): void {
    const now = nowUs();
    for (;;) {
      let next: Run | undefined;
      for (const run of active) {
        if (dueAtUs(run) <= now && (!next || dueAtUs(run) < dueAtUs(next))) next = run;
      }
      const step = next?.steps.shift();
      if (!next || !step) return;
      take(next, step);
      if (next.steps.length === 0) active.delete(next);
    }
  }

  function take(run: Run, step: Step): void {
    // Every change is visible as a newer updated_at, also when several fall on one microsecond.
    const atUs = Math.max(Math.round(step.atUs), run.updatedAtUs + 1);
    run.updatedAtUs = atUs;
    if (step.state) enter(run, step.state, atUs);
    if (step.message !== undefined) {
      run.status = {
        message: step.message,
        ...(step.errorCode === undefined ? {} : { error_code: step.errorCode }),
        ...(step.retryable === undefined ? {} : { retryable: step.retryable }),
      };
    }
    if (step.linksSession) run.sessionId ??= randomUUID();
    for (const type of step.artifacts ?? []) addArtifact(run, type, atUs);
    run.spent = Math.max(run.spent, step.spent ?? 0);
    if (step.event) {
      events.push({
        event_type: step.event,
        run_id: run.id,
        ref_id: step.linksSession ? run.sessionId : null,
        execution_id: run.executionId,
        occurred_at: printInstant(atUs),
        sequence: events.length + 1,
      });
    }
  }

  function enter(run: Run, state: RunState, atUs: number): void {
    run.state = state;
    if (state === 'CLAIMED' || state === 'INPROGRESS') run.conversationId ??= randomUUID();
    if (state === 'INPROGRESS') run.startedAtUs ??= atUs;
  }

  return {
    speed,
    nowUs,
    create(request, script) {
      settle();
      const createdAtUs = nowUs();
      const run: Run = {
        id: randomUUID(),
        executionId: randomUUID(),
        request,
        createdAtUs,
        script,
        steps: planAfter('QUEUED', script, createdAtUs, speed),
        state: 'QUEUED',
        updatedAtUs: createdAtUs,
        startedAtUs: null,
        status: null,
        sessionId: null,
        conversationId: request.conversationId ?? null,
        artifacts: [],
        spent: 0,
      };
      runs.set(run.id, run);
      if (run.steps.length > 0) active.add(run);
      return run;
    },
    get(id) {
      settle();
      return runs.get(id);
    },
    all() {
      settle();
      return [...runs.values()];
    },
    events(runIds, since, limit) {
      settle();
      return events
        .slice(since)
        .filter((event) => runIds.has(event.run_id))
        .slice(0, limit);
    },
    change(run, step, plan) {
      settle();
      take(run, { ...step, atUs: nowUs() });
      run.steps = isEnded(run.state) ? [] : (plan?.(run.updatedAtUs) ?? []);
      if (run.steps.length > 0) active.add(run);
      else active.delete(run);
    },
  };
}

function dueAtUs(run: Run): number {
  return run.steps[0]?.atUs ?? Number.POSITIVE_INFINITY;
}

function addArtifact(run: Run, type: ArtifactType, atUs: number): void {
  if (run.artifacts.some((artifact) => artifact.type === type)) return;
  run.artifacts.push({ uid: randomUUID(), type, createdAtUs: atUs, title: run.request.title });
}
