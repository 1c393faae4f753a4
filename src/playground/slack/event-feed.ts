import { channelType, isExternallyShared } from './conversation-json.ts';
import type { JsonObject } from './json-value.ts';
import { messageJson } from './message-json.ts';
import { randomSlackId } from './random-id.ts';
import type { SlackCore } from './slack-core.ts';
import type { Conversation, StoredMessage, WorkspaceChange } from './workspace-types.ts';

/** The bot event whose subscription delivers a conversation's messages, by `channel_type`. */
const messageEvents = { im: 'message.im', channel: 'message.channels', group: 'message.groups' } as const;

/** Tells the app what happened, as far as it subscribed to it and may see it. */
export function feedEvents(core: SlackCore): void {
  const { workspace, manifest, link } = core;
  const isSubscribed = (name: string) => manifest.botEvents.includes(name);

  function deliver(event: JsonObject, conversation: Conversation) {
    link.deliverEvent({
      token: core.verificationToken,
      team_id: workspace.teamId,
      context_team_id: workspace.teamId,
      context_enterprise_id: null,
      api_app_id: workspace.appId,
      event,
      type: 'event_callback',
      event_id: randomSlackId('Ev'),
      event_time: Math.floor(core.clock.nowMs() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: workspace.teamId,
          user_id: workspace.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: isExternallyShared(workspace, conversation),
      event_context: `4-${randomSlackId('')}`,
    });
  }

  function posted(message: StoredMessage, conversation: Conversation) {
    const isMember = conversation.members.has(workspace.botUserId);
    const where = { channel: message.channel, event_ts: message.ts };
    const json = { ...messageJson(workspace, message, { origin: core.origin }), ...where };
    const isMention =
      message.text.includes(`<@${workspace.botUserId}>`) && message.user !== workspace.botUserId;
    if (
      isMention &&
      conversation.kind !== 'im' &&
      message.subtype === undefined &&
      isSubscribed('app_mention')
    ) {
      if (isMember || conversation.kind === 'public') deliver({ ...json, type: 'app_mention' }, conversation);
    }
    if (isMember && isSubscribed(messageEvents[channelType(conversation)])) {
      deliver({ ...json, channel_type: channelType(conversation) }, conversation);
    }
  }

  function changed(
    change: Extract<WorkspaceChange, { type: 'changed' | 'deleted' }>,
    conversation: Conversation,
  ) {
    if (!conversation.members.has(workspace.botUserId)) return;
    if (!isSubscribed(messageEvents[channelType(conversation)])) return;
    const ts = workspace.nextTs();
    const json = (message: StoredMessage) => messageJson(workspace, message, { origin: core.origin });
    deliver(
      {
        type: 'message',
        ...(change.type === 'changed'
          ? {
              subtype: 'message_changed',
              message: json(change.message),
              previous_message: json(change.previous),
            }
          : {
              subtype: 'message_deleted',
              deleted_ts: change.message.ts,
              previous_message: json(change.message),
            }),
        channel: change.message.channel,
        hidden: true,
        ts,
        event_ts: ts,
        channel_type: channelType(conversation),
      },
      conversation,
    );
  }

  workspace.onChange((change) => {
    if (change.type === 'conversation' || change.type === 'reaction') return;
    const channelId = change.type === 'joined' ? change.conversation.id : change.message.channel;
    const conversation = workspace.conversations.get(channelId);
    if (conversation === undefined) return;
    if (change.type === 'message') posted(change.message, conversation);
    else if (change.type !== 'joined') changed(change, conversation);
    else if (isSubscribed('member_joined_channel') && conversation.members.has(workspace.botUserId)) {
      const event = {
        type: 'member_joined_channel',
        user: change.userId,
        channel: conversation.id,
        channel_type: conversation.kind === 'private' ? 'G' : 'C',
        team: workspace.teamId,
        ...(change.inviterId === undefined ? {} : { inviter: change.inviterId }),
        event_ts: workspace.nextTs(),
      };
      deliver(event, conversation);
    }
  });
}
