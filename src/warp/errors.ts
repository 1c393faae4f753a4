import { z } from 'zod';
import { ErrandError } from '../errors.ts';
import { answerFailure, type HttpAnswer, malformedAnswer, type Service } from '../http/failure.ts';
import { type Problem, problemCode, readProblem } from '../http/problem.ts';
import { optionalNumber, optionalText, tolerantList } from '../http/wire-fields.ts';
import {
  isKnownWarpErrorCode,
  operationUserMessage,
  type WarpOperation,
  warpErrorMeaning,
} from './error-catalogue.ts';

export const warpService: Service = { code: 'warp', name: 'Warp' };

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
  return answerFailure(warpService, route, answer, {
    code,
    message: 'Warp refused the request or failed at it.',
    userMessage: operationUserMessage(operation, code) ?? reposMessage(code, answer) ?? meaning.userMessage,
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
  const { running_agents: runningAgents, inaccessible_repos: repos } =
    Members.safeParse(answer.body).data ?? {};
  return {
    ...(problem?.traceId === undefined ? {} : { traceId: problem.traceId }),
    ...(problem?.retryable === undefined ? {} : { upstreamRetryable: problem.retryable }),
    ...(problem?.authUrl === undefined ? {} : { authUrl: problem.authUrl }),
    ...(problem?.provider === undefined ? {} : { provider: problem.provider }),
    ...(runningAgents === undefined ? {} : { runningAgents }),
    ...(repos === undefined || repos.length === 0 ? {} : { inaccessibleRepos: repos }),
  };
}

const MAX_REPOS_NAMED = 3;

/** Which repositories are to be connected, where Warp names them. */
function reposMessage(code: string, { body }: HttpAnswer): string | undefined {
  if (code !== 'external_authentication_required') return undefined;
  const { inaccessible_repos: named = [] } = Members.safeParse(body).data ?? {};
  const repos = named.filter((name) => /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(name));
  if (repos.length === 0) return undefined;
  const more = repos.length - MAX_REPOS_NAMED;
  const shown = [...repos.slice(0, MAX_REPOS_NAMED), ...(more > 0 ? [`${more} more`] : [])];
  const names = [shown.slice(0, -1).join(', '), shown.at(-1)].filter((part) => part !== '').join(' and ');
  return `Warp has no access to ${names}. Connect ${repos.length === 1 ? 'it' : 'them'} in Warp and try again.`;
}

/** Members that Warp adds to a problem beside those that `readProblem` knows. */
const Members = z.looseObject({
  running_agents: optionalNumber,
  inaccessible_repos: tolerantList(z.string()),
});

/** What kind of failure a status stands for, as the official SDKs name their errors. */
export type WarpErrorKind =
  | 'bad_request'
  | 'authentication'
  | 'permission_denied'
  | 'not_found'
  | 'conflict'
  | 'unprocessable'
  | 'rate_limit'
  | 'server'
  | 'other'
  | 'connection';

/** What a failed call says of itself. */
export interface WarpErrorDetails {
  /** By status; `connection` where no usable answer came. */
  readonly kind: WarpErrorKind;
  readonly status: number | undefined;
  /** The platform's code (`insufficient_credits`), or one of ours for what has none (`timeout`). */
  readonly code: string;
  readonly retryable: boolean;
  readonly traceId: string | undefined;
  /** Where a person connects the outside service that was missing, with its name. */
  readonly authUrl: string | undefined;
  readonly provider: string | undefined;
  readonly inaccessibleRepos: readonly string[];
}

const Fields = z.looseObject({
  status: optionalNumber,
  traceId: optionalText,
  authUrl: optionalText,
  provider: optionalText,
  inaccessibleRepos: tolerantList(z.string()),
});

/** Reads the details off an error of this client; undefined for any other. */
export function warpErrorDetails(error: unknown): WarpErrorDetails | undefined {
  const prefix = `${warpService.code}.`;
  if (!(error instanceof ErrandError) || !error.code.startsWith(prefix)) return undefined;
  const { status, ...fields } = Fields.parse(error.fields);
  return {
    kind: kindOf(status),
    status,
    code: error.code.slice(prefix.length),
    retryable: error.retryable,
    traceId: fields.traceId,
    authUrl: fields.authUrl,
    provider: fields.provider,
    inaccessibleRepos: fields.inaccessibleRepos,
  };
}

function kindOf(status: number | undefined): WarpErrorKind {
  if (status === undefined) return 'connection';
  return KINDS.get(status) ?? (status >= 500 ? 'server' : 'other');
}

const KINDS = new Map<number, WarpErrorKind>([
  [400, 'bad_request'],
  [401, 'authentication'],
  [403, 'permission_denied'],
  [404, 'not_found'],
  [409, 'conflict'],
  [422, 'unprocessable'],
  [429, 'rate_limit'],
]);
