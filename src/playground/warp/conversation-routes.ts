import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import { type Access, findRun, notFound } from './access.ts';
import { conversationBody } from './conversation.ts';
import { type Problem, problemAnswer } from './problems.ts';
import { hasForeignHarness, hasLeftSession, hasSession, isEnded, type Run } from './run.ts';
import type { RunStore } from './run-store.ts';
import type { SignedUrls } from './signed-urls.ts';

/**
 * Conversations, normalized for Warp's own harness and raw behind a signed address. A conversation of another harness
 * has no normalized form (422); by its own id only such a one has a raw form.
 */
export function createConversationRoutes(deps: {
  readonly store: RunStore;
  readonly access: Access;
  readonly signedUrls: SignedUrls;
}): Route[] {
  const { store, access, signedUrls } = deps;

  function runsOf(conversationId: string): Run[] {
    return store.all().filter((run) => run.conversationId === conversationId);
  }

  function normalized(call: HttpCall, id: string, runs: readonly Run[]): HttpAnswer {
    if (runs.some(hasForeignHarness)) {
      const detail = 'Conversations of this harness have no normalized form yet.';
      return problemAnswer({ code: 'operation_not_supported', detail }, call.path);
    }
    return { status: 200, json: conversationBody(id, runs, store.all()) };
  }

  /** The conversation that a run of the path has, if the caller may have it. */
  function ofRun(call: HttpCall, answer: (id: string, run: Run) => HttpAnswer): HttpAnswer {
    const found = findRun(store, access, call.params['runId']);
    if (!found.ok) return problemAnswer(found.problem, call.path);
    const id = found.run.conversationId;
    const problem = id === null ? notFound('conversation') : access.problem(id, 'conversation');
    if (id === null || problem) return problemAnswer(problem ?? notFound('conversation'), call.path);
    return answer(id, found.run);
  }

  function ofId(call: HttpCall, answer: (id: string, runs: readonly Run[]) => HttpAnswer): HttpAnswer {
    const id = call.params['conversationId'] ?? '';
    const runs = runsOf(id);
    let problem: Problem | undefined = runs.length === 0 ? notFound('conversation') : undefined;
    problem ??= access.problem(id, 'conversation');
    for (const run of runs) problem ??= access.problem(run.id, 'conversation');
    return problem ? problemAnswer(problem, call.path) : answer(id, runs);
  }

  function transcript(id: string): HttpAnswer {
    return { status: 302, headers: { location: signedUrls.sign(`/storage/transcripts/${id}`).url } };
  }

  function stored(call: HttpCall): HttpAnswer {
    const refused = signedUrls.refusal(call);
    if (refused) return refused;
    const id = call.params['conversationId'] ?? '';
    return { status: 200, json: conversationBody(id, runsOf(id), store.all()) };
  }

  function sessionRedirect(call: HttpCall): HttpAnswer {
    const run = store.all().find((each) => hasSession(each, call.params['sessionUuid']));
    const isGone = run && hasLeftSession(run, call.params['sessionUuid']) && run.conversationId !== null;
    return { status: 200, json: isGone ? { conversation_id: run.conversationId } : {} };
  }

  function conversationRedirect(call: HttpCall): HttpAnswer {
    const run = runsOf(call.params['conversationId'] ?? '').findLast(({ state }) => !isEnded(state));
    return { status: 200, json: run?.sessionId ? { session_id: run.sessionId } : {} };
  }

  return [
    {
      method: 'GET',
      path: '/agent/runs/:runId/conversation',
      handle: (call) => ofRun(call, (id) => normalized(call, id, runsOf(id))),
    },
    {
      method: 'GET',
      path: '/agent/conversations/:conversationId',
      handle: (call) => ofId(call, (id, runs) => normalized(call, id, runs)),
    },
    { method: 'GET', path: '/agent/runs/:runId/transcript', handle: (call) => ofRun(call, transcript) },
    {
      method: 'GET',
      path: '/agent/conversations/:conversationId/transcript',
      handle: (call) =>
        ofId(call, (id, runs) =>
          runs.some(hasForeignHarness)
            ? transcript(id)
            : problemAnswer(
                {
                  code: 'operation_not_supported',
                  detail: 'Only other harnesses have a raw transcript here.',
                },
                call.path,
              ),
        ),
    },
    { method: 'GET', path: '/agent/sessions/:sessionUuid/redirect', handle: sessionRedirect },
    { method: 'GET', path: '/agent/conversations/:conversationId/redirect', handle: conversationRedirect },
    { method: 'GET', path: '/storage/transcripts/:conversationId', outsideBase: true, handle: stored },
  ];
}
