import type { Clock } from '../../clock.ts';
import { DELIVERY_PREFIX, type Fault } from '../faults.ts';
import type { TrafficLog } from '../traffic.ts';
import { type AppAnswer, type AppLink, type DeliveryType, deliveryName } from './app-link.ts';
import { isObject, type JsonObject, parseJson } from './json-value.ts';
import { randomSecret } from './random-id.ts';
import { type PostOutcome, type SignedPost, signedPost } from './signed-post.ts';

/**
 * Slack's end of the HTTP connection: events, commands, interactions and queries for options are posted to one
 * request URL, signed. It is connected once the URL has answered the `url_verification` challenge.
 */
export interface RequestUrl extends AppLink {
  /** Whether the app delivers over HTTP, connected or not. */
  isChosen(): boolean;
  /** Saves the URL as the app's configuration page does. Throws when the challenge is not answered. */
  connect(url: string): Promise<void>;
  /** Takes the URL away; nothing is delivered until another is saved. */
  disconnect(): void;
}

interface Request extends Pick<SignedPost, 'contentType' | 'body' | 'headers'> {
  readonly type: DeliveryType;
  readonly payload: JsonObject;
}

export function createRequestUrl(options: {
  clock: Clock;
  signingSecret: string;
  verificationToken: string;
  isChosen: boolean;
  retryDelaysMs: readonly number[];
  /** How long the answer to any request is waited for. */
  answerWithinMs: number;
  traffic: TrafficLog;
  /** How far the clock that signs is ahead. */
  clockSkewMs: () => number;
  /** Taken as saved earlier: connected without a challenge. */
  url?: string;
}): RequestUrl {
  const { clock, signingSecret, retryDelaysMs, answerWithinMs } = options;
  const listeners: ((isConnected: boolean) => void)[] = [];
  const stopped = new AbortController();
  let connections = new AbortController();
  let { isChosen, url } = options;
  let forgetting = new AbortController();
  let lastRequest: Request | undefined;
  const givenUp: JsonObject[] = [];
  let onTheirWay = 0;

  async function post(
    request: Pick<SignedPost, 'url' | 'contentType' | 'body' | 'headers' | 'isCutWhenSent'>,
  ): Promise<PostOutcome> {
    const { signal } = connections;
    const skewMs = options.clockSkewMs();
    return await signedPost(clock, { ...request, signingSecret, timeoutMs: answerWithinMs, signal, skewMs });
  }

  async function deliver(request: Request, fault?: Fault): Promise<PostOutcome> {
    if (url === undefined) return { kind: 'failed', reason: 'connection_failed' };
    lastRequest = request;
    const { type, payload, headers, body, contentType } = request;
    const end = options.traffic.begin({
      service: 'slack',
      direction: 'to_bot',
      method: 'POST',
      path: DELIVERY_PREFIX + deliveryName(type, payload),
      headers: { 'content-type': contentType, ...headers },
      body: payload,
      fault: fault?.type,
    });
    const cut = fault?.type === 'cut' ? fault.when : undefined;
    const outcome: PostOutcome =
      cut === 'before'
        ? { kind: 'failed', reason: 'connection_failed' }
        : await post({ url, contentType, body, headers: headers ?? {}, isCutWhenSent: cut === 'after' });
    if (outcome.kind === 'answered') end(outcome);
    else end();
    return outcome;
  }

  async function deliverEvent(payload: JsonObject, fault: Fault | undefined): Promise<void> {
    onTheirWay += 1;
    await deliverUntilTaken(payload, fault);
    onTheirWay -= 1;
  }

  /** The first try, then Slack's three retries, until the app takes the event or asks to be left alone. */
  async function deliverUntilTaken(payload: JsonObject, fault: Fault | undefined): Promise<void> {
    const event = { type: 'events_api', payload, contentType: 'application/json' } as const;
    const body = JSON.stringify(payload);
    const signal = AbortSignal.any([stopped.signal, forgetting.signal]);
    let reason = '';
    let isAnswered = false;
    for (const [retry, delayMs] of [0, ...retryDelaysMs].entries()) {
      if (delayMs > 0) await clock.sleep(delayMs, signal);
      if (signal.aborted) return;
      const headers =
        retry === 0 ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': reason };
      const outcome = await deliver({ ...event, body, headers }, retry === 0 ? fault : undefined);
      if (outcome.kind === 'failed') reason = outcome.reason;
      else if (retry === 0 && fault?.type === 'lost_answer') {
        // It was given all the same.
        isAnswered = isSuccess(outcome.status);
        reason = 'http_timeout';
      } else if (isSuccess(outcome.status) || outcome.headers['x-slack-no-retry'] === '1') return;
      else reason = 'http_error';
    }
    if (!isAnswered) givenUp.push(payload);
  }

  return {
    isChosen: () => isChosen,
    isConnected: () => url !== undefined,
    onConnectionChange: (listener) => {
      listeners.push(listener);
    },
    connect: async (to) => {
      const challenge = randomSecret();
      const body = JSON.stringify({ token: options.verificationToken, challenge, type: 'url_verification' });
      const outcome = await post({ url: to, contentType: 'application/json', body });
      if (outcome.kind !== 'answered' || !isSuccess(outcome.status) || !echoes(outcome.body, challenge)) {
        throw new Error(`Your URL didn't respond with the value of the challenge parameter: ${to}`);
      }
      url = to;
      isChosen = true;
      for (const listener of listeners) listener(true);
    },
    disconnect: () => {
      url = undefined;
      for (const listener of listeners) listener(false);
    },
    deliverEvent: (payload, fault) => void deliverEvent(payload, fault),
    ask: async (type, payload, fault) => answerOf(type, await deliver(requestOf(type, payload), fault)),
    onTheirWay: () => onTheirWay,
    givenUp: () => givenUp,
    breakConnections: () => {
      connections.abort();
      connections = new AbortController();
    },
    repeatLastDelivery: () => {
      if (lastRequest === undefined) return;
      const retry = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
      void deliver({ ...lastRequest, ...(lastRequest.type === 'events_api' ? { headers: retry } : {}) });
    },
    forget: () => {
      forgetting.abort();
      forgetting = new AbortController();
      lastRequest = undefined;
      givenUp.length = 0;
    },
    stop: () => {
      stopped.abort();
      connections.abort();
    },
  };
}

