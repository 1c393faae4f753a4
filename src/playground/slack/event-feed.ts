import { channelType } from './conversation-json.ts';
import { deliverEvent } from './event-envelope.ts';
import { messageJson } from './message-json.ts';
import type { SlackCore } from './slack-core.ts';
import type { Conversation, StoredMessage, WorkspaceChange } from './workspace-types.ts';

/** The bot event whose subscription delivers a conversation's messages, by `channel_type`. */
const messageEvents = { im: 'message.im', channel: 'message.channels', group: 'message.groups' } as const;

/** Tells the app what happened, as far as it subscribed to it and may see it. */
export function feedEvents(core: SlackCore): void {
  const { workspace } = core;
  /** By channel: the newest mention where the app was not a member. */
  const missedMentions = new Map<string, StoredMessage>();

  function mentioned(message: StoredMessage, conversation: Conversation) {
    const json = messageJson(workspace, message, { origin: core.origin });
    const where = { channel: message.channel, event_ts: message.ts };
    deliverEvent(core, 'app_mention', { ...json, ...where, type: 'app_mention' }, conversation);
  }

  /** Slack asks whoever mentioned the app to invite it; the mention arrives with the invitation. */
  function missed(message: StoredMessage, conversation: Conversation) {
    missedMentions.set(conversation.id, message);
    core.ephemerals.show({
      channel: conversation.id,
      ts: workspace.nextTs(),
      user: 'USLACKBOT',
      text: `You mentioned <@${workspace.botUserId}>, but they’re not in this channel. Type /invite to add them.`,
      reactions: [],
      to: message.user,
    });
  }

  function botJoined(conversation: Conversation, isInvited: boolean) {
    const mention = missedMentions.get(conversation.id);
    missedMentions.delete(conversation.id);
    if (mention !== undefined && isInvited) mentioned(mention, conversation);
  }

  function posted(message: StoredMessage, conversation: Conversation) {
    const isMember = conversation.members.has(workspace.botUserId);
    const where = { channel: message.channel, event_ts: message.ts };
    const json = { ...messageJson(workspace, message, { origin: core.origin }), ...where };
    const isMention =
      message.text.includes(`<@${workspace.botUserId}>`) && message.user !== workspace.botUserId;
    const isSaid = message.subtype === undefined || message.subtype === 'file_share';
    if (isMention && conversation.kind !== 'im' && isSaid) {
      if (isMember) mentioned(message, conversation);
      else missed(message, conversation);
    }
    if (!isMember) return;
    const event = { ...json, channel_type: channelType(conversation) };
    deliverEvent(core, messageEvents[channelType(conversation)], event, conversation);
  }

  function changed(
    change: Extract<WorkspaceChange, { type: 'changed' | 'deleted' }>,
    conversation: Conversation,
  ) {
    if (!conversation.members.has(workspace.botUserId)) return;
    const ts = workspace.nextTs();
    const json = (message: StoredMessage) => messageJson(workspace, message, { origin: core.origin });
    deliverEvent(
      core,
      messageEvents[channelType(conversation)],
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

  function reacted(
    { message, name, userId, isAdded }: Extract<WorkspaceChange, { type: 'reaction' }>,
    conversation: Conversation,
  ) {
    if (!conversation.members.has(workspace.botUserId)) return;
    const type = isAdded ? 'reaction_added' : 'reaction_removed';
    const event = {
      type,
      user: userId,
      reaction: name,
      item: { type: 'message', channel: message.channel, ts: message.ts },
      item_user: message.user,
      event_ts: workspace.nextTs(),
    };
    deliverEvent(core, type, event, conversation);
  }

  workspace.onChange((change) => {
    if (change.type === 'conversation') return;
    const channelId = change.type === 'joined' ? change.conversation.id : change.message.channel;
    const conversation = workspace.conversations.get(channelId);
    if (conversation === undefined) return;
    if (change.type === 'message') posted(change.message, conversation);
    else if (change.type === 'reaction') reacted(change, conversation);
    else if (change.type !== 'joined') changed(change, conversation);
    else if (conversation.members.has(workspace.botUserId)) {
      const event = {
        type: 'member_joined_channel',
        user: change.userId,
        channel: conversation.id,
        channel_type: conversation.kind === 'private' ? 'G' : 'C',
        team: workspace.teamId,
        ...(change.inviterId === undefined ? {} : { inviter: change.inviterId }),
        event_ts: workspace.nextTs(),
      };
      deliverEvent(core, 'member_joined_channel', event, conversation);
      if (change.userId === workspace.botUserId) botJoined(conversation, change.inviterId !== undefined);
    }
  });
}
