import type { Clock } from '../../clock.ts';
import { createTimestamps } from './message-timestamps.ts';
import { randomSlackId } from './random-id.ts';
import type { WorkspaceSeed } from './seed.ts';
import type {
  Conversation,
  StoredFile,
  StoredMessage,
  UserGroup,
  WorkspaceChange,
  WorkspaceUser,
} from './workspace-types.ts';

/**
 * The state of one workspace in memory: who is there, what was said. It knows no protocol; everything that
 * changes is told to its listeners, which turn it into events for the app and for the web page.
 */
export interface Workspace {
  readonly teamId: string;
  readonly teamName: string;
  readonly domain: string;
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly users: ReadonlyMap<string, WorkspaceUser>;
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly files: Map<string, StoredFile>;
  readonly userGroups: readonly UserGroup[];
  /** A new message timestamp, later than every one before. */
  nextTs(): string;
  messages(channelId: string): readonly StoredMessage[];
  message(channelId: string, ts: string): StoredMessage | undefined;
  replies(channelId: string, threadTs: string): readonly StoredMessage[];
  addMessage(message: StoredMessage): void;
  changeMessage(message: StoredMessage, change: Partial<StoredMessage>): void;
  /** Adds or takes back one person's reaction; false when there was nothing to do. */
  react(message: StoredMessage, name: string, userId: string, isAdded: boolean): boolean;
  deleteMessage(message: StoredMessage): void;
  /** It is being written piece by piece: until that ends it can be neither changed nor deleted otherwise. */
  isStreaming(message: StoredMessage): boolean;
  addMember(channelId: string, userId: string, inviterId?: string): void;
  removeMember(channelId: string, userId: string): void;
  /** Nobody writes there any more; what was said can still be read. */
  archive(channelId: string): void;
  /** Somebody's account is closed: they leave all channels, and their messages stay. */
  deactivate(userId: string): void;
  /** The direct message between two users, made when there is none. */
  directMessage(userId: string, otherId: string): Conversation;
  onChange(listener: (change: WorkspaceChange) => void): void;
}

