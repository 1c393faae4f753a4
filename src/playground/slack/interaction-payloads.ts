import { channelName } from './conversation-json.ts';
import type { EphemeralMessage } from './ephemeral-messages.ts';
import type { JsonObject } from './json-value.ts';
import { messageJson } from './message-json.ts';
import type { SlackCore } from './slack-core.ts';
import type { StoredMessage } from './workspace-types.ts';

/** What every interaction says of where it comes from. */
export function interactionBase(core: SlackCore, userId: string): JsonObject {
  const { workspace } = core;
  const user = workspace.users.get(userId);
  return {
    user: { id: userId, username: user?.name, name: user?.name, team_id: user?.teamId },
    team: { id: workspace.teamId, domain: workspace.domain },
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: workspace.appId,
    token: core.verificationToken,
  };
}

/** The parts of an interaction with a message: its container, channel and the message itself. */
export function messageParts(
  core: SlackCore,
  message: StoredMessage,
  ephemeral: EphemeralMessage | undefined,
): JsonObject {
  const conversation = core.workspace.conversations.get(message.channel);
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: ephemeral !== undefined,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    channel: {
      id: message.channel,
      name: conversation === undefined ? '' : channelName(conversation),
    },
    // Slack does not hand an ephemeral message's content back.
    ...(ephemeral === undefined
      ? { message: messageJson(core.workspace, message, { origin: core.origin, includeMetadata: true }) }
      : {}),
  };
}

/** A slash command's payload; its values are strings, as in the form that Slack posts. */
export function commandPayload(
  core: SlackCore,
  input: { userId: string; channelId: string; command: string; text: string },
): JsonObject {
  const { workspace } = core;
  const conversation = workspace.conversations.get(input.channelId);
  const user = workspace.users.get(input.userId);
  return {
    token: core.verificationToken,
    team_id: workspace.teamId,
    team_domain: workspace.domain,
    channel_id: input.channelId,
    channel_name: conversation === undefined ? '' : channelName(conversation),
    user_id: input.userId,
    user_name: user?.name,
    command: input.command,
    text: input.text,
    api_app_id: workspace.appId,
    is_enterprise_install: 'false',
    response_url: core.responseUrls.issue('commands', input),
    trigger_id: core.triggers.issue({ userId: input.userId }),
  };
}
