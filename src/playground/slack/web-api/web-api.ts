import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../../clock.ts';
import type { HttpAnswer } from '../../http-routes.ts';
import type { JsonObject } from '../json-value.ts';
import { createRateLimiter } from '../rate-limiter.ts';
import type { SlackCore } from '../slack-core.ts';
import { appMethods } from './app-methods.ts';
import { assistantMethods } from './assistant-methods.ts';
import { chatMethods } from './chat-methods.ts';
import { conversationMethods } from './conversation-methods.ts';
import { fileMethods } from './file-methods.ts';
import { historyMethods } from './history-methods.ts';
import { type Method, type Methods, SlackApiError } from './method.ts';
import { type MethodArguments, methodArguments, readArguments } from './method-arguments.ts';
import { reactionMethods } from './reaction-methods.ts';
import { streamMethods } from './stream-methods.ts';
import { userMethods } from './user-methods.ts';
import { viewMethods } from './view-methods.ts';

export interface ApiCall {
  readonly method: string;
  readonly args: JsonObject;
  readonly result: JsonObject;
}

/** The Web API over HTTP: tokens, scopes, rate limits, then the method. */
export function createWebApi(deps: {
  core: SlackCore;
  limiterClock: Clock;
  botToken: string;
  appToken: string;
  hasRateLimits: boolean;
  onCall: (call: ApiCall) => void;
}): (name: string, request: IncomingMessage, url: URL, body: Buffer) => Promise<HttpAnswer> {
  const { core } = deps;
  const limiter = createRateLimiter(deps.limiterClock);
  const methods: Methods = {
    ...appMethods(core),
    ...assistantMethods(core),
    ...chatMethods(core),
    ...conversationMethods(core),
    ...fileMethods(core),
    ...historyMethods(core),
    ...reactionMethods(core),
    ...streamMethods(core),
    ...userMethods(core),
    ...viewMethods(core),
  };

  function checkToken(method: Method, request: IncomingMessage, args: MethodArguments) {
    if (method.token === 'none') return;
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? args.string('token');
    if (token === undefined || token === '') throw new SlackApiError('not_authed');
    if (token !== deps.botToken && token !== deps.appToken) throw new SlackApiError('invalid_auth');
    if (token !== (method.token === 'app' ? deps.appToken : deps.botToken)) {
      throw new SlackApiError('not_allowed_token_type');
    }
  }

  function checkScopes(method: Method) {
    const needed = method.scopes;
    if (needed === undefined || needed.some((scope) => core.manifest.scopes.includes(scope))) return;
    throw new SlackApiError('missing_scope', [], {
      needed: needed.join(','),
      provided: core.manifest.scopes.join(','),
    });
  }

  async function call(name: string, request: IncomingMessage, url: URL, body: Buffer) {
    const method = methods[name];
    if (method === undefined) throw new SlackApiError('unknown_method', [], { req_method: name });
    const raw = await readArguments(request, url, body);
    const args = methodArguments(raw);
    checkToken(method, request, args);
    checkScopes(method);
    if (deps.hasRateLimits) {
      const waitSeconds = limiter(method.limitKey?.(args) ?? name, method.limit);
      if (waitSeconds !== undefined) return { raw, waitSeconds, result: { ok: false, error: 'ratelimited' } };
    }
    try {
      return { raw, result: { ok: true, ...(await method.run(args)) }, waitSeconds: undefined };
    } catch (error) {
      return { raw, result: failure(error), waitSeconds: undefined };
    }
  }

  return async (name, request, url, body) => {
    const { raw, result, waitSeconds } = await call(name, request, url, body).catch((error: unknown) => ({
      raw: {},
      result: failure(error),
      waitSeconds: undefined,
    }));
    deps.onCall({ method: name, args: raw, result });
    const answer = { contentType: 'application/json; charset=utf-8', json: result };
    const headers = { 'x-oauth-scopes': core.manifest.scopes.join(',') };
    return waitSeconds === undefined
      ? { ...answer, status: 200, headers }
      : { ...answer, status: 429, headers: { ...headers, 'retry-after': String(waitSeconds) } };
  };
}

function failure(error: unknown): JsonObject {
  if (error instanceof SlackApiError) return { ok: false, error: error.code, ...error.details };
  // A defect of this server: loud, and in Slack's words for its own.
  console.error('The local Slack failed inside a method.', error);
  return { ok: false, error: 'internal_error' };
}
