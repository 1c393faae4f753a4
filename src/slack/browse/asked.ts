import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { plainText, section } from '../../block-kit/build.ts';
import { escapeMrkdwn } from '../../block-kit/escape.ts';
import { toErrandError } from '../../errors.ts';
import type { WarpClient } from '../../warp/api.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { openView, pushView, showWhenReady } from '../views/open-view.ts';

/** The listeners' dependencies where Warp is configured. */
export interface BrowseDeps extends ListenerDeps {
  readonly warp: WarpClient;
}

/** Somebody who looks something up: who, where, and the trigger that a modal can be opened with. */
export interface Asked {
  readonly deps: BrowseDeps;
  readonly client: WebClient;
  readonly triggerId: string;
  readonly userId: string;
  readonly channelId: string;
  readonly teamId: string;
  /** Upon the modal that is open already, instead of as the first one. */
  readonly isPushed?: boolean;
}

/** Calls on behalf of a waiting person. */
export const FOR_PERSON = { priority: 'person', timeoutMs: 20_000 } as const;

/** Shows what is asked for, or meanwhile that it is on its way, or why it cannot be had. */
export async function showModal(asked: Asked, title: string, ready: Promise<ModalView>): Promise<void> {
  const { deps, client, triggerId, isPushed = false } = asked;
  const show = (view: ModalView) => (isPushed ? pushView : openView)(client, triggerId, view);
  const waiting = plainModal(title, ':hourglass_flowing_sand: Asking Warp …');
  await showWhenReady(
    show,
    client,
    { ready, waiting, problem: (error) => problemModal(deps, title, error) },
    deps.store.clock,
  );
}

/** A modal that says why it could not be made. */
export function problemModal(deps: BrowseDeps, title: string, error: unknown): ModalView {
  deps.logger.warn({ err: error }, 'a list of Warp could not be shown');
  return plainModal(title, `:warning: ${escapeMrkdwn(toErrandError(error).userMessage)}`);
}

function plainModal(title: string, text: string): ModalView {
  return { type: 'modal', title: plainText(title, 24), close: plainText('Close'), blocks: [section(text)] };
}
