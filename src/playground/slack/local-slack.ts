import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock, createSystemClock } from '../../clock.ts';
import { createFaults, type Faults } from '../faults.ts';
import { createAppConnection, type DeliveryFault } from './app-connection.ts';
import { type AppManifest, readAppManifest } from './app-manifest.ts';
import { type AssistantThread, createAssistantThreads } from './assistant-threads.ts';
import { createEphemeralMessages } from './ephemeral-messages.ts';
import { feedEvents } from './event-feed.ts';
import { readBody, sendJson } from './http-exchange.ts';
import { type JsonObject, objectOf, parseJson } from './json-value.ts';
import { messageJson } from './message-json.ts';
import { createModalStacks } from './modal-stacks.ts';
import { createPerson, type Person } from './person.ts';
import { randomSecret } from './random-id.ts';
import { createRequestUrl } from './request-url.ts';
import { createResponseUrls } from './response-urls.ts';
import { acmeSeed, type WorkspaceSeed } from './seed.ts';
import type { SlackCore } from './slack-core.ts';
import { createSocketMode } from './socket-mode.ts';
import { createTriggerIds } from './trigger-ids.ts';
import { createUiEndpoints } from './ui-endpoints.ts';
import { createUiFeed } from './ui-feed.ts';
import { until } from './until.ts';
import { receiveUpload } from './upload-endpoint.ts';
import { addCallFault, type CallFault } from './web-api/call-faults.ts';
import { type ApiCall, createWebApi } from './web-api/web-api.ts';
import { createWorkspace } from './workspace.ts';
import type { Conversation } from './workspace-types.ts';

const maxResponseUrlBytes = 1_000_000;
const maxRememberedCalls = 2000;
const untilTimeoutMs = 10_000;

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
  readonly tokens?: { readonly bot: string; readonly app: string };
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
  conversations(): readonly Conversation[];
  /** The id of the channel with this name. */
  channel(name: string): string;
  /** A channel's messages without replies, the oldest first, with their metadata. */
  history(channelId: string): JsonObject[];
  /** A thread's messages, its first one first. */
  thread(channelId: string, ts: string): JsonObject[];
  /** A thread's status, title and suggested prompts, as the app has set them. */
  assistantThread(channelId: string, threadTs: string): AssistantThread;
  /** The calls of the Web API so far, optionally of one method. */
  calls(method?: string): readonly ApiCall[];
  /** Trouble with calls of the Web API; a rule's path is the method's name after a slash. */
  readonly faults: Faults;
  /** Lets the next calls of a method go wrong: a short form of `faults.add`. */
  fail(method: string, fault: CallFault, times?: number): void;
  /** Lets the next deliveries to the app go wrong. */
  failDelivery(fault: DeliveryFault, times?: number): void;
  /** Signs what goes over HTTP as if Slack's clock were that far ahead of its own time. */
  setClockSkew(skewMs: number): void;
  isConnected(): boolean;
  /**
   * Delivers to this URL from now on, and no longer by Socket Mode. Rejects, and changes nothing, while the URL does
   * not answer Slack's challenge.
   */
  connectHttp(url: string): Promise<void>;
  /** Socket Mode's open connections. */
  connectionCount(): number;
  /** Breaks that many connections, or all, without a word. */
  breakConnections(count?: number): void;
  refreshConnections(): void;
  /** Delivers the newest command, interaction or event once more, as Slack does when an acknowledgement got lost. */
  repeatLastDelivery(): void;
  /** Resolves with the first truthy answer, asked now, after each change and now and then; rejects after ten seconds. */
  until<T>(check: () => T | undefined | null | false, timeoutMs?: number): Promise<T>;
  stop(): Promise<void>;
}

