import type { JsonObject } from './json-value.ts';
import type { UserGroupSeed, UserSeed } from './seed.ts';

export type WorkspaceUser = UserSeed & { readonly teamId: string; isDeactivated: boolean };
export type UserGroup = UserGroupSeed;

export interface Conversation {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly members: Set<string>;
  readonly topic: string;
  isArchived: boolean;
  readonly createdAtMs: number;
}

export interface StoredMessage {
  readonly channel: string;
  readonly ts: string;
  /** The thread's first message; equal to `ts` nowhere: a thread's root has none. */
  readonly threadTs?: string;
  user: string;
  text: string;
  botId?: string;
  blocks?: readonly JsonObject[];
  files?: readonly string[];
  /** Messages that this one forwards, as Slack carries them. */
  readonly attachments?: readonly JsonObject[];
  metadata?: JsonObject;
  edited?: { readonly user: string; readonly ts: string };
  reactions: { readonly name: string; readonly users: string[] }[];
  readonly clientMsgId?: string;
  subtype?: string;
  /** Of a message that is written piece by piece, until then at the latest. */
  streamUntilMs?: number;
  /** A reply that is shown in the channel too. */
  readonly isBroadcast?: boolean;
}

export interface StoredFile {
  readonly id: string;
  /** Who uploaded it. */
  readonly user: string;
  readonly name: string;
  title: string;
  readonly lengthBytes: number;
  readonly uploadTicket: string;
  mimetype: string;
  readonly createdAtMs: number;
  content?: Buffer;
  /** Set when the upload was completed. */
  shares: { readonly channel: string; readonly ts: string }[];
  isComplete: boolean;
}

export type WorkspaceChange =
  | { readonly type: 'message'; readonly message: StoredMessage }
  | { readonly type: 'changed'; readonly message: StoredMessage; readonly previous: StoredMessage }
  | { readonly type: 'deleted'; readonly message: StoredMessage }
  | { readonly type: 'conversation'; readonly conversation: Conversation }
  | {
      readonly type: 'joined';
      readonly conversation: Conversation;
      readonly userId: string;
      readonly inviterId?: string;
    }
  | {
      readonly type: 'reaction';
      readonly message: StoredMessage;
      readonly name: string;
      readonly userId: string;
      readonly isAdded: boolean;
    };