/** Commands are forms; everything else that a person does is JSON in a form's only field. */
function requestOf(type: Exclude<DeliveryType, 'events_api'>, payload: JsonObject): Request {
  const fields =
    type === 'slash_commands'
      ? Object.entries(payload).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
      : [['payload', JSON.stringify(payload)]];
  const body = new URLSearchParams(fields).toString();
  return { type, payload, contentType: 'application/x-www-form-urlencoded', body };
}

function answerOf(type: DeliveryType, outcome: PostOutcome): AppAnswer {
  if (outcome.kind === 'failed') {
    return { kind: outcome.reason === 'http_timeout' ? 'timed_out' : 'unreachable' };
  }
  if (outcome.status !== 200) {
    return {
      kind: 'refused',
      error: outcome.status >= 500 ? 'http_service_error' : 'http_client_error',
    };
  }
  if (outcome.body.trim() === '') return { kind: 'answered', payload: {} };
  if (outcome.headers['content-type']?.startsWith('application/json') === true) {
    const payload = parseJson(outcome.body);
    return isObject(payload) ? { kind: 'answered', payload } : { kind: 'refused', error: 'invalid_json' };
  }
  // Plain text after a command is shown to the person; nothing else may be answered with it.
  return type === 'slash_commands'
    ? { kind: 'answered', payload: { text: outcome.body } }
    : { kind: 'refused', error: 'invalid_response' };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Plain, as a form, or as JSON: Slack takes all three. */
function echoes(body: string, challenge: string): boolean {
  const json = parseJson(body);
  if (isObject(json)) return json.challenge === challenge;
  return body.trim() === challenge || new URLSearchParams(body.trim()).get('challenge') === challenge;
}
