import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock, createSystemClock } from '../../clock.ts';
import { createFaults, type Faults, skewedClock } from '../faults.ts';
import { createTrafficLog, type TrafficLog } from '../traffic.ts';
import { createAppConnection } from './app-connection.ts';
import { RETRY_DELAYS_MS, SLACK_WAITS_MS } from './app-link.ts';
import { type AppManifest, manifestProblems, readAppManifest } from './app-manifest.ts';
import type { AssistantThread } from './assistant-threads.ts';
import { createBotEndpoints } from './bot-endpoints.ts';
import { isFromThisMachine, sendJson } from './http-exchange.ts';
import type { JsonObject } from './json-value.ts';
import { messageJson } from './message-json.ts';
import { sayAsOtherApp } from './other-app.ts';
import { createPerson, type Person } from './person.ts';
import { randomSecret } from './random-id.ts';
import { createRequestUrl } from './request-url.ts';
import { acmeSeed, type WorkspaceSeed } from './seed.ts';
import { createSlackState } from './slack-state.ts';
import { createSocketMode } from './socket-mode.ts';
import { createUiFeed } from './ui-feed.ts';
import { until } from './until.ts';
import type { ApiCall } from './web-api/web-api.ts';
import type { Conversation } from './workspace-types.ts';

const maxRememberedCalls = 2000;
const untilTimeoutMs = 60_000;

export interface LocalSlackOptions {
  readonly clock?: Clock;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly seed?: WorkspaceSeed;
  /** The installed app; the repository's `manifest.yml` by default. */
  readonly manifest?: AppManifest;
  readonly rateLimits?: 'real' | 'off';
  /** Delivers over HTTP, not by Socket Mode; without a URL nothing is delivered before `connectHttp`. */
  readonly http?: { readonly eventsUrl?: string; readonly signingSecret?: string };
  /** Between the tries of an event that is not taken; Slack's own unless told. */
  readonly eventRetryDelaysMs?: readonly number[];
  /** Patience with a busy machine: how long answers are waited for, and triggers live; Slack's own unless told. */
  readonly answerWithinMs?: number;
  readonly tokens?: { readonly bot: string; readonly app: string };
  /** Where calls and deliveries are noted; one of its own when absent. */
  readonly traffic?: TrafficLog;
  /** Serves the paths that are not Slack's; true when it did. */
  readonly webPage?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
}

/** A running local Slack. Everything that it returns is a copy of a moment. */
export interface LocalSlack {
  /** Without a slash at the end. */
  readonly url: string;
  /** For `slackApiUrl`: ends in `/api/`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  /** Signs what is delivered over HTTP. */
  readonly signingSecret: string;
  readonly botUserId: string;
  readonly teamId: string;
  person(userId: string): Person;
  /** Another app of the workspace posts a message, as typed; returns its timestamp. */
  sayAsOtherApp(channel: string, text: string, options?: { readonly threadTs?: string }): string;
  conversations(): readonly Conversation[];
  /** The id of the channel with this name. */
  channel(name: string): string;
  /** A channel's messages without replies, the oldest first, with their metadata. */
  history(channelId: string): JsonObject[];
  /** A thread's messages, its first one first. */
  thread(channelId: string, ts: string): JsonObject[];
  /** A thread's status, title and suggested prompts, as the app has set them. */
  assistantThread(channelId: string, threadTs: string): AssistantThread;
  /** Archives a channel, for good. */
  archive(channelId: string): void;
  /** Closes somebody's account. */
  deactivate(userId: string): void;
  /** The calls of the Web API so far, optionally of one method. */
  calls(method?: string): readonly ApiCall[];
  /** Trouble with what the app calls, by a method's name or a path, and with deliveries to it. */
  readonly faults: Faults;
  isConnected(): boolean;
  /**
   * Delivers to this URL from now on, and no longer by Socket Mode. Rejects, and changes nothing, while the URL does
   * not answer Slack's challenge.
   */
  connectHttp(url: string): Promise<void>;
  /** Forgets the URL: nobody is connected over HTTP until the next `connectHttp`. */
  disconnectHttp(): void;
  /** Socket Mode's open connections. */
  connectionCount(): number;
  /** Breaks that many connections, or all, without a word. */
  breakConnections(count?: number): void;
  refreshConnections(): void;
  /** How many events are neither taken nor given up yet. */
  eventsOnTheirWay(): number;
  /** The events that Slack gave up, the app never having answered any of its tries. */
  givenUp(): readonly JsonObject[];
  /** Delivers the newest command, interaction or event once more, as Slack does when an acknowledgement got lost. */
  repeatLastDelivery(): void;
  /** Resolves with the first truthy answer, asked now, after each change and now and then; rejects after a minute. */
  until<T>(check: () => T | undefined | null | false, timeoutMs?: number): Promise<T>;
  /** Forgets everything that was said, opened, uploaded or set since the start. Connections and tokens stay. */
  reset(): void;
  stop(): Promise<void>;
}

/**
 * Starts a Slack on 127.0.0.1 that the unmodified Bolt, Web API and Socket Mode clients can use. Rejects when the port
 * is taken, and for a manifest that Slack would refuse.
 */
