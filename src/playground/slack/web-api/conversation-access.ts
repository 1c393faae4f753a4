import type { SlackCore } from '../slack-core.ts';
import type { Conversation } from '../workspace-types.ts';
import { SlackApiError } from './method.ts';

type ScopeFamily = 'read' | 'history';

const scopePrefix = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const;

/** The conversation if the app may know of it; a private one that it is not in does not exist for it. */
export function knownConversation(core: SlackCore, channelId: string): Conversation {
  const conversation = core.workspace.conversations.get(channelId);
  if (conversation === undefined) throw new SlackApiError('channel_not_found');
  if (conversation.kind !== 'public' && !conversation.members.has(core.workspace.botUserId)) {
    throw new SlackApiError('channel_not_found');
  }
  return conversation;
}

/** Refuses where the scope for this kind of conversation was not granted. */
export function requireScope(core: SlackCore, conversation: Conversation, family: ScopeFamily): void {
  requireScopeOf(core, conversation.kind, family);
}

export function requireScopeOf(core: SlackCore, kind: keyof typeof scopePrefix, family: ScopeFamily): void {
  const needed = `${scopePrefix[kind]}:${family}`;
  const { scopes } = core.manifest;
  if (!scopes.includes(needed))
    throw new SlackApiError('missing_scope', [], { needed, provided: scopes.join(',') });
}

/** The conversation that a post goes to: a channel, or a user's direct message with the bot. */
export function postTarget(core: SlackCore, channel: string): Conversation {
  const { workspace, manifest } = core;
  const user = workspace.users.get(channel);
  if (user !== undefined && user.id !== workspace.botUserId) {
    return workspace.directMessage(user.id, workspace.botUserId);
  }
  const conversation = knownConversation(core, channel);
  if (conversation.isArchived) throw new SlackApiError('is_archived');
  if (!conversation.members.has(workspace.botUserId) && !manifest.scopes.includes('chat:write.public')) {
    throw new SlackApiError('not_in_channel');
  }
  return conversation;
}
