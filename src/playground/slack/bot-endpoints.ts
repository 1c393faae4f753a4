import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../clock.ts';
import type { Faults } from '../faults.ts';
import { answerWithFault } from '../faulty-exchange.ts';
import type { HttpAnswer } from '../http-routes.ts';
import type { TrafficLog } from '../traffic.ts';
import { readBody } from './http-exchange.ts';
import { isObject, objectOf, parseJson } from './json-value.ts';
import { privateFileId, sendPrivateFile } from './private-files.ts';
import type { SlackCore } from './slack-core.ts';
import { receiveUpload } from './upload-endpoint.ts';
import type { createWebApi } from './web-api/web-api.ts';

const maxCallBytes = 4_000_000;
const maxUploadBytes = 50_000_000;

/** What the app calls, and what answers it now. */
interface Answering {
  readonly core: SlackCore;
  readonly webApi: ReturnType<typeof createWebApi>;
}

type BotCall = (call: { request: IncomingMessage; url: URL; body: Buffer }) => Promise<HttpAnswer>;

/**
 * Everything of this server that the app calls: the Web API, upload URLs, private files and response URLs. Faults and the log of
 * traffic stand here. Resolves with false, having done nothing, for other paths.
 */
export function createBotEndpoints(deps: {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly traffic: TrafficLog;
  readonly botToken: string;
  /** Ends what waits. */
  readonly signal: AbortSignal;
  readonly answering: () => Answering;
}): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean> {
  const { clock, faults, signal } = deps;

  /** By the name under which faults and traffic know the call. */
  function endpointOf(method: string, { pathname }: URL): { name: string; answer: BotCall } | undefined {
    const apiMethod = /^\/api\/+(.*)$/.exec(pathname)?.[1];
    if (apiMethod !== undefined) {
      const answer: BotCall = ({ request, url, body }) =>
        deps.answering().webApi(apiMethod, request, url, body);
      return { name: apiMethod, answer };
    }
    const fileId = method === 'GET' ? privateFileId(pathname) : undefined;
    if (fileId !== undefined) {
      const answer: BotCall = ({ request }) => {
        const isAppsToken = request.headers.authorization === `Bearer ${deps.botToken}`;
        return Promise.resolve(sendPrivateFile(deps.answering().core, fileId, isAppsToken));
      };
      return { name: pathname, answer };
    }
    if (method !== 'POST') return undefined;
    const ticket = /^\/upload\/v1\/(\w+)$/.exec(pathname)?.[1];
    if (ticket !== undefined) {
      const answer: BotCall = ({ request, body }) => {
        const contentType = request.headers['content-type'] ?? '';
        return receiveUpload(deps.answering().core.workspace, { ticket, contentType, body });
      };
      return { name: pathname, answer };
    }
    if (!/^\/(commands|actions)\//.test(pathname)) return undefined;
    return { name: pathname, answer: ({ body }) => Promise.resolve(respond(pathname, body)) };
  }

  function respond(pathname: string, body: Buffer): HttpAnswer {
    const given = objectOf(parseJson(body.toString('utf8')));
    const answer = deps.answering().core.responseUrls.receive(pathname, given);
    return { status: answer.status, text: answer.body, contentType: 'text/plain' };
  }

  return async (request, response, url) => {
    const method = request.method ?? 'POST';
    const endpoint = endpointOf(method, url);
    if (endpoint === undefined) return false;
    const isUpload = endpoint.name.startsWith('/upload/');
    const body = await readBody(request, isUpload ? maxUploadBytes : maxCallBytes);
    const fault = faults.take(method, [endpoint.name]);
    const end = deps.traffic.begin({
      service: 'slack',
      direction: 'from_bot',
      method,
      path: endpoint.name,
      headers: request.headers,
      body: isUpload ? body : legible(request, url, body),
      fault: fault?.type,
    });
    try {
      const handle = () => endpoint.answer({ request, url, body });
      const sent = await answerWithFault({ request, response, fault, clock, signal, handle, failure });
      if (sent)
        end({ status: sent.status, headers: sent.headers ?? {}, body: sent.json ?? sent.text ?? sent.bytes });
    } finally {
      end();
    }
    return true;
  };
}

/** Slack explains a 429 in JSON; its other errors come from in front of it, as a page. */
function failure(status: number): HttpAnswer {
  if (status === 429) return { status, json: { ok: false, error: 'ratelimited' } };
  return { status, text: '<html>Server error</html>', contentType: 'text/html' };
}

/** A call's arguments for the log of traffic. */
function legible(request: IncomingMessage, url: URL, body: Buffer): unknown {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/')) return body;
  const text = body.toString('utf8');
  const fields = Object.fromEntries(url.searchParams);
  const json = parseJson(text);
  if (isObject(json)) return { ...fields, ...json };
  return { ...fields, ...Object.fromEntries(new URLSearchParams(text)) };
}
