import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { ExecutionScript, LocalWarmlyTool, ToolResult } from './tool.ts';

export const executionStatuses = [
  'pending',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'awaiting_approval',
] as const;

export type ExecutionStatus = (typeof executionStatuses)[number];

/** An execution as the API shows it. */
export interface Execution {
  readonly id: string;
  readonly toolName: string;
  readonly organizationId: string;
  readonly status: ExecutionStatus;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>> | null;
  readonly userFacingError?: string;
  readonly reasoning: string | null;
  readonly externalRef: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
}

export interface NewExecution {
  readonly tool: LocalWarmlyTool;
  readonly organizationId: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly reasoning: string | null;
  readonly externalRef: string | null;
  readonly script?: ExecutionScript;
  /** Does the tool's work, validation included. Called once, when the work is due. */
  work(executionId: string, nowMs: number): ToolResult;
}

export interface Executions {
  /** Synchronous tools are done on return; asynchronous ones are pending, whatever the speed. */
  create(request: NewExecution): Execution;
  get(id: string): Execution | undefined;
  /** All, newest first, as they stand now. */
  all(): Execution[];
  /** Lets one that awaits approval go on: at once to its end, or first running for a while. */
  approve(id: string, runningMs?: number): void;
  /** Ends an unfinished one from outside, as a person in Warmly's own interface could. */
  end(id: string, status: 'failed' | 'cancelled', userFacingError?: string): void;
}

/** What is to come: the first step whose time has come is taken, then the next. */
interface Step {
  readonly atMs: number;
  readonly to: 'running' | 'awaiting_approval' | 'cancelled' | 'work';
}

interface Entry {
  readonly request: NewExecution;
  record: Execution;
  steps: Step[];
}

/**
 * Executions whose states follow the clock: nothing runs in the background, every read first takes the steps that
 * are due. `speed` divides all durations.
 *
 * States: `pending` → `running` → `succeeded` or `failed`; with approval `running` → `awaiting_approval`, left only
 * by `approve` (→ `running` → end) or `end`. `end` also leads from any unfinished state to `failed` or `cancelled`.
 */
export function createExecutions(clock: Clock, speed: number): Executions {
  const entries: Entry[] = [];
  const byId = new Map<string, Entry>();
  /** Those with steps to come. */
  const active = new Set<Entry>();

  /** Takes every due step, in the order of their times, so that reads do not change what happens. */
  function settle(): void {
    const nowMs = clock.nowMs();
    for (;;) {
      let next: Entry | undefined;
      for (const entry of active) {
        if (dueAtMs(entry) <= nowMs && (!next || dueAtMs(entry) < dueAtMs(next))) next = entry;
      }
      const step = next?.steps.shift();
      if (!next || !step) return;
      take(next, step);
      if (next.steps.length === 0) active.delete(next);
    }
  }

  function take(entry: Entry, step: Step): void {
    const startedAt = entry.record.startedAt ?? isoOf(step.atMs);
    if (step.to === 'cancelled') {
      const completedAt = isoOf(step.atMs);
      entry.record = { ...entry.record, status: step.to, output: { success: false }, startedAt, completedAt };
      return;
    }
    if (step.to !== 'work') {
      entry.record = { ...entry.record, status: step.to, startedAt };
      return;
    }
    const result = work(entry, step.atMs);
    entry.record = { ...entry.record, ...outcomeOf(result), startedAt, completedAt: isoOf(step.atMs) };
  }

  function unfinished(id: string): Entry {
    settle();
    const entry = byId.get(id);
    if (!entry) throw new RangeError(`no execution ${id}`);
    if (entry.record.completedAt !== null) throw new RangeError(`execution ${id} is over`);
    return entry;
  }

  return {
    create(request) {
      const nowMs = clock.nowMs();
      const record: Execution = {
        id: randomUUID(),
        toolName: request.tool.name,
        organizationId: request.organizationId,
        status: 'pending',
        input: request.input,
        output: null,
        reasoning: request.reasoning,
        externalRef: request.externalRef,
        createdAt: isoOf(nowMs),
        startedAt: null,
        completedAt: null,
      };
      const entry: Entry = { request, record, steps: stepsOf(request, nowMs, speed) };
      entries.push(entry);
      byId.set(record.id, entry);
      active.add(entry);
      if (!request.tool.isAsync) settle();
      return entry.record;
    },
    get(id) {
      settle();
      return byId.get(id)?.record;
    },
    all() {
      settle();
      return entries.map((entry) => entry.record).toReversed();
    },
    approve(id, runningMs = 0) {
      const entry = unfinished(id);
      if (entry.record.status !== 'awaiting_approval')
        throw new RangeError(`execution ${id} awaits no approval`);
      const nowMs = clock.nowMs();
      entry.steps = [
        { atMs: nowMs, to: 'running' },
        { atMs: nowMs + runningMs, to: 'work' },
      ];
      active.add(entry);
    },
    end(id, status, userFacingError) {
      const entry = unfinished(id);
      entry.steps = [];
      active.delete(entry);
      entry.record = {
        ...entry.record,
        status,
        output: { success: false },
        ...(userFacingError === undefined ? {} : { userFacingError }),
        completedAt: isoOf(clock.nowMs()),
      };
    },
  };
}

function dueAtMs(entry: Entry): number {
  return entry.steps[0]?.atMs ?? Number.POSITIVE_INFINITY;
}

function stepsOf({ tool, script = {} }: NewExecution, nowMs: number, speed: number): Step[] {
  const last = lastStep(script.end, tool.steps?.approval ?? false);
  if (!tool.isAsync) return [{ atMs: nowMs, to: last }];
  const { pendingMs = 1_000, runningMs = 3_000 } = { ...tool.steps, ...script };
  const runningAtMs = nowMs + pendingMs / speed;
  const steps: Step[] = [
    { atMs: runningAtMs, to: 'running' },
    { atMs: runningAtMs + runningMs / speed, to: last },
  ];
  return script.holdIn === undefined ? steps : steps.slice(0, script.holdIn === 'pending' ? 0 : 1);
}

function lastStep(end: ExecutionScript['end'], approval: boolean): Step['to'] {
  if (end === 'cancelled' || end === 'awaiting_approval') return end;
  return end === undefined && approval ? 'awaiting_approval' : 'work';
}

function work(entry: Entry, atMs: number): ToolResult {
  const { script } = entry.request;
  if (script?.end === 'failed')
    return { ok: false, userFacingError: script.userFacingError ?? 'The tool could not do this.' };
  if (script?.output) return { ok: true, output: script.output };
  try {
    return entry.request.work(entry.record.id, atMs);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    return { ok: false, userFacingError: `The tool failed: ${reason}.` };
  }
}

function outcomeOf(result: ToolResult): Pick<Execution, 'status' | 'output' | 'userFacingError'> {
  if (result.ok) return { status: 'succeeded', output: { success: true, ...result.output } };
  return { status: 'failed', output: { success: false }, userFacingError: result.userFacingError };
}

function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
