import { randomBytes } from 'node:crypto';
import type { HttpAnswer } from '../http-routes.ts';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  readonly retryable: boolean;
}

/** Warp's catalogue of errors. Note 401 and 500 that a retry or another key does not cure. */
export const problemKinds = {
  insufficient_credits: { status: 403, title: 'Insufficient credits', retryable: false },
  budget_exceeded: { status: 403, title: 'Budget exceeded', retryable: false },
  feature_not_available: { status: 403, title: 'Feature not available', retryable: false },
  not_authorized: { status: 403, title: 'Not authorized', retryable: false },
  integration_disabled: { status: 403, title: 'Integration disabled', retryable: false },
  content_policy_violation: { status: 403, title: 'Content policy violation', retryable: false },
  external_authentication_required: {
    status: 401,
    title: 'External authentication required',
    retryable: false,
  },
  invalid_request: { status: 400, title: 'Invalid request', retryable: false },
  integration_not_configured: { status: 400, title: 'Integration not configured', retryable: false },
  resource_not_found: { status: 404, title: 'Resource not found', retryable: false },
  operation_not_supported: { status: 422, title: 'Operation not supported', retryable: false },
  conflict: { status: 409, title: 'Conflict', retryable: true },
  environment_setup_failed: { status: 500, title: 'Environment setup failed', retryable: false },
  authentication_required: { status: 401, title: 'Authentication required', retryable: false },
  resource_unavailable: { status: 429, title: 'Resource unavailable', retryable: true },
  internal_error: { status: 500, title: 'Internal error', retryable: true },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;

export const problemCodes: readonly ProblemCode[] = Object.keys(problemKinds).filter(
  (code): code is ProblemCode => code in problemKinds,
);

/** A refusal: what is wrong here, and members such as `auth_url` that belong to its code. */
export interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly status?: number;
  readonly members?: Readonly<Record<string, unknown>>;
}

/** A problem as `application/problem+json`, with a trace id of its own. */
export function problemAnswer(problem: Problem, instance: string): HttpAnswer {
  const kind: ProblemKind = problemKinds[problem.code];
  const status = problem.status ?? kind.status;
  return {
    status,
    contentType: 'application/problem+json',
    json: {
      type: `https://docs.warp.dev/reference/api-and-sdk/troubleshooting/errors/${problem.code}`,
      title: kind.title,
      status,
      detail: problem.detail,
      instance,
      error: `${kind.title}: ${problem.detail}`,
      retryable: kind.retryable,
      trace_id: randomBytes(16).toString('hex'),
      ...problem.members,
    },
  };
}

/** The problem that stands for a bare HTTP status. */
export function problemForStatus(status: number, detail: string): Problem {
  const byStatus: Readonly<Record<number, ProblemCode>> = {
    400: 'invalid_request',
    401: 'authentication_required',
    403: 'not_authorized',
    404: 'resource_not_found',
    409: 'conflict',
    413: 'invalid_request',
    422: 'operation_not_supported',
    429: 'resource_unavailable',
  };
  return { code: byStatus[status] ?? 'internal_error', detail, status };
}
