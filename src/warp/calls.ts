import { z } from 'zod';
import {
  type CallOptions,
  createHttpClient,
  type HttpMethod,
  type HttpRequest,
  type TransportOptions,
} from '../http/client.ts';
import { type HttpAnswer, malformedAnswer } from '../http/failure.ts';
import { type OnOddity, parseAnswer, parseItems } from '../http/parse-answer.ts';
import type { Query } from '../http/request-target.ts';
import type { WarpOperation } from './error-catalogue.ts';
import { warpAnswerError, warpService } from './errors.ts';

export interface WarpClientOptions extends TransportOptions {
  /** `https://app.warp.dev/api/v1`. */
  readonly apiUrl: string;
  readonly apiKey: string;
  /** For one whole attempt. Default 60 s. */
  readonly timeoutMs?: number;
  readonly maxBodyBytes?: number;
  /** Creates runs at `POST /agent/run`, for servers that have no `/agent/runs`. */
  readonly usesDeprecatedCreate?: boolean;
  /** Told of items that were left out of a list because they made no sense. */
  readonly onOddity?: OnOddity;
}

export type PathParams = Readonly<Record<string, string>>;

/** How a call differs from a plain one. */
export interface CallRest {
  readonly pathParams?: PathParams;
  readonly query?: Query;
  readonly body?: unknown;
  readonly operation?: WarpOperation;
}

/** What the client's methods share: calls that throw on refusals, and lists that skip what is malformed. */
export type WarpCalls = ReturnType<typeof createWarpCalls>;

export function createWarpCalls(options: WarpClientOptions) {
  const http = createHttpClient({
    ...options,
    service: warpService,
    baseUrl: options.apiUrl,
    headers: { authorization: `Bearer ${options.apiKey}` },
    timeoutMs: options.timeoutMs ?? 60_000,
    maxBodyBytes: options.maxBodyBytes ?? 20_000_000,
  });

  async function call(request: HttpRequest, operation: WarpOperation = 'other'): Promise<HttpAnswer> {
    const answer = await http.request(request);
    if (answer.status < 200 || answer.status > 299) throw warpAnswerError(request.path, answer, operation);
    return answer;
  }

  function get(path: string, callOptions: CallOptions | undefined, rest: CallRest = {}): Promise<HttpAnswer> {
    return send('GET', path, callOptions, rest, 'idempotent');
  }

  /** `retry` is `idempotent` for what comes to the same when done twice. */
  function send(
    method: HttpMethod,
    path: string,
    callOptions: CallOptions | undefined,
    { operation, ...rest }: CallRest = {},
    retry: HttpRequest['retry'] = 'never',
  ): Promise<HttpAnswer> {
    return call({ ...callOptions, ...rest, method, path, retry }, operation);
  }

  /** Where a path redirects to; it is not followed here, since our key must not go along. */
  async function redirect(
    path: string,
    callOptions: CallOptions | undefined,
    pathParams: PathParams,
  ): Promise<string> {
    const answer = await http.request({
      ...callOptions,
      pathParams,
      method: 'GET',
      path,
      retry: 'idempotent',
    });
    const location = answer.headers['location'];
    if (answer.status >= 300 && answer.status < 400 && location !== undefined) return location;
    if (answer.status >= 400) throw warpAnswerError(path, answer);
    throw malformedAnswer(warpService, path, answer, ['location: missing']);
  }

  function report(
    route: string,
    what: string,
    more: { index?: number; paths?: readonly string[] } = {},
  ): void {
    options.onOddity?.({ service: warpService.code, route, what, ...more });
  }

  function parse<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    answer: HttpAnswer,
  ): z.output<Schema> {
    return parseAnswer(warpService, path, schema, answer);
  }

  /** The list in an answer, bare or under its name; null is how an empty one may come. */
  function list<Schema extends z.ZodType>(
    path: string,
    answer: HttpAnswer,
    name: string,
    schema: Schema,
  ): z.output<Schema>[] {
    const envelope = z
      .looseObject({ [name]: z.array(z.unknown()).nullable() })
      .transform((body) => body[name]);
    const wire = z.union([z.null(), z.array(z.unknown()), envelope]);
    const items = parseAnswer(warpService, path, wire, answer);
    if (items !== null && !Array.isArray(items)) throw malformedAnswer(warpService, path, answer, [name]);
    return parseItems(schema, items ?? [], (index, paths) =>
      report(path, 'malformed item', { index, paths }),
    );
  }

  return { call, get, send, redirect, parse, list, report, http };
}
