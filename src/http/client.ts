import { Agent, type Dispatcher } from 'undici';
import type { Clock } from '../clock.ts';
import { ErrandError, toErrandError } from '../errors.ts';
import type { CallBudget, CallPriority } from './call-budget.ts';
import { type Download, type DownloadOptions, openDownload } from './download.ts';
import { exchange } from './exchange.ts';
import { type HttpAnswer, type Service, transportFailure } from './failure.ts';
import { readProblem } from './problem.ts';
import { type Query, requestTarget } from './request-target.ts';

/** What every client of an upstream may be given, typed ones included. */
export interface TransportOptions {
  readonly clock: Clock;
  readonly budget?: CallBudget;
  /** Replaces both built-in connection pools (for a proxy). Closed by its owner. */
  readonly dispatcher?: Dispatcher;
  readonly onRequest?: (observation: HttpObservation) => void;
  /** A number in [0, 1) for the jitter of retries. */
  readonly random?: () => number;
}

export interface HttpClientOptions extends TransportOptions {
  readonly service: Service;
  /** With its path (`https://app.warp.dev/api/v1`). */
  readonly baseUrl: string;
  /** Sent with every request; appear in no error and no observation. */
  readonly headers: Readonly<Record<string, string>>;
  /** For one whole attempt, connecting included. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  /** How long upstream is left alone after a 429 that does not say. Default 5 s. */
  readonly rateLimitPauseMs?: number;
  /** How long a call waits for its budget. Default 30 s. */
  readonly maxBudgetWaitMs?: number;
}

/** One attempt, for metrics and the log. */
export interface HttpObservation {
  readonly service: string;
  readonly method: string;
  /** The path's template, without ids or query. */
  readonly route: string;
  readonly attempt: number;
  /** Undefined where no answer came; then `errorCode` says why. */
  readonly status: number | undefined;
  readonly errorCode: string | undefined;
  readonly durationMs: number;
}

/** What a caller of a typed client may say about one call. */
export interface CallOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Default `poll` for GET, `person` for the rest. */
  readonly priority?: CallPriority;
  /** How often in all, default 3. Counts for what may be repeated; the rest is tried once whatever this says. */
  readonly maxAttempts?: number;
  /** Shown the last answer as it came, whatever its status: headers, and fields that no schema knows. */
  readonly onAnswer?: (answer: HttpAnswer) => void;
  /** Called when the request may go, right before it does; where it rejects, nothing is sent. */
  readonly beforeSend?: () => Promise<void>;
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface HttpRequest extends CallOptions {
  readonly method: HttpMethod;
  /** Template: `/agent/runs/{runId}`. */
  readonly path: string;
  readonly pathParams?: Readonly<Record<string, string>>;
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** `never` for whatever must not happen twice. */
  readonly retry: 'idempotent' | 'never';
}

export interface HttpClient {
  /**
   * Makes a request and returns the last answer, whatever its status. `idempotent` ones are tried up to three
   * times over connection errors, 408, 429 and 5xx, with jittered waits or as `Retry-After` asks (up to 8 s:
   * beyond, the answer is returned and its `retryAfterMs` tells). Timeouts are not repeated here: the caller
   * has waited long enough. Throws ErrandError `<service>.unreachable`, `.timeout`, `.aborted`,
   * `.answer_too_large` or `.rate_limited`; `callOutcome` tells whether the request may have been carried
   * out.
   */
  request(request: HttpRequest): Promise<HttpAnswer>;
  /**
   * Opens what a signed address leads to. Nothing that identifies us goes along: whoever serves it is not upstream.
   * Throws as `request` does, and `.download_failed` for an answer outside 2xx; so does reading the chunks.
   */
  download(url: string, options: DownloadOptions): Promise<Download>;
  /** Closes idle connections and lets requests under way end. */
  close(): Promise<void>;
}

