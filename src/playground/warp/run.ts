import type { HistoryEntry } from './run-history.ts';
import type { ArtifactType, RunScript, RunState } from './script.ts';
import type { Step } from './timeline.ts';

export const runSources = [
  'LINEAR',
  'API',
  'SLACK',
  'LOCAL',
  'SCHEDULED_AGENT',
  'WEB_APP',
  'GITHUB_ACTION',
  'CLOUD_MODE',
  'CLI',
] as const;

export type RunSource = (typeof runSources)[number];

export interface Artifact {
  readonly uid: string;
  readonly type: ArtifactType;
  readonly createdAtUs: number;
  readonly title: string;
}

/** What a run was asked to do and by whom; fixed from its creation on. */
export interface RunRequest {
  readonly prompt: string;
  readonly title: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly skill: { readonly name: string; readonly spec: string } | null;
  readonly creatorUid: string;
  readonly team: boolean;
  readonly source: RunSource;
  readonly executionLocation: 'LOCAL' | 'REMOTE';
  readonly conversationId?: string;
  readonly parentRunId?: string;
  readonly scheduleId?: string;
  /** As the schedule was when it started the run. */
  readonly schedule?: { readonly name: string; readonly cron: string };
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** One thing that a person asked of a run: its prompt, then each follow-up. */
export interface Turn {
  readonly text: string;
  readonly atUs: number;
}

/** A run as the store keeps it: what is so now, and the steps that are still to come. */
export interface Run {
  readonly id: string;
  /** Another one after each follow-up that woke the run; `executions` counts them. */
  executionId: string;
  executions: number;
  readonly request: RunRequest;
  readonly createdAtUs: number;
  script: RunScript;
  steps: Step[];
  state: RunState;
  updatedAtUs: number;
  startedAtUs: number | null;
  status: { message: string; error_code?: string; retryable?: boolean } | null;
  sessionId: string | null;
  /** Of executions before a follow-up. */
  pastSessionIds: string[];
  conversationId: string | null;
  artifacts: Artifact[];
  turns: Turn[];
  history: HistoryEntry[];
  /** Started when all places were taken. */
  readonly atCapacity: boolean;
  /** 0 to 1, of what the run costs in all. */
  spent: number;
}

export interface RunEvent {
  readonly event_type: string;
  readonly run_id: string;
  readonly ref_id: string | null;
  readonly execution_id: string | null;
  readonly occurred_at: string;
  readonly sequence: number;
}

const ended: readonly RunState[] = ['SUCCEEDED', 'FAILED', 'ERROR', 'BLOCKED', 'CANCELLED'];

/** Warp counts BLOCKED among the ends: it cannot be cancelled. */
export function isEnded(state: RunState): boolean {
  return ended.includes(state);
}

/** Also after a failure, where the script keeps the sandbox for whoever wants to look into it. */
export function isSandboxRunning({ state, script }: Run): boolean {
  if (state === 'FAILED' || state === 'ERROR') return script.keepsSandbox ?? false;
  return state === 'CLAIMED' || state === 'INPROGRESS' || state === 'BLOCKED';
}

/** Whether this is or was a session of the run. */
export function hasSession(run: Run, sessionId: string | undefined): boolean {
  return sessionId !== undefined && (run.sessionId === sessionId || run.pastSessionIds.includes(sessionId));
}

/** Whether the sandbox behind this session is gone: of an execution before a follow-up, or of the last one when it is over. */
export function hasLeftSession(run: Run, sessionId: string | undefined): boolean {
  return run.sessionId === sessionId
    ? isEnded(run.state) && !isSandboxRunning(run)
    : hasSession(run, sessionId);
}

/** The run is done by something other than Warp's own harness. */
export function hasForeignHarness(run: Run): boolean {
  const harness = run.request.config['harness'];
  return typeof harness === 'object' && harness !== null && 'type' in harness && harness.type !== 'oz';
}
