import { randomUUID } from 'node:crypto';
import { openAppHome } from './app-home.ts';
import { findElement } from './block-elements.ts';
import { mimetypeOf } from './file-json.ts';
import { closeView, queryOptions, runBlockAction, submitView } from './interactions.ts';
import type { JsonObject } from './json-value.ts';
import { messageJson } from './message-json.ts';
import { randomSlackId } from './random-id.ts';
import { runMessageShortcut, runShortcut } from './shortcuts.ts';
import type { SlackCore } from './slack-core.ts';
import { runSlashCommand } from './slash-commands.ts';
import { messageMarkup } from './typed-text.ts';
import type {
  UiBlockAction,
  UiFile,
  UiMessage,
  UiOptions,
  UiOptionsQuery,
  UiStateValues,
  UiSubmitOutcome,
  UiView,
} from './ui-protocol.ts';
import { canSee, uiEphemeral, uiFile, uiHome, uiState, uiViews } from './ui-state.ts';
import { UserVisibleError } from './user-visible-error.ts';
import type { Conversation, StoredFile, StoredMessage } from './workspace-types.ts';

const maxMessageChars = 12_000;

export interface SharedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly text?: string;
  readonly threadTs?: string;
}

/**
 * One person at their Slack. What the app must answer resolves when it answered; what cannot be done throws a
 * `UserVisibleError` with the sentence that Slack would show.
 */
export interface Person {
  readonly id: string;
  /** Types a slash command into a channel's composer. */
  command(channel: string, command: string, text?: string): Promise<void>;
  /** Posts a message as typed (`@Errand`, `#channel`); returns its timestamp. */
  say(
    channel: string,
    text: string,
    options?: { readonly threadTs?: string; readonly files?: readonly string[] },
  ): string;
  /** Chooses a file, for a message or a form. */
  upload(file: Pick<SharedFile, 'name' | 'content'>): UiFile;
  /** Posts a file, with words if there are any; returns the message's timestamp. */
  share(channel: string, file: SharedFile): string;
  /** Forwards a message that they can see, with words if there are any; returns the new message's timestamp. */
  forward(
    from: { readonly channel: string; readonly ts: string },
    to: { readonly channel: string; readonly text?: string; readonly threadTs?: string },
  ): string;
  /** Changes a message of their own. */
  edit(channel: string, ts: string, text: string): void;
  /** Takes back a message of their own. */
  delete(channel: string, ts: string): void;
  /** Adds or takes back their reaction; doing so twice changes nothing. */
  react(channel: string, ts: string, name: string, isAdded?: boolean): void;
  /** Runs a global shortcut, or one of a message. */
  shortcut(callbackId: string, message?: { readonly channel: string; readonly ts: string }): Promise<void>;
  openAppHome(tab?: 'home' | 'messages'): void;
  /** What the app has published on this person's Home tab. */
  home(): UiView | undefined;
  clickButton(at: {
    readonly channel: string;
    readonly ts: string;
    readonly actionId: string;
    readonly blockId?: string;
  }): Promise<void>;
  act(action: Omit<UiBlockAction, 'user'>): Promise<void>;
  /** The open modals, the top one last. */
  views(): readonly UiView[];
  /** Enters values into a modal, over what it holds already, and submits it. */
  submit(viewId: string, stateValues?: UiStateValues): Promise<UiSubmitOutcome>;
  closeView(viewId: string): Promise<void>;
  options(query: Omit<UiOptionsQuery, 'user'>): Promise<UiOptions>;
  /** The direct message with the bot or another person. */
  openDm(withUser?: string): string;
  ephemerals(channel?: string): readonly UiMessage[];
  /** Everything that this person sees in a channel, ephemeral messages too. */
  messages(channel: string): readonly UiMessage[];
}

