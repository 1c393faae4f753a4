import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { plainText, section } from '../../block-kit/build.ts';
import { escapeMrkdwn } from '../../block-kit/escape.ts';
import type { CachedList } from '../../catalogue/cached-list.ts';
import { toErrandError } from '../../errors.ts';
import type { WarmlyClient } from '../../warmly/client.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { openView, pushView, showWhenReady } from '../views/open-view.ts';

/** The listeners' dependencies where Warmly is configured. */
export interface WarmlyDeps extends ListenerDeps {
  readonly warmly: WarmlyClient;
  readonly tools: CachedList<WarmlyTool>;
}

/** Somebody who asks for something in a modal: who, where, and the trigger that it can be opened with. */
export interface WarmlyAsked {
  readonly deps: WarmlyDeps;
  readonly client: WebClient;
  readonly triggerId: string;
  readonly userId: string;
  readonly channelId: string;
  readonly teamId: string;
  /** Upon the modal that is open already, instead of as the first one. */
  readonly isPushed?: boolean;
}

/** Undefined where Warmly is not configured. */
export function warmlyDeps(deps: ListenerDeps): WarmlyDeps | undefined {
  const { warmly, catalogue } = deps;
  const { tools } = catalogue;
  return warmly === undefined || tools === undefined ? undefined : { ...deps, warmly, tools };
}

/** Calls on behalf of a waiting person. */
export const FOR_PERSON = { priority: 'person', timeoutMs: 20_000 } as const;

/** Shows what is asked for, or meanwhile that it is on its way, or why it cannot be had. */
export async function showModal(asked: WarmlyAsked, title: string, ready: Promise<ModalView>): Promise<void> {
  const { deps, client, triggerId, isPushed = false } = asked;
  const show = (view: ModalView) => (isPushed ? pushView : openView)(client, triggerId, view);
  const waiting = plainModal(title, ':hourglass_flowing_sand: Asking Warmly …');
  const problem = (error: unknown) => problemModal(deps, title, error);
  await showWhenReady(show, client, { ready, waiting, problem }, deps.store.clock);
}

/** A modal that says why it could not be made. */
export function problemModal({ logger }: ListenerDeps, title: string, error: unknown): ModalView {
  logger.warn({ err: error }, 'something of Warmly could not be shown');
  return plainModal(title, `:warning: ${escapeMrkdwn(toErrandError(error).userMessage)}`);
}

/** A modal with one finished text. */
export function plainModal(title: string, text: string): ModalView {
  return { type: 'modal', title: plainText(title, 24), close: plainText('Close'), blocks: [section(text)] };
}
