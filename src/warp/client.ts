import { z } from 'zod';
import type { CallOptions } from '../http/client.ts';
import { malformedAnswer } from '../http/failure.ts';
import { parseAnswer, parseItems } from '../http/parse-answer.ts';
import { optionalText } from '../http/wire-fields.ts';
import type { WarpClient, WarpRunsPage } from './api.ts';
import { createWarpCalls, type WarpClientOptions } from './calls.ts';
import { warpService } from './errors.ts';
import {
  createRunBody,
  listRunsQuery,
  type WarpCreateRunRequest,
  type WarpListRunsQuery,
} from './requests.ts';
import { WarpCreatedRun, WarpRun } from './run.ts';
import {
  RunsPage,
  SessionRedirect,
  WarpAgent,
  WarpArtifact,
  WarpEnvironment,
  WarpEvent,
  WarpModel,
  type WarpModels,
} from './schema.ts';

export function createWarpClient(options: WarpClientOptions): WarpClient {
  const { call, get, list, report, close } = createWarpCalls(options);

  async function createRun(
    request: WarpCreateRunRequest,
    callOptions?: CallOptions,
  ): Promise<WarpCreatedRun> {
    const path = '/agent/runs';
    const body = createRunBody(request);
    const answer = await call({ ...callOptions, method: 'POST', path, body, retry: 'never' });
    return parseAnswer(warpService, path, WarpCreatedRun, answer);
  }

  async function getRun(runId: string, callOptions?: CallOptions): Promise<WarpRun> {
    const path = '/agent/runs/{runId}';
    const answer = await get(path, callOptions, { pathParams: { runId } });
    const run = parseAnswer(warpService, path, WarpRun, answer);
    if (run.runId !== runId) throw malformedAnswer(warpService, path, answer, ['run_id: another']);
    return run;
  }

  async function listRuns(query: WarpListRunsQuery = {}, callOptions?: CallOptions): Promise<WarpRunsPage> {
    const path = '/agent/runs';
    const answer = await get(path, callOptions, { query: listRunsQuery(query) });
    const page = parseAnswer(warpService, path, RunsPage, answer);
    const runs = parseItems(WarpRun, page.runs, (index, paths) =>
      report(path, 'malformed item', { index, paths }),
    );
    return { runs, nextCursor: page.nextCursor };
  }

  async function* runPages(query: WarpListRunsQuery = {}, callOptions?: CallOptions) {
    const seen = new Set<string>();
    for (let cursor = query.cursor; ; ) {
      const page = await listRuns(cursor === undefined ? query : { ...query, cursor }, callOptions);
      yield page.runs;
      cursor = page.nextCursor;
      if (cursor === undefined) return;
      if (seen.has(cursor)) {
        report('/agent/runs', 'cursor repeated');
        return;
      }
      seen.add(cursor);
    }
  }

  async function cancelRun(runId: string, callOptions?: CallOptions): Promise<void> {
    const path = '/agent/runs/{runId}/cancel';
    await call({ ...callOptions, method: 'POST', path, pathParams: { runId }, retry: 'never' }, 'cancel');
  }

  async function pollEvents(
    query: { readonly runIds: readonly string[]; readonly since?: number; readonly limit?: number },
    callOptions?: CallOptions,
  ): Promise<WarpEvent[]> {
    const path = '/agent/events';
    const { runIds, since, limit } = query;
    const answer = await get(path, callOptions, { query: { run_ids: runIds, since, limit } });
    return list(path, answer, 'events', WarpEvent).toSorted((a, b) => a.sequence - b.sequence);
  }

  async function listAgents(
    query: Parameters<WarpClient['listAgents']>[0] = {},
    callOptions?: CallOptions,
  ): Promise<WarpAgent[]> {
    const answer = await get('/agent', callOptions, {
      query: {
        repo: query.repo,
        refresh: query.refresh,
        sort_by: query.sortBy,
        include_malformed_skills: query.includeMalformedSkills,
      },
    });
    return list('/agent', answer, 'agents', WarpAgent);
  }

  async function listModels(callOptions?: CallOptions): Promise<WarpModels> {
    const path = '/agent/models';
    const answer = await get(path, callOptions);
    const head = z.looseObject({ default_model_id: optionalText }).safeParse(answer.body).data;
    return {
      defaultModelId: head?.default_model_id,
      models: list(path, answer, 'models', WarpModel),
    };
  }

  async function listEnvironments(
    query: { readonly sortBy?: 'name' | 'last_updated' } = {},
    callOptions?: CallOptions,
  ): Promise<WarpEnvironment[]> {
    const path = '/agent/environments';
    const answer = await get(path, callOptions, { query: { sort_by: query.sortBy } });
    return list(path, answer, 'environments', WarpEnvironment);
  }

  async function getArtifact(artifactUid: string, callOptions?: CallOptions): Promise<WarpArtifact> {
    const path = '/agent/artifacts/{artifactUid}';
    const answer = await get(path, callOptions, { pathParams: { artifactUid } });
    return parseAnswer(warpService, path, WarpArtifact, answer);
  }

  async function sessionRedirect(sessionUuid: string, callOptions?: CallOptions): Promise<SessionRedirect> {
    const path = '/agent/sessions/{sessionUuid}/redirect';
    const answer = await get(path, callOptions, { pathParams: { sessionUuid } });
    return parseAnswer(warpService, path, SessionRedirect, answer);
  }

  return {
    createRun,
    getRun,
    listRuns,
    runPages,
    cancelRun,
    pollEvents,
    listAgents,
    listModels,
    listEnvironments,
    getArtifact,
    sessionRedirect,
    close,
  };
}