export function createWorkspace(seed: WorkspaceSeed, clock: Clock): Workspace {
  const users = new Map<string, WorkspaceUser>();
  const conversations = new Map<string, Conversation>();
  const messages = new Map<string, StoredMessage[]>();
  const listeners: ((change: WorkspaceChange) => void)[] = [];
  const nextTs = createTimestamps(clock);
  const createdAtMs = clock.nowMs();

  function emit(change: WorkspaceChange) {
    for (const listener of listeners) listener(change);
  }
  function addConversation(conversation: Conversation): Conversation {
    conversations.set(conversation.id, conversation);
    messages.set(conversation.id, []);
    return conversation;
  }
  function replies(channelId: string, threadTs: string) {
    return (messages.get(channelId) ?? []).filter((m) => m.threadTs === threadTs && m.ts !== threadTs);
  }
  function directMessage(userId: string, otherId: string): Conversation {
    for (const one of conversations.values()) {
      if (one.kind === 'im' && one.members.has(userId) && one.members.has(otherId)) return one;
    }
    const made = addConversation({
      id: otherId === seed.bot.id ? userId.replace(/^U/, 'D') : randomSlackId('D'),
      name: '',
      kind: 'im',
      members: new Set([userId, otherId]),
      topic: '',
      isArchived: false,
      createdAtMs: clock.nowMs(),
    });
    emit({ type: 'conversation', conversation: made });
    return made;
  }
  function systemMessage(channelId: string, userId: string, subtype: string, text: string) {
    const message = { channel: channelId, ts: nextTs(), user: userId, text, subtype, reactions: [] };
    messages.get(channelId)?.push(message);
    emit({ type: 'message', message });
  }

  for (const user of [seed.bot, ...seed.people])
    users.set(user.id, { ...user, teamId: user.teamId ?? seed.teamId, isDeactivated: false });
  for (const channel of seed.channels) {
    addConversation({
      id: channel.id,
      name: channel.name,
      kind: channel.kind,
      members: new Set(channel.members),
      topic: channel.topic ?? '',
      isArchived: channel.isArchived ?? false,
      createdAtMs,
    });
  }
  for (const user of seed.people) directMessage(user.id, seed.bot.id);

  return {
    teamId: seed.teamId,
    teamName: seed.teamName,
    domain: seed.domain,
    appId: seed.appId,
    botId: seed.bot.botId,
    botUserId: seed.bot.id,
    users,
    conversations,
    files: new Map(),
    userGroups: seed.userGroups,
    nextTs,
    replies,
    directMessage,
    messages: (channelId) => messages.get(channelId) ?? [],
    message: (channelId, ts) => messages.get(channelId)?.find((message) => message.ts === ts),
    addMessage: (message) => {
      messages.get(message.channel)?.push(message);
      emit({ type: 'message', message });
    },
    changeMessage: (message, change) => {
      const previous = { ...message };
      Object.assign(message, change);
      emit({ type: 'changed', message, previous });
    },
    react: (message, name, userId, isAdded) => {
      const reaction = message.reactions.find((one) => one.name === name);
      if (isAdded === (reaction?.users.includes(userId) ?? false)) return false;
      if (isAdded && reaction !== undefined) reaction.users.push(userId);
      if (isAdded && reaction === undefined) message.reactions.push({ name, users: [userId] });
      if (!isAdded) reaction?.users.splice(reaction.users.indexOf(userId), 1);
      message.reactions = message.reactions.filter((one) => one.users.length > 0);
      emit({ type: 'reaction', message, name, userId, isAdded });
      return true;
    },
    isStreaming: ({ streamUntilMs = 0 }) => clock.nowMs() < streamUntilMs,
    deleteMessage: (message) => {
      const channel = messages.get(message.channel) ?? [];
      if (replies(message.channel, message.ts).length > 0) {
        // A thread outlives its first message: Slack leaves a tombstone in its place.
        const previous = { ...message };
        Object.assign(message, {
          text: 'This message was deleted.',
          subtype: 'tombstone',
          user: 'USLACKBOT',
        });
        for (const key of ['blocks', 'files', 'metadata', 'botId', 'edited'] as const) delete message[key];
        emit({ type: 'changed', message, previous });
        return;
      }
      channel.splice(channel.indexOf(message), 1);
      emit({ type: 'deleted', message });
    },
    addMember: (channelId, userId, inviterId) => {
      const conversation = conversations.get(channelId);
      if (conversation === undefined || conversation.members.has(userId)) return;
      conversation.members.add(userId);
      emit({ type: 'conversation', conversation });
      const subtype = conversation.kind === 'private' ? 'group_join' : 'channel_join';
      systemMessage(channelId, userId, subtype, `<@${userId}> has joined the channel`);
      emit({ type: 'joined', conversation, userId, ...(inviterId === undefined ? {} : { inviterId }) });
    },
    removeMember: (channelId, userId) => {
      const conversation = conversations.get(channelId);
      if (conversation === undefined || !conversation.members.delete(userId)) return;
      emit({ type: 'conversation', conversation });
      const subtype = conversation.kind === 'private' ? 'group_leave' : 'channel_leave';
      systemMessage(channelId, userId, subtype, `<@${userId}> has left the channel`);
    },
    archive: (channelId) => {
      const conversation = conversations.get(channelId);
      if (conversation === undefined) return;
      conversation.isArchived = true;
      emit({ type: 'conversation', conversation });
    },
    deactivate: (userId) => {
      const user = users.get(userId);
      if (user === undefined) return;
      user.isDeactivated = true;
      for (const conversation of conversations.values()) {
        if (conversation.kind === 'im' || !conversation.members.delete(userId)) continue;
        emit({ type: 'conversation', conversation });
      }
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}
