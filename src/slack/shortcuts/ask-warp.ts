import type { AllMiddlewareArgs, App, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { context as contextBlock, plainText } from '../../block-kit/build.ts';
import { toErrandError } from '../../errors.ts';
import { createDraft } from '../../store/drafts.ts';
import { NOT_CONFIGURED } from '../commands/not-configured.ts';
import { gatherAbout } from '../context/gather-context.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { defaultsFor } from '../run-options/run-request.ts';
import { tellPrivately } from '../tell.ts';
import { openView, showWhenReady } from '../views/open-view.ts';
import { type WarpDraft, warpView } from '../views/warp-view.ts';

type ShortcutArgs = SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs;

const TITLE = 'Start a Warp agent';

/** "Ask Warp about this" in a message's menu: the form for a run that is told of in the message's thread. */
export function registerAskWarp(app: App, deps: ListenerDeps): void {
  app.shortcut<MessageShortcut>('ask_warp', async (args) => {
    const { ack, shortcut, client } = args;
    await ack();
    const audience = { userId: shortcut.user.id, channelId: shortcut.channel.id };
    try {
      const sentence = await openForm(args, deps);
      if (sentence !== undefined) await tellPrivately(client, audience, sentence);
    } catch (error) {
      const { userMessage, code } = toErrandError(error);
      deps.logger.warn({ shortcut: 'ask_warp', code, err: error }, 'a shortcut failed');
      await tellPrivately(client, audience, userMessage);
    }
  });
}

/** Opens the form, or returns a sentence that says why not. */
async function openForm(args: ShortcutArgs, deps: ListenerDeps): Promise<string | undefined> {
  const { shortcut, client } = args;
  if (deps.warp === undefined) return NOT_CONFIGURED.warp;
  const teamId = args.context.teamId ?? shortcut.team?.id ?? '';
  const { user, channel } = shortcut;
  const refusal = await deps.access.refusal({ userId: user.id, channelId: channel.id, teamId });
  if (refusal !== undefined) return refusal.mrkdwn ?? refusal.userMessage;
  await showWhenReady(
    (view) => openView(client, shortcut.trigger_id, view),
    client,
    {
      ready: formAbout(args, teamId, deps),
      waiting: noteView('Reading the conversation…'),
      problem: (error) => noteView(toErrandError(error).userMessage),
    },
    deps.store.clock,
  );
  return undefined;
}

async function formAbout(
  { shortcut, client, context }: ShortcutArgs,
  teamId: string,
  deps: ListenerDeps,
): Promise<ModalView> {
  const userId = shortcut.user.id;
  const channelId = shortcut.channel.id;
  const { message } = shortcut;
  const inThread: unknown = message['thread_ts'];
  const threadTs = typeof inThread === 'string' ? inThread : undefined;
  const isReply = threadTs !== undefined && threadTs !== message.ts;
  const source = {
    message,
    channelId,
    threadTs: isReply ? threadTs : undefined,
    botUserId: context.botUserId,
  };
  const content: WarpDraft = {
    channelId,
    teamId,
    rootTs: threadTs ?? message.ts ?? shortcut.message_ts,
    start: await defaultsFor({ userId, channelId, teamId }, deps),
    gathered: await gatherAbout(client, source, deps),
  };
  const draft = await createDraft(deps.store, { userId, kind: 'warp', content });
  return warpView(draft.id, content);
}

function noteView(text: string): ModalView {
  return {
    type: 'modal',
    title: plainText(TITLE),
    close: plainText('Close'),
    blocks: [contextBlock([text])],
  };
}
