import type { ServerResponse } from 'node:http';
import type { Fault } from '../../faults.ts';
import { sendJson } from '../http-exchange.ts';

type Headers = Readonly<Record<string, string>>;

/** Whether a fault keeps the method from being carried out. */
export function hasNoEffect(fault: Fault | undefined): boolean {
  if (fault?.kind === 'cut') return fault.when === 'before';
  return fault?.kind === 'status' && fault.effect !== true;
}

/** Answers as the fault has it, in place of the method's own answer. False when the fault leaves that as it is. */
export function answerFaultily(
  response: ServerResponse,
  fault: Fault | undefined,
  headers: Headers,
  own: unknown,
): boolean {
  if (fault === undefined || fault.kind === 'latency') return false;
  if (fault.kind === 'malformed') {
    response.writeHead(200, { ...headers, 'content-type': 'application/json' });
    response.end(fault.text ?? '{"ok":tr');
  } else if (fault.kind === 'status') {
    answerStatus(response, fault, headers);
  } else if (fault.when === 'during') {
    const body = JSON.stringify(own);
    response.writeHead(200, {
      ...headers,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    });
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy());
  } else {
    response.destroy();
  }
  return true;
}

/** Slack explains a 429 in JSON; its other errors come from in front of it, as a page. */
function answerStatus(response: ServerResponse, fault: Fault & { kind: 'status' }, headers: Headers) {
  const retryAfter =
    fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  const all = { ...headers, ...retryAfter, ...fault.headers };
  if (fault.status === 429 && fault.text === undefined) {
    sendJson(response, 429, { ok: false, error: 'ratelimited' }, all);
    return;
  }
  response.writeHead(fault.status, { ...all, 'content-type': 'text/html' });
  response.end(fault.text ?? '<html>Server error</html>');
}