const maxAttempts = 3;
const firstBackoffMs = 500;
const maxRetryWaitMs = 8_000;
const connectTimeoutMs = 10_000;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { service, clock, budget } = options;
  const random = options.random ?? Math.random;
  const base = new URL(options.baseUrl);
  const pools = createPools(options);

  async function request(call: HttpRequest): Promise<HttpAnswer> {
    const target = targetOf(call);
    for (let attempt = 1; ; attempt++) {
      await waitForBudget(call);
      await call.beforeSend?.();
      const result = await attemptOnce(call, target, attempt);
      if ('status' in result && result.status === 429) {
        budget?.pause(result.retryAfterMs ?? options.rateLimitPauseMs ?? 5_000);
      }
      const isLast = attempt >= (call.maxAttempts ?? maxAttempts);
      const waitMs = isLast ? undefined : retryWaitMs(call, result, attempt);
      if (waitMs === undefined) {
        if (!('status' in result)) throw result;
        call.onAnswer?.(result);
        return result;
      }
      await clock.sleep(waitMs, call.signal);
    }
  }

  function targetOf(call: HttpRequest): string {
    try {
      return requestTarget(base.pathname, call.path, call.pathParams, call.query);
    } catch (cause) {
      throw new ErrandError(`${service.code}.invalid_request`, 'An id cannot be part of a path.', {
        userMessage: `Errand has no usable id to ask ${service.name} about. Tell your admin.`,
        fields: { route: call.path, outcome: 'not_sent' },
        cause,
      });
    }
  }

  async function waitForBudget(call: HttpRequest): Promise<void> {
    if (budget === undefined) return;
    const details = { method: call.method, route: call.path, outcome: 'not_sent' } as const;
    const asked = budget.take({
      priority: call.priority ?? (call.method === 'GET' ? 'poll' : 'person'),
      maxWaitMs: options.maxBudgetWaitMs ?? 30_000,
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    });
    const taken = await asked.catch((cause: unknown) => {
      throw transportFailure(service, 'unreachable', { ...details, cause });
    });
    if (taken.granted) return;
    throw taken.reason === 'aborted'
      ? transportFailure(service, 'aborted', details)
      : transportFailure(service, 'rate_limited', { ...details, retryAfterMs: taken.retryAfterMs });
  }

  async function attemptOnce(
    call: HttpRequest,
    target: string,
    attempt: number,
  ): Promise<HttpAnswer | ErrandError> {
    const startedAtMs = clock.nowMs();
    const observe = (status: number | undefined, errorCode: string | undefined) =>
      options.onRequest?.({
        service: service.code,
        method: call.method,
        route: call.path,
        attempt,
        status,
        errorCode,
        durationMs: clock.nowMs() - startedAtMs,
      });
    try {
      const answer = await exchange({
        service,
        clock,
        dispatcher: call.retry === 'never' ? pools.unshared : pools.shared,
        origin: base.origin,
        target,
        route: call.path,
        method: call.method,
        headers: requestHeaders(call),
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        timeoutMs: call.timeoutMs ?? options.timeoutMs,
        maxBodyBytes: options.maxBodyBytes,
        signal: call.signal,
      });
      observe(answer.status, undefined);
      return answer;
    } catch (error) {
      const failure = toErrandError(error);
      observe(undefined, failure.code);
      return failure;
    }
  }

  function requestHeaders(call: HttpRequest): Record<string, string> {
    return {
      accept: 'application/json, application/problem+json',
      // Answers are read as they come: nothing here unpacks them.
      'accept-encoding': 'identity',
      'user-agent': 'errand',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    };
  }

  function retryWaitMs(
    call: HttpRequest,
    result: HttpAnswer | ErrandError,
    attempt: number,
  ): number | undefined {
    if (call.retry === 'never' || call.signal?.aborted) return undefined;
    const longestMs = Math.min(firstBackoffMs * 2 ** (attempt - 1), maxRetryWaitMs);
    const backoffMs = longestMs * (0.5 + random() / 2);
    if (!('status' in result)) return result.code === `${service.code}.unreachable` ? backoffMs : undefined;
    if (!mayRetryAnswer(result)) return undefined;
    const askedMs = result.retryAfterMs ?? (result.status === 429 ? options.rateLimitPauseMs : undefined);
    const waitMs = Math.max(askedMs ?? 0, backoffMs);
    return waitMs <= maxRetryWaitMs ? waitMs : undefined;
  }

  function download(url: string, limits: DownloadOptions): Promise<Download> {
    return openDownload({ ...limits, service, clock, dispatcher: pools.shared, url: new URL(url, base) });
  }

  return { request, download, close: () => pools.close() };
}

function mayRetryAnswer(answer: HttpAnswer): boolean {
  if (answer.headers['x-should-retry'] === 'false') return false;
  if (readProblem(answer.body)?.retryable === false) return false;
  return answer.status === 408 || answer.status === 429 || (answer.status >= 500 && answer.status !== 501);
}

interface Pools {
  readonly shared: Dispatcher;
  readonly unshared: Dispatcher;
  close(): Promise<void>;
}

/**
 * Requests that are never repeated get a connection of their own: on a kept one, the server may be closing it
 * while the request is written, and then nobody knows whether it arrived. HTTP/1.1 only, because its client
 * never sends a request a second time by itself.
 */
function createPools(options: HttpClientOptions): Pools {
  if (options.dispatcher !== undefined) {
    return { shared: options.dispatcher, unshared: options.dispatcher, close: () => Promise.resolve() };
  }
  const common = { allowH2: false, connect: { timeout: connectTimeoutMs } };
  const shared = new Agent({ ...common, connections: 8 });
  const unshared = new Agent({ ...common, pipelining: 0 });
  return {
    shared,
    unshared,
    close: async () => {
      await Promise.all([shared.close(), unshared.close()]);
    },
  };
}
