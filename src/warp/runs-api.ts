import type { CallOptions } from '../http/client.ts';
import { malformedAnswer } from '../http/failure.ts';
import { parseItems } from '../http/parse-answer.ts';
import type { WarpCalls } from './calls.ts';
import { warpService } from './errors.ts';
import {
  createRunBody,
  listRunsQuery,
  type WarpCreateRunRequest,
  type WarpListRunsQuery,
} from './requests.ts';
import { WarpCreatedRun, WarpRun } from './run.ts';
import { RunsPage } from './schema.ts';
import { WarpTimelineEvent } from './timeline.ts';

export interface WarpRunsPage {
  readonly runs: readonly WarpRun[];
  /** Undefined on the last page. */
  readonly nextCursor: string | undefined;
}

/** Starting, finding, following and stopping runs. */
export interface WarpRunsApi {
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
   * Says something more to a run, at work or ended: once at most. Newer than the published description (404 where it is
   * not there). An ended run shows its old end for a while; the next `sessionId` marks the new work.
   */
  followUp(
    runId: string,
    request: { readonly message?: string; readonly mode?: 'normal' | 'plan' | 'orchestrate' },
    options?: CallOptions,
  ): Promise<void>;
  /** What happened to a run, machine and session included, where the server has it. */
  getTimeline(runId: string, options?: CallOptions): Promise<WarpTimelineEvent[]>;
}

export function createRunsApi(calls: WarpCalls, usesDeprecatedCreate: boolean): WarpRunsApi {
  const { get, send, parse, list, report } = calls;

  async function listRuns(query: WarpListRunsQuery = {}, options?: CallOptions): Promise<WarpRunsPage> {
    const path = '/agent/runs';
    const answer = await get(path, options, { query: listRunsQuery(query), operation: 'list' });
    const page = parse(path, RunsPage, answer);
    const runs = parseItems(WarpRun, page.runs, (index, paths) =>
      report(path, 'malformed item', { index, paths }),
    );
    return { runs, nextCursor: page.nextCursor };
  }

  return {
    async createRun(request, options) {
      const path = usesDeprecatedCreate ? '/agent/run' : '/agent/runs';
      const answer = await send('POST', path, options, { body: createRunBody(request) });
      return parse(path, WarpCreatedRun, answer);
    },
    async getRun(runId, options) {
      const path = '/agent/runs/{runId}';
      const answer = await get(path, options, { pathParams: { runId } });
      const run = parse(path, WarpRun, answer);
      if (run.runId !== runId) throw malformedAnswer(warpService, path, answer, ['run_id: another']);
      return run;
    },
    listRuns,
    async *runPages(query = {}, options) {
      const seen = new Set<string>();
      for (let { cursor } = query; ; ) {
        const page = await listRuns(cursor === undefined ? query : { ...query, cursor }, options);
        yield page.runs;
        cursor = page.nextCursor;
        if (cursor === undefined) return;
        if (seen.has(cursor)) {
          report('/agent/runs', 'cursor repeated');
          return;
        }
        seen.add(cursor);
      }
    },
    async cancelRun(runId, options) {
      const path = '/agent/runs/{runId}/cancel';
      await send('POST', path, options, { pathParams: { runId }, operation: 'cancel' });
    },
    async followUp(runId, request, options) {
      const path = '/agent/runs/{runId}/followups';
      await send('POST', path, options, { pathParams: { runId }, body: request });
    },
    async getTimeline(runId, options) {
      const path = '/agent/runs/{runId}/timeline';
      return list(path, await get(path, options, { pathParams: { runId } }), 'events', WarpTimelineEvent);
    },
  };
}
