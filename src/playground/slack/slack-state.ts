import type { Clock } from '../../clock.ts';
import type { AppLink } from './app-link.ts';
import type { AppManifest } from './app-manifest.ts';
import { createAssistantThreads } from './assistant-threads.ts';
import { createEphemeralMessages } from './ephemeral-messages.ts';
import { feedEvents } from './event-feed.ts';
import { createModalStacks } from './modal-stacks.ts';
import { createResponseUrls } from './response-urls.ts';
import type { WorkspaceSeed } from './seed.ts';
import type { SlackCore } from './slack-core.ts';
import type { SocketMode } from './socket-mode.ts';
import { createTriggerIds } from './trigger-ids.ts';
import { createUiEndpoints } from './ui-endpoints.ts';
import type { UiFeed } from './ui-feed.ts';
import { type ApiCall, createWebApi } from './web-api/web-api.ts';
import { createWorkspace } from './workspace.ts';

/** What one workspace holds and what answers for it; a reset makes a new one on the same connections. */
export interface SlackState {
  readonly core: SlackCore;
  readonly webApi: ReturnType<typeof createWebApi>;
  readonly ui: ReturnType<typeof createUiEndpoints>;
}

export function createSlackState(deps: {
  /** Slack's own, which may differ from the machine's. */
  readonly clock: Clock;
  /** Allowances are counted by the machine's time, whatever Slack's clock says. */
  readonly machineClock: Clock;
  readonly origin: string;
  readonly seed: WorkspaceSeed;
  readonly manifest: AppManifest;
  readonly tokens: { readonly bot: string; readonly app: string };
  readonly verificationToken: string;
  /** How long a trigger lives. */
  readonly answerWithinMs: number;
  readonly hasRateLimits: boolean;
  readonly feed: UiFeed & { connect(core: SlackCore): void };
  readonly socketMode: SocketMode;
  readonly link: AppLink;
  readonly onCall: (call: ApiCall) => void;
}): SlackState {
  const { clock, feed, link, manifest, origin, socketMode, verificationToken } = deps;
  const workspace = createWorkspace(deps.seed, clock);
  const ephemerals = createEphemeralMessages();
  const core: SlackCore = {
    clock,
    origin,
    manifest,
    workspace,
    ephemerals,
    views: createModalStacks(clock, (userId) => feed.viewsChanged(userId)),
    assistantThreads: createAssistantThreads(clock, workspace),
    triggers: createTriggerIds(clock, deps.answerWithinMs),
    responseUrls: createResponseUrls({ clock, origin, workspace, ephemerals }),
    socketMode,
    link,
    verificationToken,
  };
  feed.connect(core);
  feedEvents(core);
  const webApi = createWebApi({
    core,
    limiterClock: deps.machineClock,
    botToken: deps.tokens.bot,
    appToken: deps.tokens.app,
    hasRateLimits: deps.hasRateLimits,
    onCall: (call) => {
      deps.onCall(call);
      feed.changed();
    },
  });
  return { core, webApi, ui: createUiEndpoints({ core, feed }) };
}
