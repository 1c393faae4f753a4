import { fileJson } from './file-json.ts';
import type { JsonObject } from './json-value.ts';
import { otherApp } from './other-app.ts';
import { richTextBlock } from './typed-text.ts';
import type { Workspace } from './workspace.ts';
import type { StoredMessage } from './workspace-types.ts';

interface MessageJsonOptions {
  readonly origin: string;
  /** `include_all_metadata`. */
  readonly includeMetadata?: boolean;
}

/** A message as Slack's methods and events carry it. */
export function messageJson(
  workspace: Workspace,
  message: StoredMessage,
  options: MessageJsonOptions,
): JsonObject {
  const user = workspace.users.get(message.user);
  const files = (message.files ?? []).flatMap((id) => workspace.files.get(id) ?? []);
  return {
    type: 'message',
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    user: message.user,
    ts: message.ts,
    ...(message.clientMsgId === undefined ? {} : { client_msg_id: message.clientMsgId }),
    ...(message.botId === undefined ? {} : botFields(workspace, message.botId)),
    ...(user === undefined ? {} : { team: user.teamId }),
    text: message.text,
    ...blocksOf(message),
    ...(files.length === 0
      ? {}
      : { files: files.map((file) => fileJson(workspace, file, options.origin)), upload: false }),
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
    ...(message.reactions.length === 0
      ? {}
      : { reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })) }),
    ...(options.includeMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
    ...(message.streamUntilMs === undefined
      ? {}
      : { streaming_state: workspace.isStreaming(message) ? 'in_progress' : 'completed' }),
    ...threadFields(workspace, message),
  };
}

function blocksOf(message: StoredMessage): JsonObject {
  if (message.blocks !== undefined && message.blocks.length > 0) return { blocks: message.blocks };
  const isTyped = message.clientMsgId !== undefined && message.text !== '';
  return isTyped ? { blocks: [richTextBlock(message.text)] } : {};
}

function botFields(workspace: Workspace, botId: string): JsonObject {
  const { appId, botUserId, users } = workspace;
  const isOwn = botId === workspace.botId;
  const { id, userId, name } = isOwn
    ? { id: appId, userId: botUserId, name: users.get(botUserId)?.realName ?? '' }
    : otherApp;
  return {
    bot_id: botId,
    app_id: id,
    bot_profile: {
      id: botId,
      app_id: id,
      user_id: userId,
      name,
      deleted: false,
      updated: 1_760_000_000,
      team_id: workspace.teamId,
    },
  };
}

function threadFields(workspace: Workspace, message: StoredMessage): JsonObject {
  if (message.threadTs !== undefined) {
    const parent = workspace.message(message.channel, message.threadTs);
    return { thread_ts: message.threadTs, ...(parent === undefined ? {} : { parent_user_id: parent.user }) };
  }
  const replies = workspace.replies(message.channel, message.ts);
  if (replies.length === 0) return {};
  const users = [...new Set(replies.map((reply) => reply.user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts,
    reply_users: users.slice(0, 5),
    is_locked: false,
    subscribed: users.includes(workspace.botUserId) || message.user === workspace.botUserId,
  };
}
