import type { HttpAnswer } from '../http-routes.ts';
import type { Execution } from './executions.ts';

/** Where Warmly's documents leave the wire format open: a client must get along with each of these. */
export interface WarmlyShape {
  readonly idField?: 'id' | 'executionId';
  /** What an execution comes in, alone: `none` by default. */
  readonly executionEnvelope?: 'none' | 'data' | 'execution' | 'result';
  readonly listEnvelope?: 'executions' | 'data' | 'items' | 'results' | 'array';
  /** The list of tools: `array` by default, as the documentation says. */
  readonly toolsEnvelope?: 'array' | 'tools' | 'data';
  /** `object`: beside the output, as `{message}`. */
  readonly userFacingErrorIn?: 'top' | 'output' | 'object';
  /**
   * The form of refusals: `short` is `{error, message}`, `long` is `{message, error, statusCode}`. By default 401 is
   * short and everything else long.
   */
  readonly errors?: 'short' | 'long';
  /** The only names that the list's date range is taken from; all of them by default. Others are ignored. */
  readonly dateRange?: readonly [from: string, to: string];
  /** Whether the executions, too, ask for `organizationId`. */
  readonly executionsNeedOrganization?: boolean;
  /** `none`: the list gives its newest 50, whatever `limit` and `offset` say. */
  readonly paging?: 'offset' | 'none';
}

/** An execution as this shape writes it, without its envelope. */
function executionFields(shape: WarmlyShape, execution: Execution): object {
  const { id, userFacingError, ...rest } = execution;
  const named = { [shape.idField ?? 'id']: id, ...rest };
  if (userFacingError === undefined) return named;
  if (shape.userFacingErrorIn === 'object')
    return { ...named, userFacingError: { message: userFacingError } };
  if (shape.userFacingErrorIn === 'output')
    return { ...named, output: execution.output && { ...execution.output, userFacingError } };
  return { ...named, userFacingError };
}

export function executionBody(shape: WarmlyShape, execution: Execution): object {
  const fields = executionFields(shape, execution);
  const { executionEnvelope: envelope = 'none' } = shape;
  return envelope === 'none' ? fields : { [envelope]: fields };
}

export function listBody(shape: WarmlyShape, page: readonly Execution[]): object {
  const items = page.map((execution) => executionFields(shape, execution));
  const { listEnvelope: envelope = 'executions' } = shape;
  return envelope === 'array' ? items : { [envelope]: items };
}

export function toolsBody(shape: WarmlyShape, tools: readonly object[]): object {
  const { toolsEnvelope: envelope = 'array' } = shape;
  return envelope === 'array' ? tools : { [envelope]: tools };
}

const errorNames: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Payload Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

const errorCodes: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'invalid_token',
  403: 'forbidden',
  404: 'not_found',
  429: 'rate_limited',
};

/** A refusal in the form that this shape has for it. No 429 says how long to wait. */
export function failureAnswer(shape: WarmlyShape, statusCode: number, message: string): HttpAnswer {
  const form = shape.errors ?? (statusCode === 401 ? 'short' : 'long');
  const json =
    form === 'short'
      ? { error: errorCodes[statusCode] ?? 'internal_error', message }
      : { message, error: errorNames[statusCode] ?? 'Error', statusCode };
  return { status: statusCode, json };
}
