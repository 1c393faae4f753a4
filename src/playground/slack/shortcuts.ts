import { askInteractive } from './ask-interactive.ts';
import { interactionBase, messageParts } from './interaction-payloads.ts';
import type { SlackCore } from './slack-core.ts';
import { UserVisibleError } from './user-visible-error.ts';
import type { StoredMessage } from './workspace-types.ts';

/** A person runs a shortcut from the search or the composer. Resolves when the app acknowledged. */
export async function runShortcut(core: SlackCore, userId: string, callbackId: string): Promise<void> {
  requireDeclared(core, 'global', callbackId);
  await askInteractive(core, {
    type: 'shortcut',
    ...interactionBase(core, userId),
    callback_id: callbackId,
    trigger_id: core.triggers.issue({ userId }),
    action_ts: actionTs(core),
  });
}

/** A person runs a shortcut from a message's menu. Resolves when the app acknowledged. */
export async function runMessageShortcut(
  core: SlackCore,
  userId: string,
  callbackId: string,
  message: StoredMessage,
): Promise<void> {
  requireDeclared(core, 'message', callbackId);
  const { channel, message: json } = messageParts(core, message, undefined);
  const { channel: channelId, ts: messageTs, threadTs } = message;
  await askInteractive(core, {
    type: 'message_action',
    ...interactionBase(core, userId),
    callback_id: callbackId,
    trigger_id: core.triggers.issue({ userId }),
    response_url: core.responseUrls.issue('actions', {
      userId,
      channelId,
      messageTs,
      ...(threadTs === undefined ? {} : { threadTs }),
    }),
    channel,
    message_ts: messageTs,
    message: json,
    action_ts: actionTs(core),
  });
}

function requireDeclared(core: SlackCore, kind: 'global' | 'message', callbackId: string) {
  const isDeclared = core.manifest.shortcuts.some(
    (one) => one.kind === kind && one.callbackId === callbackId,
  );
  if (!isDeclared) throw new UserVisibleError('There is no such shortcut.');
}

function actionTs(core: SlackCore): string {
  return (core.clock.nowMs() / 1000).toFixed(6);
}
