import type { CallOptions } from '../http/client.ts';
import type { WarpCreateRunRequest, WarpListRunsQuery } from './requests.ts';
import type { WarpCreatedRun, WarpRun } from './run.ts';
import type {
  SessionRedirect,
  WarpAgent,
  WarpArtifact,
  WarpEnvironment,
  WarpEvent,
  WarpModels,
} from './schema.ts';

export interface WarpRunsPage {
  readonly runs: readonly WarpRun[];
  /** Undefined on the last page. */
  readonly nextCursor: string | undefined;
}

/**
 * Warp's Agent API (Oz) over REST. All methods throw ErrandError `warp.*` with `fields.outcome` (see
 * `callOutcome`); which codes there are stands at `warpAnswerError` and `transportFailure`. Reads are
 * repeated over passing trouble, `createRun` and `cancelRun` never are.
 */
export interface WarpClient {
  /** Starts a run: once at most. The API has no key against doubles. */
  createRun(request: WarpCreateRunRequest, options?: CallOptions): Promise<WarpCreatedRun>;
  getRun(runId: string, options?: CallOptions): Promise<WarpRun>;
  listRuns(query?: WarpListRunsQuery, options?: CallOptions): Promise<WarpRunsPage>;
  /** All pages from the query's cursor on. Ends early, reporting it, where a cursor comes a second time. */
  runPages(query?: WarpListRunsQuery, options?: CallOptions): AsyncGenerator<readonly WarpRun[], void, void>;
  /**
   * Asks for a stop. Refused with `warp.invalid_request` (400: already over), `warp.conflict` (409: being
   * prepared, retryable) or `warp.operation_not_supported` (422: runs elsewhere).
   */
  cancelRun(runId: string, options?: CallOptions): Promise<void>;
  /**
   * Events after the cursor `since`, by rising sequence, at most `limit` (500). An internal endpoint: 403 or
   * 404 (`fields.status`) means that it is not there for this key.
   */
  pollEvents(
    query: { readonly runIds: readonly string[]; readonly since?: number; readonly limit?: number },
    options?: CallOptions,
  ): Promise<WarpEvent[]>;
  listAgents(
    query?: {
      /** `owner/repo`. */
      readonly repo?: string;
      /** Makes Warp look at the repositories anew. */
      readonly refresh?: boolean;
      readonly sortBy?: 'name' | 'last_run';
      readonly includeMalformedSkills?: boolean;
    },
    options?: CallOptions,
  ): Promise<WarpAgent[]>;
  listModels(options?: CallOptions): Promise<WarpModels>;
  listEnvironments(
    query?: { readonly sortBy?: 'name' | 'last_updated' },
    options?: CallOptions,
  ): Promise<WarpEnvironment[]>;
  /** A plan's content, or the signed download of a file or screenshot. Not for pull requests. */
  getArtifact(artifactUid: string, options?: CallOptions): Promise<WarpArtifact>;
  /** The conversation that a session's link should lead to, once its sandbox is gone. */
  sessionRedirect(sessionUuid: string, options?: CallOptions): Promise<SessionRedirect>;
  close(): Promise<void>;
}
