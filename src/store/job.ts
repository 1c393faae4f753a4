import type { WarmlyPaging } from '../warmly/paging.ts';
import type { WarpMcpServer } from '../warp/requests.ts';
import type { SealedValue } from './sealer.ts';

/**
 * The record of one request from Slack: a Warmly execution or a Warp run.
 *
 * States: `accepted` (stored, nothing sent) → `starting` (the create call is or may be under way) → `watching`
 * (running upstream) ⇄ `waiting` (upstream waits for a person) → `finished`. From `starting` also `start_unclear`:
 * nobody knows whether the create arrived, and the requester is asked.
 */
export type JobState = 'accepted' | 'starting' | 'start_unclear' | 'watching' | 'waiting' | 'finished';

/** How a finished job ended. `lost`: upstream no longer knows it. */
export type JobOutcome = 'succeeded' | 'failed' | 'cancelled' | 'lost';

export type JobKind = 'warmly' | 'warp';

export interface WarmlyRequest {
  readonly kind: 'warmly';
  readonly toolName: string;
  readonly isAsync: boolean;
  /** Secrets in it are sealed (`SealedValue`), at whatever depth. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The person's own words on why; who and where are added when it is sent. */
  readonly reasoning?: string;
  /** Started elsewhere and only followed here. */
  readonly isFollowed?: boolean;
  /** The tool's switch for a run that only says what it would do, where this run did not use it. */
  readonly previewBy?: string;
  /** How the tool gives the next page, by its schema. */
  readonly paging?: WarmlyPaging;
}

export interface WarpRequest {
  readonly kind: 'warp';
  readonly prompt: string;
  readonly title?: string;
  readonly skill?: string;
  readonly modelId?: string;
  readonly environmentId?: string;
  /** True for a team run, false for a personal one, absent for the API's default. */
  readonly team?: boolean;
  /** People's label for grouping runs. */
  readonly name?: string;
  readonly basePrompt?: string;
  readonly mcpServers?: Readonly<Record<string, StoredMcpServer>>;
  readonly computerUse?: boolean;
  readonly idleTimeoutMinutes?: number;
  readonly workerHost?: string;
  readonly parentRunId?: string;
  /** A conversation to go on with. */
  readonly conversationId?: string;
  readonly interactive?: boolean;
  readonly agentIdentityUid?: string;
  /** `oz` or `claude`. */
  readonly harness?: string;
  readonly claudeAuthSecretName?: string;
  /** Started elsewhere and only followed here. */
  readonly isFollowed?: boolean;
  /** Files of Slack that go along, at most five. */
  readonly attachments?: readonly SlackFileRef[];
  /** So many files were too many to go along. */
  readonly filesLeftOut?: number;
  /** What was said before in Slack, and goes along. */
  readonly context?: SlackContext;
  /** What the chosen ids are called, for the card. */
  readonly labels?: {
    readonly skill?: string;
    readonly model?: string;
    readonly environment?: string;
  };
}

/** An MCP server by its name; `env` and `headers`, where it has any, are sealed together. */
export interface StoredMcpServer extends Pick<WarpMcpServer, 'warpId' | 'command' | 'args' | 'url'> {
  readonly sealed?: SealedValue;
}

/** Messages of Slack as an agent reads them. */
export interface SlackContext {
  readonly text: string;
  readonly messages: number;
  /** So many were too much. */
  readonly leftOut: number;
}

/** A file in Slack: its bytes are fetched when they are needed. */
export interface SlackFileRef {
  readonly fileId: string;
  readonly name: string;
}

export type JobRequest = WarmlyRequest | WarpRequest;

export interface WarpArtifact {
  /** By which it can be fetched; pull requests have none. */
  readonly uid?: string;
  readonly type: string;
  readonly title: string;
  readonly url?: string;
}

/** What is known of an upstream execution or run while it goes on and after it ended. */
export interface JobProgress {
  readonly sessionLink?: string;
  readonly sessionId?: string;
  /** Something more was said to the run in that session: for a while it may still show the end that it had before. */
  readonly told?: { readonly atMs: number; readonly sessionId: string | null };
  readonly title?: string;
  readonly statusMessage?: string;
  readonly atCapacity?: boolean;
  readonly artifacts?: readonly WarpArtifact[];
  readonly costCredits?: number;
  readonly startedAtMs?: number;
  readonly conversationId?: string;
  /** Of a Warp run: what it runs on, by name. */
  readonly modelName?: string;
  readonly environmentName?: string;
  /** What its agent has done and does, oldest first; and the runs that it started. */
  readonly steps?: readonly RunStep[];
  readonly children?: readonly RunStep[];
  /** It waits for an answer that Warp takes in its session only: another run goes on with its conversation. */
  readonly goesOnBeside?: boolean;
  /** The session's link leads to a transcript by now. */
  readonly isSessionOver?: boolean;
}

/** A step of an agent's work. `title` is untrusted. */
export interface RunStep {
  /** The same for the same step whenever it is read. */
  readonly id?: string;
  readonly title: string;
  readonly state: 'pending' | 'in_progress' | 'complete' | 'error';
}

/** Why a job failed or what stands in its way: one sentence on what happened, one on what to do. */
export interface JobProblem {
  readonly code: string;
  readonly userMessage: string;
  /** Where the person connects the outside service that is missing, and its name. */
  readonly authUrl?: string;
  readonly provider?: string;
}

export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly outcome: JobOutcome | null;
  readonly request: JobRequest;
  readonly requesterId: string;
  readonly teamId: string;
  /** Row in `threads`: where everything about this job is said. */
  readonly threadId: string;
  readonly dedupeKey: string;
  /** The execution's or run's id; null until upstream gave one. */
  readonly upstreamId: string | null;
  /** Upstream's own word for the state (`INPROGRESS`, `awaiting_approval`). */
  readonly upstreamState: string | null;
  readonly progress: JobProgress;
  /** The tool's output as upstream sent it; null for Warp runs. */
  readonly output: unknown;
  /** Set on failure, and while something stands in the way (upstream down) of a job that goes on. */
  readonly problem: JobProblem | null;
  readonly cancelRequestedAtMs: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
  /** Grows by one with every change: buttons on a card carry it. */
  readonly version: number;
}
