import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { escapeMrkdwn } from '../../block-kit/escape.ts';
import { toErrandError } from '../../errors.ts';
import type { ParsedArguments } from '../../forms/parse-arguments.ts';
import { createDraft, type Draft, getDraft } from '../../store/drafts.ts';
import { warpErrorDetails } from '../../warp/errors.ts';
import type { WarpInboxQuery } from '../../warp/messages-api.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { pushView, updateView } from '../views/open-view.ts';
import { type Asked, type BrowseDeps, FOR_PERSON, problemModal, showModal } from './asked.ts';
import {
  type InboxBrowse,
  inboxView,
  MESSAGE_DELIVERED_ACTION,
  MESSAGE_READ_ACTION,
  MESSAGE_WRITE_ACTION,
} from './inbox-view.ts';
import { MESSAGE_VIEW, messageView, readMessageForm } from './message-view.ts';
import { ofNamedRun } from './named-run.ts';
import { readMoment } from './read-moment.ts';
import { readRunPlace } from './run-place.ts';

const TITLE = 'Inbox of a run';
const MAX_LETTERS = 100;

/** `/warp inbox <run> [unread] [since=…] [limit=…]`. Returns what is wrong with it, to be told instead. */
export async function openInbox(
  asked: Asked,
  wish: {
    readonly runId: string;
    readonly words: readonly string[];
    readonly pairs: ParsedArguments['pairs'];
  },
): Promise<string | undefined> {
  const { deps, userId, channelId, teamId } = asked;
  const { timeZone } = await deps.directory.person(userId);
  const query: { unread?: boolean; sinceMs?: number; limit?: number } = {};
  if (wish.words.length > 0) query.unread = true;
  for (const { key, values } of wish.pairs) {
    const text = values[0]?.text ?? '';
    const sinceMs = readMoment(text, { nowMs: deps.store.clock.nowMs(), timeZone });
    const limit = Number(text);
    if (key === 'unread' && /^(yes|true|no|false)$/i.test(text)) query.unread = /^(yes|true)$/i.test(text);
    else if (key === 'since' && sinceMs !== undefined) query.sinceMs = sinceMs;
    else if (key === 'limit' && Number.isInteger(limit) && limit >= 1 && limit <= MAX_LETTERS)
      query.limit = limit;
    else
      return `An inbox takes \`unread\`, \`since=2d\` and \`limit=${MAX_LETTERS}\` at most, not “${escapeMrkdwn(`${key}=${text}`)}”.`;
  }
  const place = { runId: wish.runId, channelId, teamId };
  await showInbox(asked, place, query, userId);
  return undefined;
}

export async function showInbox(
  asked: Asked,
  place: { readonly runId: string; readonly channelId: string; readonly teamId: string },
  query: WarpInboxQuery,
  userId: string,
): Promise<void> {
  const content: InboxBrowse = { browse: 'inbox', ...place, query };
  const draft = await createDraft(asked.deps.store, { userId, kind: 'warp', content });
  await showModal(asked, TITLE, load(asked.deps, draft));
}

async function load(
  deps: BrowseDeps,
  draft: Draft<InboxBrowse>,
  opened?: Parameters<typeof inboxView>[3],
): Promise<ModalView> {
  const { runId, query } = draft.content;
  const letters = await ofNamedRun(runId, deps.warp.listMessages(runId, query, FOR_PERSON));
  return inboxView(draft.id, draft.content, letters, opened);
}

/** Reading, marking and writing letters. */
export function registerInbox(app: App, listenerDeps: ListenerDeps): void {
  const { warp } = listenerDeps;
  if (warp === undefined) return;
  const deps: BrowseDeps = { ...listenerDeps, warp };

  async function show(
    client: WebClient,
    viewId: string,
    draft: Draft<InboxBrowse>,
    act: () => Promise<Parameters<typeof inboxView>[3]>,
  ): Promise<void> {
    const view = await act()
      .then((opened) => load(deps, draft, opened))
      .catch((error: unknown) => problemModal(deps, TITLE, error));
    await updateView(client, viewId, view);
  }

  function onLetter(
    actionId: string,
    act: (messageId: string) => Promise<Parameters<typeof inboxView>[3]>,
  ): void {
    app.action<BlockAction>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client }) => {
        await ack();
        const draft = await getDraft<InboxBrowse>(deps.store, body.view?.private_metadata ?? '');
        if (body.view === undefined || draft === undefined || draft.userId !== body.user.id) return;
        if (action.type !== 'button' || action.value === undefined) return;
        const { value } = action;
        await show(client, body.view.id, draft, () => act(value));
      },
    );
  }

  onLetter(MESSAGE_READ_ACTION, async (messageId) => ({
    message: await deps.warp.readMessage(messageId, FOR_PERSON),
    note: 'This letter is marked as read now.',
  }));
  onLetter(MESSAGE_DELIVERED_ACTION, async (messageId) => {
    await deps.warp.markDelivered(messageId, FOR_PERSON);
    return { note: 'Marked as delivered.' };
  });

  app.action<BlockAction>(
    { type: 'block_actions', action_id: MESSAGE_WRITE_ACTION },
    async ({ ack, body, client }) => {
      await ack();
      const draft = await getDraft<InboxBrowse>(deps.store, body.view?.private_metadata ?? '');
      if (draft === undefined || draft.userId !== body.user.id) return;
      await pushView(client, body.trigger_id, messageView(draft.content));
    },
  );

  app.view(MESSAGE_VIEW, async ({ ack, view, body, client }) => {
    const place = readRunPlace(view.private_metadata);
    await ack();
    if (place === undefined) return;
    const content: InboxBrowse = { browse: 'inbox', ...place, query: {} };
    const draft = await createDraft(deps.store, { userId: body.user.id, kind: 'warp', content });
    await show(client, view.previous_view_id ?? '', draft, async () => ({
      note: await sendLetter(deps, readMessageForm(view.state.values)),
    }));
  });
}

/** Sends once; what went wrong is said beside the list, since the form is closed by then. */
async function sendLetter(deps: BrowseDeps, letter: ReturnType<typeof readMessageForm>): Promise<string> {
  try {
    const ids = await deps.warp.sendMessage(letter, FOR_PERSON);
    return ids.length === 1 ? 'The letter is sent.' : `The letter is sent to ${ids.length} runs.`;
  } catch (error) {
    const details = warpErrorDetails(error);
    if (details?.kind === 'unprocessable')
      return 'Not sent: one of these runs has ended. Ended runs take no letters.';
    if (details?.code === 'feature_not_available')
      return 'Not sent: this Warp account has no letters between runs.';
    return `Not sent: ${escapeMrkdwn(toErrandError(error).userMessage)}`;
  }
}
