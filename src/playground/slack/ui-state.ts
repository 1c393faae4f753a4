import { otherMember } from './conversation-json.ts';
import type { EphemeralMessage } from './ephemeral-messages.ts';
import { filePath } from './file-json.ts';
import { type JsonObject, objectOf, stringOf } from './json-value.ts';
import type { OpenView } from './modal-stacks.ts';
import type { SlackCore } from './slack-core.ts';
import type {
  UiBlock,
  UiConversation,
  UiFile,
  UiForwarded,
  UiMessage,
  UiState,
  UiThread,
  UiUser,
  UiView,
} from './ui-protocol.ts';
import type { Conversation, StoredFile, StoredMessage, WorkspaceUser } from './workspace-types.ts';

/** Slack's own voice: it says what went wrong with a command. */
const slackbot: UiUser = {
  id: 'USLACKBOT',
  name: 'slackbot',
  realName: 'Slackbot',
  kind: 'bot',
  timeZone: 'Etc/UTC',
  color: '757575',
};

/** Everything that one person sees, as the web page shows it. */
export function uiState(core: SlackCore, userId: string): UiState {
  const { workspace } = core;
  const conversations = [...workspace.conversations.values()].filter((one) => canSee(core, userId, one));
  const home = uiHome(core, userId);
  const messages = conversations.flatMap((one) => workspace.messages(one.id).map((m) => uiMessage(core, m)));
  return {
    workspace: workspace.teamName,
    botUserId: workspace.botUserId,
    botConnected: core.link.isConnected(),
    users: [...[...workspace.users.values()].map(uiUser), slackbot],
    conversations: conversations.map((one) => uiConversation(one, userId)),
    messages: [...messages, ...core.ephemerals.of(userId).map((one) => uiEphemeral(core, one))],
    commands: [
      ...core.manifest.commands.map(({ command, description, usageHint }) => ({
        command,
        description,
        usageHint,
      })),
      { command: '/invite', description: 'Invite someone to this channel', usageHint: '@someone' },
      { command: '/remove', description: 'Remove someone from this channel', usageHint: '@someone' },
    ],
    views: uiViews(core, userId),
    shortcuts: core.manifest.shortcuts,
    hasHomeTab: core.manifest.homeTabEnabled,
    ...(home === undefined ? {} : { home }),
    threads: core.assistantThreads
      .all()
      .filter(({ channelId }) => conversations.some(({ id }) => id === channelId))
      .map(({ channelId, threadTs }) => uiThread(core, channelId, threadTs)),
  };
}

export function uiThread(core: SlackCore, channel: string, threadTs: string): UiThread {
  return { channel, threadTs, ...core.assistantThreads.of(channel, threadTs) };
}

/** Full members see every public channel; guests and outsiders only what they were brought into. */
export function canSee(core: SlackCore, userId: string, conversation: Conversation): boolean {
  if (conversation.members.has(userId)) return true;
  const kind = core.workspace.users.get(userId)?.kind;
  return conversation.kind === 'public' && (kind === 'member' || kind === 'admin');
}

export function uiViews(core: SlackCore, userId: string): UiView[] {
  return core.views.stack(userId).map(uiView);
}

export function uiHome(core: SlackCore, userId: string): UiView | undefined {
  const home = core.views.home(userId);
  return home === undefined ? undefined : uiView(home);
}

export function uiConversation(conversation: Conversation, userId: string): UiConversation {
  const { id, name, kind, topic, members } = conversation;
  const base = { id, name, kind, topic, members: [...members] };
  return kind === 'im' ? { ...base, with: otherMember(conversation, userId) } : base;
}

export function uiEphemeral(core: SlackCore, message: EphemeralMessage): UiMessage {
  return { ...uiMessage(core, message), ephemeral: true };
}

export function uiMessage(core: SlackCore, message: StoredMessage): UiMessage {
  const files = (message.files ?? []).flatMap((id) => core.workspace.files.get(id) ?? []);
  const hasBlocks = message.blocks !== undefined && message.blocks.length > 0;
  return {
    channel: message.channel,
    ts: message.ts,
    user: message.user,
    text: message.text,
    ...(message.threadTs === undefined ? {} : { threadTs: message.threadTs }),
    ...(hasBlocks ? { blocks: (message.blocks ?? []).map(uiBlock) } : {}),
    ...(files.length === 0 ? {} : { files: files.map(uiFile) }),
    ...(message.attachments === undefined ? {} : { forwarded: message.attachments.map(uiForwarded) }),
    // An edit of blocks carries no mark.
    ...(message.edited === undefined || hasBlocks ? {} : { edited: true }),
    ...(message.reactions.length === 0 ? {} : { reactions: structuredClone(message.reactions) }),
  };
}

function uiForwarded(attachment: JsonObject): UiForwarded {
  const text = (name: string) => stringOf(attachment[name]) ?? '';
  const files = Array.isArray(attachment.files) ? attachment.files : [];
  return {
    channel: text('channel_id'),
    ts: text('ts'),
    user: text('author_id'),
    text: text('text'),
    files: files.map((file) => stringOf(objectOf(file).name) ?? ''),
  };
}

function uiUser(user: WorkspaceUser): UiUser {
  const { id, name, realName, kind, timeZone, color } = user;
  return { id, name, realName, kind, timeZone, color };
}

function uiView(view: OpenView): UiView {
  const text = (name: string) => stringOf(objectOf(view.content[name]).text);
  const submit = text('submit');
  const close = text('close');
  return {
    id: view.id,
    hash: view.hash,
    callbackId: stringOf(view.content.callback_id) ?? '',
    title: text('title') ?? '',
    blocks: view.blocks.map(uiBlock),
    ...(submit === undefined ? {} : { submit }),
    ...(close === undefined ? {} : { close }),
  };
}

function uiBlock(block: Record<string, unknown>): UiBlock {
  return { ...block, type: stringOf(block.type) ?? '' };
}

/** A file as people's pages see it. */
export function uiFile(file: StoredFile): UiFile {
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    sizeBytes: file.content?.length ?? file.lengthBytes,
    url: filePath(file.id),
  };
}
