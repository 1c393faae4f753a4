import type { ErrandError } from '../errors.ts';
import { answerFailure, type HttpAnswer, malformedAnswer, type Service } from '../http/failure.ts';
import { type Problem, problemCode, readProblem } from '../http/problem.ts';
import { cancelUserMessage, isKnownWarpErrorCode, warpErrorMeaning } from './error-catalogue.ts';

export const warpService: Service = { code: 'warp', name: 'Warp' };

export type WarpOperation = 'cancel' | 'other';

/**
 * The error for an answer outside 2xx: `warp.<code>` with the platform's code, from `X-Warp-Error-Code`, from
 * the problem's `type`, or from the status where neither is there. Upstream's `retryable` wins over the
 * catalogue's. Fields: `traceId`, `authUrl`, `provider`, `runningAgents` where given. A redirect is
 * `.malformed_answer`.
 */
export function warpAnswerError(
  route: string,
  answer: HttpAnswer,
  operation: WarpOperation = 'other',
): ErrandError {
  if (answer.status < 400) return malformedAnswer(warpService, route, answer, ['status: redirect']);
  const problem = readProblem(answer.body);
  const code = headerCode(answer.headers['x-warp-error-code']) ?? problem?.code ?? statusCode(answer.status);
  const meaning = warpErrorMeaning(code);
  // A code newer than this table says nothing of whether to try again; its status does.
  const retryable = isKnownWarpErrorCode(code)
    ? meaning.retryable
    : answer.status >= 500 || answer.status === 429;
  const special = operation === 'cancel' ? cancelUserMessage(code) : undefined;
  return answerFailure(warpService, route, answer, {
    code,
    message: 'Warp refused the request or failed at it.',
    userMessage: special ?? meaning.userMessage,
    retryable: problem?.retryable ?? retryable,
    fields: problemFields(problem, answer),
  });
}

function headerCode(value: string | undefined): string | undefined {
  if (value === 'AT_CLOUD_AGENT_CAPACITY') return 'at_capacity';
  if (value === 'OUT_OF_CREDITS') return 'insufficient_credits';
  return problemCode(value);
}

function statusCode(status: number): string {
  if (status === 401) return 'authentication_required';
  if (status === 403) return 'not_authorized';
  if (status === 404) return 'resource_not_found';
  if (status === 409) return 'conflict';
  if (status === 422) return 'operation_not_supported';
  if (status === 429) return 'rate_limited';
  return status >= 500 || status === 408 ? 'unavailable' : 'invalid_request';
}

function problemFields(problem: Problem | undefined, answer: HttpAnswer): Record<string, unknown> {
  const { body } = answer;
  const runningAgents =
    typeof body === 'object' && body !== null && 'running_agents' in body ? body.running_agents : undefined;
  return {
    ...(problem?.traceId === undefined ? {} : { traceId: problem.traceId }),
    ...(problem?.retryable === undefined ? {} : { upstreamRetryable: problem.retryable }),
    ...(problem?.authUrl === undefined ? {} : { authUrl: problem.authUrl }),
    ...(problem?.provider === undefined ? {} : { provider: problem.provider }),
    ...(typeof runningAgents === 'number' ? { runningAgents } : {}),
  };
}
