import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Fault } from './faults.ts';
import type { HttpAnswer } from './http-routes.ts';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly fault: Fault | undefined;
  readonly clock: Clock;
  /** Ends what waits. */
  readonly signal: AbortSignal;
  handle(): HttpAnswer | Promise<HttpAnswer>;
  /** The service's own way to say that something went wrong. */
  failure(status: number): HttpAnswer;
}

/** Answers a call, with its fault in between. Returns what was sent; undefined when nothing was, or only a part. */
export async function answerWithFault(exchange: Exchange): Promise<HttpAnswer | undefined> {
  const { request, response, fault, clock, signal } = exchange;
  if (fault?.latencyMs) await clock.sleep(fault.latencyMs, signal);
  if (signal.aborted || (fault?.type === 'cut' && fault.when === 'before')) {
    request.socket.destroy();
    return undefined;
  }
  // Told by the service's clock, by which a caller may know how far it is off.
  response.setHeader('date', new Date(clock.nowMs()).toUTCString());
  // The caller's patience ends this, or the service's end.
  if (fault?.type === 'lost_answer' && fault.when === 'before') return undefined;
  if (fault?.type === 'status' && !fault.effect) return writeAnswer(response, faultAnswer(exchange, fault));
  const real = await exchange.handle();
  if (fault?.type === 'lost_answer') return undefined;
  if (fault?.type === 'cut') {
    if (fault.when === 'during') await writeHalf(response, real);
    request.socket.destroy();
    return undefined;
  }
  if (fault?.type === 'status') return writeAnswer(response, faultAnswer(exchange, fault));
  if (fault?.type === 'malformed') {
    const text = fault.text ?? '{"id": "tru';
    return writeAnswer(response, { status: real.status, text, contentType: 'application/json' });
  }
  return writeAnswer(response, real);
}

function faultAnswer({ failure }: Exchange, fault: Fault & { type: 'status' }): HttpAnswer {
  const own = fault.text === undefined ? failure(fault.status) : { status: fault.status, text: fault.text };
  const retryAfter =
    fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  return { ...own, headers: { ...own.headers, ...retryAfter, ...fault.headers } };
}

/** Sends a whole answer, and returns it. */
export function writeAnswer(response: ServerResponse, answer: HttpAnswer): HttpAnswer {
  const body = bodyOf(answer);
  response.writeHead(answer.status, headersOf(answer, body)).end(body);
  return answer;
}

function writeHalf(response: ServerResponse, answer: HttpAnswer): Promise<void> {
  const body = bodyOf(answer);
  response.writeHead(answer.status, headersOf(answer, body));
  const half = body.subarray(0, Math.floor(body.length / 2));
  return new Promise((resolve) => response.write(half, () => resolve()));
}

function bodyOf(answer: HttpAnswer): Buffer {
  if (answer.bytes) return Buffer.from(answer.bytes);
  return Buffer.from(answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json)));
}

function headersOf(answer: HttpAnswer, body: Buffer): Record<string, string> {
  const contentType =
    answer.contentType ?? (answer.json === undefined ? 'text/plain; charset=utf-8' : 'application/json');
  return { 'content-type': contentType, 'content-length': String(body.length), ...answer.headers };
}
