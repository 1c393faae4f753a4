import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import { type Access, findRun } from './access.ts';
import { problemAnswer } from './problems.ts';
import { createBodyReader } from './read-body.ts';
import { isEnded, isSandboxRunning, type Run, type RunRequest } from './run.ts';
import { timelineBody } from './run-history.ts';
import type { RunStore } from './run-store.ts';
import type { RunScript } from './script.ts';

interface FollowUpBody {
  readonly message?: string;
  readonly mode?: 'normal' | 'plan' | 'orchestrate';
}

const readFollowUp = createBodyReader<FollowUpBody>({
  type: 'object',
  properties: { message: { type: 'string' }, mode: { enum: ['normal', 'plan', 'orchestrate'] } },
});

/** Follow-ups to a run, and the timeline of what happened to it. */
export function createFollowUpRoutes(deps: {
  readonly store: RunStore;
  readonly access: Access;
  readonly scriptFor: (request: RunRequest) => RunScript;
}): Route[] {
  const { store, access, scriptFor } = deps;

  function followUp(call: HttpCall): HttpAnswer {
    const found = findRun(store, access, call.params['runId']);
    if (!found.ok) return problemAnswer(found.problem, call.path);
    const read = readFollowUp(call.body ?? {});
    if (!read.ok) return problemAnswer(read.problem, call.path);
    const { run } = found;
    const text = read.body.message?.trim() ?? '';
    const detail = refusal(run, text);
    if (detail !== undefined) return problemAnswer({ code: 'invalid_request', detail }, call.path);
    if (isEnded(run.state)) store.resume(run, text, scriptFor({ ...run.request, prompt: text }));
    else store.tell(run, text);
    return { status: 200, json: {} };
  }

  function timeline(call: HttpCall): HttpAnswer {
    const found = findRun(store, access, call.params['runId']);
    if (found.ok) return { status: 200, json: timelineBody(found.run) };
    // The description of this endpoint knows no 404.
    const detail = 'No permission to access the run.';
    return problemAnswer({ code: 'not_authorized', detail }, call.path);
  }

  return [
    { method: 'POST', path: '/agent/runs/:runId/followups', handle: followUp },
    { method: 'GET', path: '/agent/runs/:runId/timeline', handle: timeline },
  ];
}

/** Why the run takes no such follow-up. A blocked one is answered in its session only. */
function refusal(run: Run, text: string): string | undefined {
  if (run.state === 'BLOCKED' && run.script.takesAnswers !== true)
    return 'The run waits for an answer in its session.';
  if (run.conversationId === null && !isSandboxRunning(run))
    return 'The run has neither an active sandbox nor a conversation.';
  // Without words an ended run goes on from what it has saved; one at work has nothing to be told.
  if (text === '' && !isEnded(run.state)) return 'message is required.';
  return undefined;
}
