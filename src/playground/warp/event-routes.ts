import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import { type Access, findRun } from './access.ts';
import { problemAnswer } from './problems.ts';
import { createBodyReader } from './read-body.ts';
import { readWholeNumber } from './read-query.ts';
import { isEnded } from './run.ts';
import type { RunStore } from './run-store.ts';
import type { RunState } from './script.ts';

const maxEvents = 500;

/** What may be reported, and the state that it means. */
const reportable = {
  run_in_progress: 'INPROGRESS',
  run_succeeded: 'SUCCEEDED',
  run_failed: 'FAILED',
  run_errored: 'ERROR',
  run_blocked: 'BLOCKED',
  run_cancelled: 'CANCELLED',
} as const satisfies Record<string, RunState>;

interface ReportBody {
  readonly event_type: keyof typeof reportable;
  readonly execution_id?: string;
  readonly ref_id?: string;
}

const readReport = createBodyReader<ReportBody>({
  type: 'object',
  properties: {
    event_type: { enum: Object.keys(reportable) },
    execution_id: { type: 'string' },
    ref_id: { type: 'string' },
  },
  required: ['event_type'],
});

/** Reading the events of several runs, and reporting one for a run. */
export function createEventRoutes(store: RunStore, access: Access): Route[] {
  function poll(call: HttpCall): HttpAnswer {
    const ids = call.query.getAll('run_ids').filter((id) => id !== '');
    const since = readWholeNumber(call.query, 'since', 0);
    const limit = readWholeNumber(call.query, 'limit', 100);
    const detail =
      ids.length === 0
        ? 'run_ids is required.'
        : since === undefined
          ? 'since must be a whole number.'
          : limit === undefined || limit < 1 || limit > maxEvents
            ? `limit must be a whole number from 1 to ${maxEvents}.`
            : undefined;
    if (detail !== undefined) return problemAnswer({ code: 'invalid_request', detail }, call.path);
    const visible = new Set(ids.filter((id) => !access.denies(id)));
    return { status: 200, json: store.events(visible, since ?? 0, limit ?? 100) };
  }

  function report(call: HttpCall): HttpAnswer {
    const found = findRun(store, access, call.params['runId']);
    if (!found.ok) return problemAnswer(found.problem, call.path);
    const read = readReport(call.body);
    if (!read.ok) return problemAnswer(read.problem, call.path);
    const { event_type: type, execution_id: executionId, ref_id: refId } = read.body;
    const { run } = found;
    // What is over stays so: a late report is noted and changes nothing.
    if (!isEnded(run.state) || run.state === 'BLOCKED') store.change(run, { state: reportable[type] });
    const sequence = store.report(run, {
      type,
      ...(executionId === undefined ? {} : { executionId }),
      ...(refId === undefined ? {} : { refId }),
    });
    return { status: 200, json: { sequence } };
  }

  return [
    { method: 'GET', path: '/agent/events', handle: poll },
    { method: 'POST', path: '/agent/events/:runId', handle: report },
  ];
}
