import { ErrandError } from '../errors.ts';
import { answerFailure, type HttpAnswer, malformedAnswer, type Service } from '../http/failure.ts';
import type { WarmlyLimitViolation } from './limits.ts';

export const warmlyService: Service = { code: 'warmly', name: 'Warmly' };

/** Warmly names no wait in its 429; its window is a minute. */
export const warmlyRateLimitPauseMs = 60_000;

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly userMessage: string;
  readonly retryable: boolean;
}

const failures: Readonly<Record<number, Failure>> = {
  400: {
    code: 'invalid_request',
    message: 'Warmly refused the request as invalid.',
    userMessage:
      'Warmly did not accept this input. Check the fields and try again; your admin finds what it objected to in the log.',
    retryable: false,
  },
  401: {
    code: 'unauthorized',
    message: 'Warmly does not accept the API key.',
    userMessage:
      "Warmly does not accept Errand's key. Ask the operator of Errand to check WARMLY_API_KEY and WARMLY_ORGANIZATION_ID.",
    retryable: false,
  },
  403: {
    code: 'forbidden',
    message: 'Warmly forbids this to the organization.',
    userMessage:
      'Your organization may not do this in Warmly. Ask whoever manages Warmly whether your plan includes it.',
    retryable: false,
  },
  404: {
    code: 'not_found',
    message: 'Warmly does not know what was asked for.',
    userMessage:
      'Warmly does not know this tool or execution. Open /warmly to see the tools that there are now.',
    retryable: false,
  },
  429: {
    code: 'rate_limited',
    message: 'Warmly takes no more calls for now.',
    userMessage: 'Warmly takes no more calls for the moment. Try again in a minute.',
    retryable: true,
  },
};

const unavailable: Failure = {
  code: 'unavailable',
  message: 'Warmly failed to answer.',
  userMessage: 'Warmly has trouble at the moment. Try again in a few minutes.',
  retryable: true,
};

/**
 * The error for an answer outside 2xx. Codes: `warmly.invalid_request` (400 and other refusals),
 * `.unauthorized`, `.forbidden`, `.not_found`, `.rate_limited` and `.unavailable` (408, 5xx), of which the
 * last two are retryable; a redirect is `.malformed_answer`.
 */
export function warmlyAnswerError(route: string, answer: HttpAnswer): ErrandError {
  if (answer.status < 400) return malformedAnswer(warmlyService, route, answer, ['status: redirect']);
  const known = failures[answer.status];
  const failure =
    known ?? (answer.status >= 500 || answer.status === 408 ? unavailable : (failures[400] ?? unavailable));
  const upstreamCode = upstreamCodeOf(answer.body);
  return answerFailure(warmlyService, route, answer, {
    ...failure,
    ...(answer.status === 429 ? { retryAfterMs: answer.retryAfterMs ?? warmlyRateLimitPauseMs } : {}),
    fields: upstreamCode === undefined ? {} : { upstreamCode },
  });
}

/** The error for an input over Warmly's limits, found before anything was sent. */
export function warmlyLimitError(violations: readonly WarmlyLimitViolation[]): ErrandError {
  return new ErrandError('warmly.invalid_request', 'The input is over the limits of Warmly.', {
    userMessage: `${violations.map((violation) => violation.message).join(' ')} Shorten it and try again.`,
    fields: {
      outcome: 'not_sent',
      violations: violations.map(({ limit, max, actual }) => ({ limit, max, actual })),
    },
  });
}

// `error` is a code in one form (`invalid_token`) and the status's name in the other (`Not Found`).
function upstreamCodeOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
  return typeof body.error === 'string' && /^[\w .-]{1,64}$/.test(body.error) ? body.error : undefined;
}
