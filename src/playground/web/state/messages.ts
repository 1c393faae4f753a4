import type { UiConversation, UiMessage, UiUser } from '../../slack/ui-protocol.ts';
import type { Directory } from './page-context.ts';

function isReply(message: UiMessage): boolean {
  return message.threadTs !== undefined && message.threadTs !== message.ts;
}

function oldestFirst(one: UiMessage, other: UiMessage): number {
  return Number(one.ts) - Number(other.ts);
}

/** What stands in a channel itself, oldest first. */
export function rootMessages(messages: readonly UiMessage[], channel: string): readonly UiMessage[] {
  return messages.filter((message) => message.channel === channel && !isReply(message)).toSorted(oldestFirst);
}

/** Every thread's replies, oldest first, by the `ts` of its root. */
export function repliesByThread(
  messages: readonly UiMessage[],
  channel: string,
): ReadonlyMap<string, readonly UiMessage[]> {
  const replies = messages.filter((message) => message.channel === channel && isReply(message));
  return Map.groupBy(replies.toSorted(oldestFirst), ({ threadTs }) => threadTs ?? '');
}

/** Who last read a channel until when: `user/channel` → `ts`. */
export type LastRead = Readonly<Record<string, string>>;

export function readKey(user: string, channel: string): string {
  return `${user}/${channel}`;
}

/** How many messages of others in a channel are newer than what the person has read. */
export function unreadCount(
  messages: readonly UiMessage[],
  channel: string,
  user: string,
  sinceTs: string,
): number {
  return messages.filter(
    (message) => message.channel === channel && message.user !== user && Number(message.ts) > Number(sinceTs),
  ).length;
}

export function newestTs(messages: readonly UiMessage[], channel: string): string | undefined {
  return messages
    .filter((message) => message.channel === channel)
    .reduce<string | undefined>(
      (newest, { ts }) => (newest === undefined || Number(ts) > Number(newest) ? ts : newest),
      undefined,
    );
}

export function userOf(workspace: Directory, id: string): UiUser | undefined {
  return workspace.users.find((user) => user.id === id);
}

/** The people, and the app that this is about; not Slack's own voice. */
export function realUsers(workspace: Directory): readonly UiUser[] {
  return workspace.users.filter(({ id, kind }) => kind !== 'bot' || id === workspace.botUserId);
}

/** "#general", or the other person's name. */
export function conversationTitle(workspace: Directory, conversation: UiConversation): string {
  if (conversation.kind !== 'im') return `#${conversation.name}`;
  return userOf(workspace, conversation.with ?? '')?.realName || conversation.name;
}

/** Where a person lands who asks for no place in particular: the first channel, then anything. */
export function firstConversation(workspace: Directory): UiConversation | undefined {
  return (
    workspace.conversations.find(({ name, kind }) => kind === 'public' && name === 'general') ??
    workspace.conversations.find(({ kind }) => kind !== 'im') ??
    workspace.conversations[0]
  );
}
