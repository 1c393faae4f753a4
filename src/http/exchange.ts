import type { Dispatcher } from 'undici';
import type { Clock } from '../clock.ts';
import {
  type CallOutcome,
  type HttpAnswer,
  type Service,
  type TransportReason,
  transportFailure,
} from './failure.ts';
import { readRetryAfterMs } from './retry-after.ts';

export interface Exchange {
  readonly service: Service;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly origin: string;
  readonly target: string;
  readonly route: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly signal: AbortSignal | undefined;
}

class BodyTooLarge extends Error {}

/**
 * Makes one HTTP request and reads its whole answer, whatever its status. Redirects are answers like others.
 * The time limit covers everything from connecting to the last byte and runs on real timers, as the sockets
 * do. Throws only for transport trouble: `.unreachable`, `.timeout`, `.aborted`, `.answer_too_large`, each
 * with `fields.outcome`.
 */
export async function exchange(options: Exchange): Promise<HttpAnswer> {
  const { service, method, route, signal } = options;
  let outcome: CallOutcome = 'not_sent';
  let reason: TransportReason = 'unreachable';
  const giveUp = new AbortController();
  const stopFor = (why: TransportReason) => {
    reason = why;
    giveUp.abort();
  };
  const timer = setTimeout(() => stopFor('timeout'), options.timeoutMs);
  const onCallerAbort = () => stopFor('aborted');
  if (signal?.aborted) onCallerAbort();
  signal?.addEventListener('abort', onCallerAbort, { once: true });

  // The socket is handed over right before the first byte is written: until then nothing can have arrived.
  const dispatcher = options.dispatcher.compose((dispatch) => (request, handler) => {
    return dispatch(
      request,
      notingStart(handler, () => {
        if (!giveUp.signal.aborted) outcome = 'unknown';
      }),
    );
  });

  try {
    return await whileWanted(giveUp.signal, readAnswer(dispatcher, options, giveUp.signal));
  } catch (error) {
    if (error instanceof BodyTooLarge) reason = 'answer_too_large';
    throw transportFailure(service, reason, { method, route, outcome, cause: error });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onCallerAbort);
  }
}

async function readAnswer(
  dispatcher: Dispatcher,
  options: Exchange,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const response = await dispatcher.request({
    origin: options.origin,
    path: options.target,
    method: options.method,
    headers: options.headers,
    body: options.body ?? null,
    signal,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.byteLength;
    if (bytes > options.maxBodyBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks));
  const headers = plainHeaders(response.headers);
  return {
    status: response.statusCode,
    headers,
    text,
    body: parseJson(text),
    retryAfterMs: readRetryAfterMs(headers, options.clock.nowMs()),
  };
}

/** Rejects at once on abort: undici itself waits for a connection under way before it says so. */
async function whileWanted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let onAbort = () => {};
  const unwanted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(new Error('aborted'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
  });
  work.catch(() => {});
  try {
    return await Promise.race([work, unwanted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function notingStart(handler: Dispatcher.DispatchHandler, onStart: () => void): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller, context) {
      onStart();
      handler.onRequestStart?.(controller, context);
    },
    onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
    onResponseStart: (...args) => handler.onResponseStart?.(...args),
    onResponseData: (...args) => handler.onResponseData?.(...args),
    onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
    onResponseError: (...args) => handler.onResponseError?.(...args),
  };
}

export function plainHeaders(
  raw: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined || name === 'set-cookie') continue;
    headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return headers;
}

function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
