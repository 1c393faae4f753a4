import type { HttpAnswer, HttpCall } from '../http-routes.ts';
import type { ReadRun } from './create-run.ts';
import { listRuns } from './list-runs.ts';
import { type Problem, problemAnswer } from './problems.ts';
import { isEnded, type Run, type RunRequest } from './run.ts';
import { runItem } from './run-item.ts';
import type { RunStore } from './run-store.ts';
import type { RunScript } from './script.ts';

export interface RunRoutesDeps {
  readonly store: RunStore;
  readonly origin: () => string;
  readonly readRun: (body: unknown) => ReadRun;
  readonly scriptFor: (request: RunRequest) => RunScript;
}

export interface RunRoutes {
  create(call: HttpCall): HttpAnswer;
  list(call: HttpCall): HttpAnswer;
  details(call: HttpCall): HttpAnswer;
  cancel(call: HttpCall): HttpAnswer;
  events(call: HttpCall): HttpAnswer;
  redirect(call: HttpCall): HttpAnswer;
}

const maxEvents = 500;

/** The calls that create, follow and cancel runs. */
export function createRunRoutes({ store, origin, readRun, scriptFor }: RunRoutesDeps): RunRoutes {
  return {
    create(call) {
      const read = readRun(call.body);
      if (!read.ok) return problemAnswer(read.problem, call.path);
      const script = scriptFor(read.request);
      if (script.refusal) return problemAnswer(script.refusal, call.path);
      const run = store.create(read.request, script);
      return {
        status: 200,
        json: { run_id: run.id, task_id: run.id, state: run.state, at_capacity: script.atCapacity ?? false },
      };
    },
    list(call) {
      const listed = listRuns(store.all(), call.query);
      if (!listed.ok) return problemAnswer({ code: 'invalid_request', detail: listed.detail }, call.path);
      const next = listed.nextCursor === undefined ? {} : { next_cursor: listed.nextCursor };
      const runs = listed.runs.map((run) => runItem(run, origin()));
      return {
        status: 200,
        json: { runs, page_info: { has_next_page: listed.nextCursor !== undefined, ...next } },
      };
    },
    details(call) {
      const run = store.get(call.params['runId'] ?? '');
      return run ? { status: 200, json: runItem(run, origin()) } : problemAnswer(runNotFound, call.path);
    },
    cancel(call) {
      const run = store.get(call.params['runId'] ?? '');
      const problem = run ? cancelProblem(run) : runNotFound;
      if (!run || problem) return problemAnswer(problem ?? runNotFound, call.path);
      store.change(run, { state: 'CANCELLED', message: 'Cancelled by the user.', event: 'run_cancelled' });
      return { status: 200, json: run.id };
    },
    events(call) {
      const ids = call.query.getAll('run_ids').filter((id) => id !== '');
      const since = wholeNumber(call.query.get('since') ?? '0');
      const limit = wholeNumber(call.query.get('limit') ?? '100');
      const detail =
        ids.length === 0
          ? 'run_ids is required.'
          : since === undefined
            ? 'since must be a whole number.'
            : limit === undefined || limit < 1 || limit > maxEvents
              ? `limit must be a whole number from 1 to ${maxEvents}.`
              : undefined;
      if (detail !== undefined) return problemAnswer({ code: 'invalid_request', detail }, call.path);
      return { status: 200, json: store.events(new Set(ids), since ?? 0, limit ?? 100) };
    },
    redirect(call) {
      const run = store.all().find((each) => each.sessionId === call.params['sessionUuid']);
      const over = run && isEnded(run.state) && run.state !== 'BLOCKED' && run.conversationId !== null;
      return { status: 200, json: over ? { conversation_id: run.conversationId } : {} };
    },
  };
}

const runNotFound: Problem = { code: 'resource_not_found', detail: 'The run was not found.' };

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

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