/** The person behind a user id; throws when there is none, or when it is the bot. */
export function createPerson(core: SlackCore, userId: string): Person {
  const { workspace } = core;
  const user = workspace.users.get(userId);
  if (user?.isDeactivated) throw new UserVisibleError('This account is deactivated.');
  if (user === undefined || user.kind === 'bot') throw new UserVisibleError('There is no such person.');

  function conversation(channel: string): Conversation {
    const found = workspace.conversations.get(channel);
    if (found === undefined || !canSee(core, userId, found)) {
      throw new UserVisibleError('There is no such conversation.');
    }
    if (found.isArchived) throw new UserVisibleError('This channel is archived.');
    return found;
  }
  function writable(channel: string): Conversation {
    const found = conversation(channel);
    if (!found.members.has(userId)) throw new UserVisibleError(`Join #${found.name} to write there.`);
    const isToApp = found.kind === 'im' && found.members.has(workspace.botUserId);
    if (isToApp && !core.manifest.messagesTabEnabled) {
      throw new UserVisibleError('Sending messages to this app has been turned off.');
    }
    return found;
  }

  function messageAt({ id }: Conversation, ts: string): StoredMessage {
    const message = workspace.message(id, ts);
    if (message === undefined) throw new UserVisibleError('This message is no longer there.');
    return message;
  }
  function ownMessage(channel: string, ts: string): StoredMessage {
    const message = messageAt(writable(channel), ts);
    if (message.user !== userId) throw new UserVisibleError('Only your own messages can be changed.');
    return message;
  }

  function post(
    channel: string,
    text: string,
    threadTs: string | undefined,
    more: Partial<StoredMessage> = {},
  ) {
    if (text.length > maxMessageChars) throw new UserVisibleError('This message is too long for Slack.');
    const root = threadTs === undefined ? undefined : workspace.message(channel, threadTs);
    if (threadTs !== undefined && root === undefined) throw new UserVisibleError('This thread is gone.');
    const message = {
      channel: writable(channel).id,
      ts: workspace.nextTs(),
      user: userId,
      text: messageMarkup(workspace, text),
      clientMsgId: randomUUID(),
      reactions: [],
      ...more,
      ...(root === undefined ? {} : { threadTs: root.threadTs ?? root.ts }),
    };
    workspace.addMessage(message);
    return message.ts;
  }

  function ownFile(id: string): StoredFile {
    const file = workspace.files.get(id);
    if (file?.user !== userId) throw new UserVisibleError('There is no such file.');
    return file;
  }

  function upload({ name, content }: Pick<SharedFile, 'name' | 'content'>): UiFile {
    const bytes = Buffer.from(content);
    if (name.trim() === '' || bytes.length === 0)
      throw new UserVisibleError('An empty file cannot be uploaded.');
    const file: StoredFile = {
      id: randomSlackId('F'),
      user: userId,
      name,
      title: name,
      lengthBytes: bytes.length,
      uploadTicket: '',
      mimetype: mimetypeOf(name),
      createdAtMs: core.clock.nowMs(),
      content: bytes,
      shares: [],
      isComplete: true,
    };
    workspace.files.set(file.id, file);
    return uiFile(file);
  }

  const person: Person = {
    id: userId,
    command: async (channel, command, text = '') => {
      await runSlashCommand(core, { userId, channelId: writable(channel).id, command, text });
    },
    say: (channel, text, options = {}) => {
      const files = (options.files ?? []).map(ownFile);
      if (text.trim() === '' && files.length === 0) throw new UserVisibleError('Type something first.');
      if (files.length === 0) return post(channel, text, options.threadTs);
      const more = { subtype: 'file_share', files: files.map(({ id }) => id) };
      const ts = post(channel, text, options.threadTs, more);
      for (const file of files) file.shares.push({ channel: conversation(channel).id, ts });
      return ts;
    },
    forward: (from, { channel, text = '', threadTs }) => {
      const original = messageAt(conversation(from.channel), from.ts);
      return post(channel, text, threadTs, { attachments: [forwardedMessage(core, original)] });
    },
    upload,
    share: (channel, { name, content, text = '', threadTs }) => {
      const { id } = upload({ name, content });
      return person.say(channel, text, { files: [id], ...(threadTs === undefined ? {} : { threadTs }) });
    },
    edit: (channel, ts, text) => {
      const message = ownMessage(channel, ts);
      const edited = { user: userId, ts: workspace.nextTs() };
      workspace.changeMessage(message, { text: messageMarkup(workspace, text), edited });
    },
    delete: (channel, ts) => workspace.deleteMessage(ownMessage(channel, ts)),
    react: (channel, ts, name, isAdded = true) => {
      if (!/^[a-z0-9_+'-]+$/.test(name)) throw new UserVisibleError('There is no such emoji.');
      workspace.react(messageAt(writable(channel), ts), name, userId, isAdded);
    },
    shortcut: async (callbackId, at) => {
      if (at === undefined) return await runShortcut(core, userId, callbackId);
      await runMessageShortcut(core, userId, callbackId, messageAt(conversation(at.channel), at.ts));
    },
    openAppHome: (tab = 'home') => openAppHome(core, userId, tab),
    home: () => uiHome(core, userId),
    clickButton: async ({ channel, ts, actionId, blockId }) => {
      const message = core.ephemerals.find(userId, channel, ts) ?? workspace.message(channel, ts);
      const placed = findElement(message?.blocks ?? [], actionId, blockId);
      if (placed === undefined) throw new UserVisibleError(`The message has no element ${actionId}.`);
      const value = placed.element.value === undefined ? {} : { value: placed.element.value };
      await runBlockAction(core, {
        user: userId,
        container: { type: 'message', channel: conversation(channel).id, ts },
        blockId: placed.blockId,
        actionId,
        value: { type: 'button', ...value },
        stateValues: {},
      });
    },
    act: async (action) => {
      if (action.container.type === 'message') conversation(action.container.channel);
      await runBlockAction(core, { ...action, user: userId });
    },
    views: () => uiViews(core, userId),
    submit: (viewId, stateValues = {}) => submitView(core, userId, viewId, stateValues),
    closeView: (viewId) => closeView(core, userId, viewId),
    options: (query) => {
      if (query.container.type === 'message') conversation(query.container.channel);
      return queryOptions(core, { ...query, user: userId });
    },
    openDm: (withUser = workspace.botUserId) => {
      if (!workspace.users.has(withUser)) throw new UserVisibleError('There is no such person.');
      return workspace.directMessage(userId, withUser).id;
    },
    ephemerals: (channel) =>
      core.ephemerals
        .of(userId)
        .filter((message) => channel === undefined || message.channel === channel)
        .map((message) => uiEphemeral(core, message)),
    messages: (channel) => uiState(core, userId).messages.filter((message) => message.channel === channel),
  };
  return person;
}

/** What Slack puts into a message that forwards another one. */
function forwardedMessage({ workspace, origin }: SlackCore, message: StoredMessage): JsonObject {
  const { files } = messageJson(workspace, message, { origin });
  return {
    is_msg_unfurl: true,
    is_share: true,
    ts: message.ts,
    channel_id: message.channel,
    author_id: message.user,
    author_name: workspace.users.get(message.user)?.realName ?? '',
    author_subname: workspace.users.get(message.user)?.realName ?? '',
    text: message.text,
    fallback: message.text,
    mrkdwn_in: ['text'],
    ...(files === undefined ? {} : { files }),
  };
}
