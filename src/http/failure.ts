import { ErrandError } from '../errors.ts';
import { readProblem } from './problem.ts';
import { safeText } from './safe-text.ts';

/**
 * Whom a client talks to: `code` begins its error codes (`warp.timeout`), `name` stands in sentences for
 * people.
 */
export interface Service {
  readonly code: string;
  readonly name: string;
}

/** One answer of a server, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names; repeated headers joined by a comma. `set-cookie` is left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON, or undefined where the body is empty or no JSON. */
  readonly body: unknown;
  readonly text: string;
  /** What the server asked to wait, from `Retry-After`. */
  readonly retryAfterMs: number | undefined;
}

/**
 * What is known of a call that failed: `not_sent` (no byte of it left this machine), `refused` (the server
 * answered and did not carry it out), `unknown` (it may have been carried out).
 */
export type CallOutcome = 'not_sent' | 'refused' | 'unknown';

/** Reads the outcome of a failed call off its error; `unknown` for every error that does not say. */
export function callOutcome(error: unknown): CallOutcome {
  const outcome = error instanceof ErrandError ? error.fields.outcome : undefined;
  return outcome === 'not_sent' || outcome === 'refused' ? outcome : 'unknown';
}

export type TransportReason = 'unreachable' | 'timeout' | 'aborted' | 'answer_too_large' | 'rate_limited';

export interface TransportDetails {
  readonly method: string;
  /** The path's template, without ids or query. */
  readonly route: string;
  readonly outcome: CallOutcome;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/**
 * The error for a call that got no usable answer. Only the cause's code is kept: causes may quote addresses.
 */
export function transportFailure(
  service: Service,
  reason: TransportReason,
  details: TransportDetails,
): ErrandError {
  const { retryAfterMs, cause, ...fields } = details;
  return new ErrandError(`${service.code}.${reason}`, transportSentences[reason], {
    retryable: reason !== 'answer_too_large' && reason !== 'aborted',
    userMessage: transportUserMessage(service, reason, details),
    fields: { ...fields, ...(cause === undefined ? {} : { causeCode: causeCode(cause) }) },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

const transportSentences: Readonly<Record<TransportReason, string>> = {
  unreachable: 'No answer came because the connection failed.',
  timeout: 'No whole answer came in time.',
  aborted: 'The call was given up by its caller.',
  answer_too_large: 'The answer was larger than the limit.',
  rate_limited: 'The call was not made because its budget is used up.',
};

function transportUserMessage(service: Service, reason: TransportReason, details: TransportDetails): string {
  const changesSomething = details.method !== 'GET' && details.outcome === 'unknown';
  const next = changesSomething
    ? `Look in ${service.name} whether it went through before you try again.`
    : 'Try again in a minute, and tell your admin if it stays.';
  if (reason === 'timeout') return `${service.name} did not answer in time. ${next}`;
  if (reason === 'aborted') return `The call to ${service.name} was given up. ${next}`;
  if (reason === 'rate_limited') {
    return `${service.name} allows no more calls for the moment. Try again in a minute.`;
  }
  if (reason === 'answer_too_large') {
    return `${service.name}'s answer was too large for Errand. Ask for less at a time.`;
  }
  return details.outcome === 'not_sent'
    ? `${service.name} could not be reached. ${next}`
    : `The connection to ${service.name} was cut before it answered. ${next}`;
}

function causeCode(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : typeof cause;
}

export interface AnswerFailureOptions {
  /** The last part of the error's code. */
  readonly code: string;
  readonly message: string;
  readonly userMessage: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** The error for an answer that reports a failure or cannot be understood. */
export function answerFailure(
  service: Service,
  route: string,
  answer: HttpAnswer,
  options: AnswerFailureOptions,
): ErrandError {
  const retryAfterMs = options.retryAfterMs ?? answer.retryAfterMs;
  const upstreamMessage = upstreamMessageOf(answer);
  return new ErrandError(`${service.code}.${options.code}`, options.message, {
    retryable: options.retryable,
    userMessage: options.userMessage,
    fields: {
      route,
      status: answer.status,
      outcome: answerOutcome(answer.status),
      ...(upstreamMessage === undefined ? {} : { upstreamMessage }),
      ...options.fields,
    },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/**
 * The error for a 2xx answer that says nothing usable, or a redirect. `fields.paths` names where it was odd,
 * never what stood there.
 */
export function malformedAnswer(
  service: Service,
  route: string,
  answer: HttpAnswer,
  paths: readonly string[],
): ErrandError {
  return answerFailure(service, route, answer, {
    code: 'malformed_answer',
    message: 'The answer does not have the expected form.',
    userMessage: `${service.name} answered with something Errand does not understand. Tell your admin, who finds the details in the log.`,
    retryable: false,
    fields: { paths, bytes: Buffer.byteLength(answer.text) },
  });
}

// A 408 may come from a proxy that had already passed the request on; a redirect after a POST may follow its
// success.
function answerOutcome(status: number): CallOutcome {
  return status >= 400 && status < 500 && status !== 408 ? 'refused' : 'unknown';
}

function upstreamMessageOf(answer: HttpAnswer): string | undefined {
  const problem = readProblem(answer.body);
  const text = problem?.detail ?? problem?.message ?? problem?.error ?? problem?.title;
  return text === undefined ? undefined : safeText(text, 300);
}
