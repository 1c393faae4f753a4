import type { JsonObject } from './json-value.ts';
import type { Workspace } from './workspace.ts';
import type { Conversation } from './workspace-types.ts';

/** A conversation as `conversations.info` returns it to the app. */
export function conversationJson(workspace: Workspace, conversation: Conversation): JsonObject {
  const isMember = conversation.members.has(workspace.botUserId);
  const created = Math.floor(conversation.createdAtMs / 1000);
  const shared = isExternallyShared(workspace, conversation);
  if (conversation.kind === 'im') {
    return {
      id: conversation.id,
      created,
      is_archived: false,
      is_im: true,
      is_org_shared: false,
      context_team_id: workspace.teamId,
      user: otherMember(conversation, workspace.botUserId),
      is_user_deleted: false,
      priority: 0,
    };
  }
  return {
    id: conversation.id,
    name: conversation.name,
    name_normalized: conversation.name,
    is_channel: conversation.kind === 'public',
    is_group: conversation.kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: conversation.kind === 'private',
    created,
    is_archived: conversation.isArchived,
    is_general: false,
    unlinked: 0,
    is_shared: shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_ext_shared: shared,
    context_team_id: workspace.teamId,
    creator: [...conversation.members][0] ?? workspace.botUserId,
    is_member: isMember,
    topic: { value: conversation.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: conversation.members.size,
  };
}

/** Whether people of another organization are in it. */
export function isExternallyShared(workspace: Workspace, conversation: Conversation): boolean {
  return [...conversation.members].some((id) => workspace.users.get(id)?.teamId !== workspace.teamId);
}

export function otherMember(conversation: Conversation, userId: string): string {
  return [...conversation.members].find((id) => id !== userId) ?? userId;
}

/** The `channel_type` of message events. */
export function channelType(conversation: Conversation): 'im' | 'channel' | 'group' {
  if (conversation.kind === 'im') return 'im';
  return conversation.kind === 'public' ? 'channel' : 'group';
}

/** The `channel_name` of slash commands and interactions. */
export function channelName(conversation: Conversation): string {
  if (conversation.kind === 'im') return 'directmessage';
  return conversation.kind === 'private' ? 'privategroup' : conversation.name;
}
