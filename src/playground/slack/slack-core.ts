import type { Clock } from '../../clock.ts';
import type { AppLink } from './app-link.ts';
import type { AppManifest } from './app-manifest.ts';
import type { AssistantThreads } from './assistant-threads.ts';
import type { EphemeralMessages } from './ephemeral-messages.ts';
import type { ModalStacks } from './modal-stacks.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { SocketMode } from './socket-mode.ts';
import type { TriggerIds } from './trigger-ids.ts';
import type { Workspace } from './workspace.ts';

/** The parts that the web API, the interactions and the people's side work on. */
export interface SlackCore {
  readonly clock: Clock;
  /** Where this server is reached, without a slash at the end. */
  readonly origin: string;
  readonly manifest: AppManifest;
  readonly workspace: Workspace;
  readonly ephemerals: EphemeralMessages;
  readonly views: ModalStacks;
  readonly assistantThreads: AssistantThreads;
  readonly triggers: TriggerIds;
  readonly responseUrls: ResponseUrls;
  /** The way to the app that is in use. */
  readonly link: AppLink;
  readonly socketMode: SocketMode;
  /** The verification token of older apps, which payloads still carry. */
  readonly verificationToken: string;
}
