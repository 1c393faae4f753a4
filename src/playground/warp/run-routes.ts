import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import { type Access, findRun } from './access.ts';
import type { Allowance } from './allowance.ts';
import type { ReadRun } from './create-run.ts';
import { listRuns } from './list-runs.ts';
import { type Problem, problemAnswer } from './problems.ts';
import { isEnded, type Run, type RunRequest } from './run.ts';
import { runItem } from './run-item.ts';
import type { RunStore } from './run-store.ts';
import type { RunScript } from './script.ts';

export interface RunRoutesDeps {
  readonly store: RunStore;
  readonly access: Access;
  readonly allowance: Allowance;
  readonly origin: () => string;
  readonly readRun: (body: unknown) => ReadRun;
  readonly scriptFor: (request: RunRequest) => RunScript;
}

/** The calls that create, list, read and cancel runs. */
export function createRunRoutes(deps: RunRoutesDeps): Route[] {
  const { store, access, allowance, origin, readRun, scriptFor } = deps;

  function create(call: HttpCall): HttpAnswer {
    const read = readRun(call.body);
    if (!read.ok) return problemAnswer(read.problem, call.path);
    const script = scriptFor(read.request);
    const refusal = script.refusal ?? allowance.refusal();
    if (refusal) return 'code' in refusal ? problemAnswer(refusal, call.path) : refusal;
    const run = store.create(read.request, script);
    if (script.access) access.deny(run.id, script.access);
    return {
      status: 200,
      json: { run_id: run.id, task_id: run.id, state: run.state, at_capacity: run.atCapacity },
    };
  }

  function list(call: HttpCall): HttpAnswer {
    const visible = store.all().filter(({ id }) => !access.denies(id));
    const listed = listRuns(visible, call.query);
    if (!listed.ok) return problemAnswer({ code: 'invalid_request', detail: listed.detail }, call.path);
    const next = listed.nextCursor === undefined ? {} : { next_cursor: listed.nextCursor };
    const runs = listed.runs.map((run) => runItem(run, origin()));
    return {
      status: 200,
      json: { runs, page_info: { has_next_page: listed.nextCursor !== undefined, ...next } },
    };
  }

  function details(call: HttpCall): HttpAnswer {
    const found = findRun(store, access, call.params['runId']);
    return found.ok
      ? { status: 200, json: runItem(found.run, origin()) }
      : problemAnswer(found.problem, call.path);
  }

  function cancel(call: HttpCall): HttpAnswer {
    const found = findRun(store, access, call.params['runId']);
    if (!found.ok) return problemAnswer(found.problem, call.path);
    const problem = cancelProblem(found.run);
    if (problem) return problemAnswer(problem, call.path);
    store.change(found.run, {
      state: 'CANCELLED',
      message: 'Cancelled by the user.',
      event: 'run_cancelled',
    });
    return { status: 200, json: found.run.id };
  }

  return [
    { method: 'POST', path: '/agent/run', handle: create },
    { method: 'POST', path: '/agent/runs', handle: create },
    { method: 'GET', path: '/agent/runs', handle: list },
    { method: 'GET', path: '/agent/runs/:runId', handle: details },
    { method: 'POST', path: '/agent/runs/:runId/cancel', handle: cancel },
  ];
}

/** Why this run cannot be cancelled now, if so. */
function cancelProblem(run: Run): Problem | undefined {
  if (isEnded(run.state)) return { code: 'invalid_request', detail: `The run is already ${run.state}.` };
  const host = run.request.config['worker_host'];
  const { executionLocation, source } = run.request;
  const selfHosted = host !== undefined && host !== '' && host !== 'warp';
  if (selfHosted || executionLocation === 'LOCAL' || source === 'LOCAL' || source === 'GITHUB_ACTION') {
    return {
      code: 'operation_not_supported',
      detail: 'Runs of this kind cannot be cancelled through the API.',
    };
  }
  if (run.state === 'PENDING') {
    return { code: 'conflict', detail: 'The run is being prepared; try again in a moment.' };
  }
  return undefined;
}
