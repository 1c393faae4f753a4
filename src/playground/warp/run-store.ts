import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { printInstant } from './instants.ts';
import { isEnded, type Run, type RunEvent, type RunRequest } from './run.ts';
import { historyOf } from './run-history.ts';
import type { ArtifactType, RunScript, RunState } from './script.ts';
import { planAfter, planResumed, type Step } from './timeline.ts';

export interface RunStore {
  /** With all places taken the run stays QUEUED until one is free. Its parent, if any, is told by an event. */
  create(request: RunRequest, script: RunScript): Run;
  get(id: string): Run | undefined;
  /** All runs as they stand now, oldest first. */
  all(): Run[];
  /** Events of these runs after a sequence number, in its order. */
  events(runIds: ReadonlySet<string>, since: number, limit: number): RunEvent[];
  /** Drops what was to come and changes the run now; then it goes on as planned, if a plan is given. */
  change(run: Run, step: Omit<Step, 'atUs'>, plan?: (fromUs: number) => Step[]): void;
  /** Plans what an ended run does after a follow-up; its state stays as it is until then. */
  resume(run: Run, text: string, script: RunScript): void;
  /** Adds a turn to a run that is at work. */
  tell(run: Run, text: string): void;
  /** Records an event of the run and returns its number. */
  report(run: Run, event: ReportedEvent): number;
  /** How many runs may be under way at once. */
  setCapacity(maxRuns: number): void;
  nowUs(): number;
  readonly speed: number;
}

export interface ReportedEvent {
  readonly type: string;
  readonly refId?: string;
  readonly executionId?: string;
}

/**
 * Runs whose states follow the clock. Nothing happens in the background: every access first takes the steps that are
 * due, over all runs in the order of their times, so that event numbers do not depend on who reads when.
 *
 * States: `QUEUED` → `PENDING` → `CLAIMED` → `INPROGRESS` → `SUCCEEDED`, `FAILED`, `ERROR` or `BLOCKED`; from `CLAIMED`
 * also to `FAILED` (set-up). `CANCELLED` and everything out of turn come by `change`; by `resume` an end leads to
 * `INPROGRESS` again.
 */
export function createRunStore(clock: Clock, speed: number): RunStore {
  const runs = new Map<string, Run>();
  /** Runs with steps to come. */
  const active = new Set<Run>();
  const events: RunEvent[] = [];
  /** Those that wait for a place, oldest first. */
  let parked: Run[] = [];
  let maxRuns = Number.POSITIVE_INFINITY;

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

  function isFull(): boolean {
    if (maxRuns === Number.POSITIVE_INFINITY) return false;
    let taken = 0;
    for (const run of runs.values()) if (!isEnded(run.state) && !parked.includes(run)) taken += 1;
    return taken >= maxRuns;
  }

  function admit(atUs: number): void {
    while (parked.length > 0 && !isFull()) {
      const run = parked.shift();
      if (run) plan(run, planAfter('QUEUED', run.script, atUs, speed));
    }
  }

  function plan(run: Run, steps: Step[]): void {
    run.steps = steps;
    if (steps.length > 0) active.add(run);
    else active.delete(run);
  }

  function addEvent(run: Run, type: string, more: Partial<RunEvent>, atUs: number): number {
    const sequence = events.length + 1;
    events.push({
      event_type: type,
      run_id: run.id,
      ref_id: null,
      execution_id: run.executionId,
      occurred_at: printInstant(atUs),
      sequence,
      ...more,
    });
    return sequence;
  }

  function take(run: Run, step: Step): void {
    // Every change is visible as a newer updated_at, also when several fall on one microsecond.
    const atUs = Math.max(Math.round(step.atUs), run.updatedAtUs + 1);
    run.updatedAtUs = atUs;
    if (step.restarts) {
      run.executionId = randomUUID();
      run.executions += 1;
      if (run.sessionId !== null) run.pastSessionIds.push(run.sessionId);
      run.sessionId = null;
    }
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
    run.history.push(...historyOf(run, step, atUs));
    if (step.event) addEvent(run, step.event, step.linksSession ? { ref_id: run.sessionId } : {}, atUs);
    if (isEnded(run.state)) admit(atUs);
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
      const waits = isFull();
      const run: Run = {
        id: randomUUID(),
        executionId: randomUUID(),
        executions: 1,
        request,
        createdAtUs,
        script,
        steps: [],
        state: 'QUEUED',
        updatedAtUs: createdAtUs,
        startedAtUs: null,
        status: null,
        sessionId: null,
        pastSessionIds: [],
        conversationId: request.conversationId ?? null,
        artifacts: [],
        turns: [{ text: request.prompt, atUs: createdAtUs }],
        history: [{ uuid: randomUUID(), type: 'oz_run_created', execution: 1, atUs: createdAtUs }],
        atCapacity: waits || (script.atCapacity ?? false),
        spent: 0,
      };
      runs.set(run.id, run);
      if (waits) parked.push(run);
      else plan(run, planAfter('QUEUED', script, createdAtUs, speed));
      const parent = runs.get(request.parentRunId ?? '');
      if (parent) addEvent(parent, 'child_agent_started', { ref_id: run.id }, createdAtUs);
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
    change(run, step, planOf) {
      settle();
      parked = parked.filter((other) => other !== run);
      active.delete(run);
      take(run, { ...step, atUs: nowUs() });
      plan(run, planOf?.(run.updatedAtUs) ?? []);
    },
    resume(run, text, script) {
      settle();
      run.turns.push({ text, atUs: nowUs() });
      run.script = script;
      plan(run, planResumed(script, nowUs(), speed));
    },
    tell(run, text) {
      settle();
      run.turns.push({ text, atUs: nowUs() });
    },
    report(run, { type, refId, executionId }) {
      settle();
      const more = {
        ...(refId === undefined ? {} : { ref_id: refId }),
        ...(executionId === undefined ? {} : { execution_id: executionId }),
      };
      return addEvent(run, type, more, nowUs());
    },
    setCapacity(count) {
      settle();
      maxRuns = count;
      admit(nowUs());
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
