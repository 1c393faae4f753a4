/**
 * What the playground's web page and the local Slack say to each other, in JSON over HTTP on one origin.
 *
 * Every request names the acting person in its body or query (`user`): this Slack has no login.
 * Failures answer 4xx with `{ error: string }`, a sentence that the page shows.
 *
 *   GET  /ui/state?user=U…      → UiState
 *   GET  /ui/events?user=U…     → text/event-stream; each `data:` line is one UiEvent
 *   POST /ui/message            UiPostMessage     → { ts }
 *   POST /ui/upload             UiUpload          → UiFile, which nobody else sees until a message or form has it
 *   POST /ui/command            UiCommand         → {}
 *   POST /ui/block-action       UiBlockAction     → {}
 *   POST /ui/view-submit        UiViewSubmit      → UiSubmitOutcome
 *   POST /ui/view-close         UiViewClose       → {}
 *   POST /ui/options            UiOptionsQuery    → UiOptions
 *   POST /ui/open-dm            { user, with }    → { channel }
 *   POST /ui/edit               { user, channel, ts, text }               → {}
 *   POST /ui/delete             { user, channel, ts }                     → {}
 *   POST /ui/reaction           { user, channel, ts, name, isAdded }      → {}
 *   POST /ui/shortcut           { user, callbackId, channel?, ts? }       → {}, of that message where one is named
 *   POST /ui/app-home           { user, tab: 'home' | 'messages' }        → {}, tells the app that it was opened
 *   GET  /ui/files/:id          the file's bytes
 */

/** A Block Kit block or element as sent by the bot. */
export type UiBlock = { type: string } & Record<string, unknown>;

export interface UiUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly kind: 'member' | 'admin' | 'guest' | 'external' | 'bot';
  /** IANA name. */
  readonly timeZone: string;
  readonly color: string;
}

export interface UiConversation {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly members: readonly string[];
  readonly topic: string;
  /** The other person of a direct message. */
  readonly with?: string;
}

export interface UiFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly sizeBytes: number;
  /** Path on this origin. */
  readonly url: string;
}

export interface UiMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly text: string;
  readonly blocks?: readonly UiBlock[];
  readonly files?: readonly UiFile[];
  /** Messages that this one forwards. */
  readonly forwarded?: readonly UiForwarded[];
  readonly edited?: boolean;
  /** Only this person sees it. */
  readonly ephemeral?: boolean;
  readonly reactions?: readonly { readonly name: string; readonly users: readonly string[] }[];
}

export interface UiForwarded {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  /** In mrkdwn. */
  readonly text: string;
  /** The names of its files. */
  readonly files: readonly string[];
}

export interface UiView {
  readonly id: string;
  readonly hash: string;
  readonly callbackId: string;
  readonly title: string;
  readonly submit?: string;
  readonly close?: string;
  readonly blocks: readonly UiBlock[];
}

export interface UiCommandInfo {
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
}

export interface UiState {
  readonly workspace: string;
  readonly botUserId: string;
  readonly botConnected: boolean;
  readonly users: readonly UiUser[];
  /** Those that the acting person can see. */
  readonly conversations: readonly UiConversation[];
  readonly messages: readonly UiMessage[];
  readonly commands: readonly UiCommandInfo[];
  /** The acting person's open modals, the top one last. */
  readonly views: readonly UiView[];
  readonly shortcuts?: readonly UiShortcut[];
  /** Whether the app has a Home tab; `home` is what it has published there for the acting person. */
  readonly hasHomeTab?: boolean;
  readonly home?: UiView;
  readonly threads: readonly UiThread[];
}

/** What the app says of a thread beside its messages. */
export interface UiThread {
  readonly channel: string;
  readonly threadTs: string;
  /** What the app is doing; empty for nothing. The app's next message there takes it away. */
  readonly status: string;
  readonly loadingMessages: readonly string[];
  /** After that time the status ends by itself. */
  readonly statusEndsInMs: number;
  readonly title?: string;
  /** Offered to whoever writes there next. */
  readonly prompts: readonly { readonly title: string; readonly message: string }[];
  readonly promptsTitle?: string;
}

export interface UiShortcut {
  readonly kind: 'global' | 'message';
  readonly name: string;
  readonly callbackId: string;
  readonly description: string;
}

export type UiEvent =
  | { readonly type: 'message'; readonly message: UiMessage }
  | { readonly type: 'message_deleted'; readonly channel: string; readonly ts: string }
  | { readonly type: 'conversation'; readonly conversation: UiConversation }
  | { readonly type: 'views'; readonly views: readonly UiView[] }
  | { readonly type: 'home'; readonly home: UiView }
  | { readonly type: 'thread'; readonly thread: UiThread }
  | { readonly type: 'bot'; readonly connected: boolean };

/** `state.values` of a view or message, as Slack sends it: block id → action id → element state. */
export type UiStateValues = Record<string, Record<string, { type: string } & Record<string, unknown>>>;

export interface UiPostMessage {
  readonly user: string;
  readonly channel: string;
  readonly threadTs?: string;
  /** As typed: `@Errand` and `#channel` are turned into Slack's markup by the server. May be empty beside files. */
  readonly text: string;
  /** Ids of files that this person has uploaded. */
  readonly files?: readonly string[];
}

export interface UiUpload {
  readonly user: string;
  readonly name: string;
  readonly contentBase64: string;
}

export interface UiCommand {
  readonly user: string;
  readonly channel: string;
  readonly command: string;
  readonly text: string;
}

export interface UiBlockAction {
  readonly user: string;
  readonly container:
    | { readonly type: 'view'; readonly viewId: string }
    | { readonly type: 'message'; readonly channel: string; readonly ts: string };
  readonly blockId: string;
  readonly actionId: string;
  /** The element's new state in the form of `state.values`' leaves; for buttons `{ type: 'button', value }`. */
  readonly value: { readonly type: string } & Readonly<Record<string, unknown>>;
  readonly stateValues: UiStateValues;
}

export interface UiViewSubmit {
  readonly user: string;
  readonly viewId: string;
  readonly stateValues: UiStateValues;
}

/** `errors` by block id; Slack's own checks (required, min, max, e-mail) answer in the same form. */
export interface UiSubmitOutcome {
  readonly errors?: Readonly<Record<string, string>>;
}

export interface UiViewClose {
  readonly user: string;
  readonly viewId: string;
}

export interface UiOptionsQuery {
  readonly user: string;
  readonly container: UiBlockAction['container'];
  readonly blockId: string;
  readonly actionId: string;
  readonly query: string;
}

export interface UiOptions {
  readonly options?: readonly Record<string, unknown>[];
  readonly optionGroups?: readonly Record<string, unknown>[];
}