export async function createLocalSlack(options: LocalSlackOptions = {}): Promise<LocalSlack> {
  const clock = options.clock ?? createSystemClock();
  const seed = options.seed ?? acmeSeed;
  const manifest = options.manifest ?? readAppManifest(new URL('../../../manifest.yml', import.meta.url));
  const problems = manifestProblems(manifest);
  if (problems.length > 0) throw new Error(`Slack refuses this manifest. ${problems.join(' ')}`);
  const botToken = options.tokens?.bot ?? `xoxb-local-${randomSecret()}`;
  const appToken = options.tokens?.app ?? `xapp-1-${seed.appId}-${randomSecret()}`;

  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;

  const faults = createFaults('slack');
  const traffic = options.traffic ?? createTrafficLog(clock);
  const feed = createUiFeed();
  const verificationToken = randomSecret();
  const signingSecret = options.http?.signingSecret ?? randomBytes(16).toString('hex');
  const eventsUrl = options.http?.eventsUrl;
  const retryDelaysMs = options.eventRetryDelaysMs ?? RETRY_DELAYS_MS;
  const answerWithinMs = options.answerWithinMs ?? SLACK_WAITS_MS;
  const deliveries = { traffic, retryDelaysMs, answerWithinMs };
  const socketMode = createSocketMode({ clock, origin, appId: seed.appId, ...deliveries });
  const requestUrl = createRequestUrl({
    clock,
    signingSecret,
    verificationToken,
    ...deliveries,
    clockSkewMs: () => faults.clockSkewMs,
    isChosen: options.http !== undefined,
    ...(eventsUrl === undefined ? {} : { url: eventsUrl }),
  });
  const link = createAppConnection({ clock, faults, socketMode, requestUrl });
  const calls: ApiCall[] = [];
  const stopping = new AbortController();

  const slackClock = skewedClock(clock, faults);
  const newState = () =>
    createSlackState({
      clock: slackClock,
      machineClock: clock,
      origin,
      seed,
      manifest,
      tokens: { bot: botToken, app: appToken },
      verificationToken,
      answerWithinMs,
      hasRateLimits: options.rateLimits !== 'off',
      feed,
      socketMode,
      link,
      onCall: (call) => {
        calls.push(call);
        if (calls.length > maxRememberedCalls) calls.shift();
      },
    });
  let state = newState();
  const botEndpoints = createBotEndpoints({
    clock: slackClock,
    faults,
    traffic,
    botToken,
    signal: stopping.signal,
    answering: () => state,
  });

  async function route(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', origin);
    if (await botEndpoints(request, response, url)) return;
    // Whoever is let in here acts as anybody, without a token.
    if (!isFromThisMachine(request)) {
      sendJson(response, 403, { error: 'This is only for pages of this server.' });
      return;
    }
    if (url.pathname.startsWith('/ui/')) return state.ui(request, response, url);
    if (options.webPage !== undefined && (await options.webPage(request, response))) return;
    sendJson(response, 404, { error: 'There is no such page.' });
  }

  server.on('request', (request, response) => {
    route(request, response).catch((error: unknown) => {
      console.error('The local Slack failed to answer a request.', error);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: 'The local Slack failed.' });
    });
  });
  server.on('upgrade', socketMode.upgrade);

  const json = (ts: string, channelId: string) => {
    const { workspace } = state.core;
    const message = workspace.message(channelId, ts);
    return message === undefined ? [] : [messageJson(workspace, message, { origin, includeMetadata: true })];
  };

  return {
    url: origin,
    apiUrl: `${origin}/api/`,
    botToken,
    appToken,
    botUserId: seed.bot.id,
    teamId: seed.teamId,
    person: (userId) => createPerson(state.core, userId),
    sayAsOtherApp: (channel, text, options) => sayAsOtherApp(state.core, channel, text, options),
    conversations: () => [...state.core.workspace.conversations.values()],
    channel: (name) => {
      const found = [...state.core.workspace.conversations.values()].find((one) => one.name === name);
      if (found === undefined) throw new Error(`There is no channel #${name}.`);
      return found.id;
    },
    history: (channelId) =>
      state.core.workspace
        .messages(channelId)
        .filter((message) => message.threadTs === undefined)
        .flatMap((message) => json(message.ts, channelId)),
    thread: (channelId, ts) => [
      ...json(ts, channelId),
      ...state.core.workspace.replies(channelId, ts).flatMap((message) => json(message.ts, channelId)),
    ],
    assistantThread: (channelId, threadTs) => state.core.assistantThreads.of(channelId, threadTs),
    archive: (channelId) => state.core.workspace.archive(channelId),
    deactivate: (userId) => state.core.workspace.deactivate(userId),
    calls: (method) => calls.filter((call) => method === undefined || call.method === method),
    faults,
    signingSecret,
    isConnected: link.isConnected,
    connectHttp: requestUrl.connect,
    disconnectHttp: requestUrl.disconnect,
    connectionCount: socketMode.connectionCount,
    breakConnections: link.breakConnections,
    refreshConnections: socketMode.refreshConnections,
    eventsOnTheirWay: link.onTheirWay,
    givenUp: link.givenUp,
    repeatLastDelivery: link.repeatLastDelivery,
    reset: () => {
      faults.clear();
      link.forget();
      calls.length = 0;
      state = newState();
      feed.restart();
    },
    until: (check, timeoutMs = untilTimeoutMs) => until(feed.onAnyChange, check, timeoutMs),
    stop: async () => {
      stopping.abort();
      link.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