/** Starts a Slack on 127.0.0.1 that the unmodified Bolt, Web API and Socket Mode clients can use. */
export async function createLocalSlack(options: LocalSlackOptions = {}): Promise<LocalSlack> {
  const clock = options.clock ?? createSystemClock();
  const seed = options.seed ?? acmeSeed;
  const manifest = options.manifest ?? readAppManifest(new URL('../../../manifest.yml', import.meta.url));
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

  const workspace = createWorkspace(seed, clock);
  const ephemerals = createEphemeralMessages();
  const feed = createUiFeed();
  const verificationToken = randomSecret();
  const signingSecret = options.http?.signingSecret ?? randomBytes(16).toString('hex');
  const socketMode = createSocketMode({ clock, origin, appId: workspace.appId });
  const eventsUrl = options.http?.eventsUrl;
  const requestUrl = createRequestUrl({
    clock,
    signingSecret,
    verificationToken,
    isChosen: options.http !== undefined,
    ...(eventsUrl === undefined ? {} : { url: eventsUrl }),
  });
  const deliveryFaults: DeliveryFault[] = [];
  const core: SlackCore = {
    clock,
    origin,
    manifest,
    workspace,
    ephemerals,
    views: createModalStacks(clock, (userId) => feed.viewsChanged(userId)),
    assistantThreads: createAssistantThreads(clock, workspace),
    triggers: createTriggerIds(clock),
    responseUrls: createResponseUrls({ clock, origin, workspace, ephemerals }),
    socketMode,
    link: createAppConnection({ faults: deliveryFaults, socketMode, requestUrl }),
    verificationToken,
  };
  feed.connect(core);
  feedEvents(core);

  const calls: ApiCall[] = [];
  const faults = createFaults();
  const stopping = new AbortController();
  const webApi = createWebApi({
    core,
    botToken,
    appToken,
    hasRateLimits: options.rateLimits !== 'off',
    faults,
    signal: stopping.signal,
    onCall: (call) => {
      calls.push(call);
      if (calls.length > maxRememberedCalls) calls.shift();
      feed.changed();
    },
  });
  const ui = createUiEndpoints({ core, feed });

  async function route(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', origin);
    if (url.pathname.startsWith('/api/')) return webApi(request, response, url);
    if (url.pathname.startsWith('/ui/')) return ui(request, response, url);
    const ticket = /^\/upload\/v1\/(\w+)$/.exec(url.pathname)?.[1];
    if (ticket !== undefined && request.method === 'POST') {
      return receiveUpload(workspace, request, response, ticket);
    }
    if (/^\/(commands|actions)\//.test(url.pathname) && request.method === 'POST') {
      const body = objectOf(parseJson((await readBody(request, maxResponseUrlBytes)).toString('utf8')));
      const answer = core.responseUrls.receive(url.pathname, body);
      response.writeHead(answer.status, { 'content-type': 'text/plain' }).end(answer.body);
      return;
    }
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
  server.on('upgrade', core.socketMode.upgrade);

  const json = (ts: string, channelId: string) => {
    const message = workspace.message(channelId, ts);
    return message === undefined ? [] : [messageJson(workspace, message, { origin, includeMetadata: true })];
  };

  return {
    url: origin,
    apiUrl: `${origin}/api/`,
    botToken,
    appToken,
    botUserId: workspace.botUserId,
    teamId: workspace.teamId,
    person: (userId) => createPerson(core, userId),
    conversations: () => [...workspace.conversations.values()],
    channel: (name) => {
      const found = [...workspace.conversations.values()].find((one) => one.name === name);
      if (found === undefined) throw new Error(`There is no channel #${name}.`);
      return found.id;
    },
    history: (channelId) =>
      workspace
        .messages(channelId)
        .filter((message) => message.threadTs === undefined)
        .flatMap((message) => json(message.ts, channelId)),
    thread: (channelId, ts) => [
      ...json(ts, channelId),
      ...workspace.replies(channelId, ts).flatMap((message) => json(message.ts, channelId)),
    ],
    assistantThread: core.assistantThreads.of,
    calls: (method) => calls.filter((call) => method === undefined || call.method === method),
    fail: (method, fault, times = 1) => addCallFault(faults, method, fault, times),
    faults,
    signingSecret,
    isConnected: core.link.isConnected,
    connectHttp: requestUrl.connect,
    failDelivery: (fault, times = 1) => {
      deliveryFaults.push(...Array.from({ length: times }, () => fault));
    },
    setClockSkew: requestUrl.setClockSkew,
    connectionCount: socketMode.connectionCount,
    breakConnections: core.link.breakConnections,
    refreshConnections: core.socketMode.refreshConnections,
    repeatLastDelivery: core.link.repeatLastDelivery,
    until: (check, timeoutMs = untilTimeoutMs) => until(feed.onAnyChange, check, timeoutMs),
    stop: async () => {
      stopping.abort();
      core.link.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
