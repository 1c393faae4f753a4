import type { Block, KnownBlock } from '@slack/types';

/** What a message shows: `text` is what notifications and search read. */
export interface MessageContent {
  readonly text: string;
  readonly blocks?: readonly (KnownBlock | Block)[];
}

export interface FileContent {
  readonly filename: string;
  readonly title: string;
  readonly content: string | Uint8Array | StreamedContent;
}

/** Text that is made while it is sent: `chunks` begins anew with each call and always gives the same. */
export interface StreamedContent {
  chunks(): AsyncIterable<string>;
}

export interface Place {
  readonly channelId: string;
  /** Null for a message at the top of the channel. */
  readonly threadTs: string | null;
}

/** A step of an agent's work as Slack's task card. Its id stands for it in every later piece. */
export interface TaskPiece {
  readonly id: string;
  readonly title: string;
  readonly status: 'pending' | 'in_progress' | 'complete' | 'error';
}

/** What is added to a streamed plan: a task that it has already takes the new title and status. */
export interface PlanPiece {
  readonly title: string;
  readonly tasks: readonly TaskPiece[];
}

/** Whom a stream is for, which Slack wants to know outside of direct messages. */
export interface Recipient {
  readonly userId: string;
  readonly teamId: string;
}

/**
 * What delivery needs of Slack. Every method throws an `ErrandError`:
 * - `slack.cannot_post`: this channel is closed to the bot (not a member, unknown, archived)
 * - `slack.rate_limited`: nothing happened; `retryAfterMs`
 * - `slack.not_sent`: nothing happened; Slack could not be reached
 * - `slack.unclear`: the call may or may not have had its effect
 * - `slack.message_gone`: the message to change was deleted
 * - `slack.refused`: Slack does not take this content
 * - `slack.stream_over`: the message is no longer streamed
 */
export interface SlackPoster {
  /** Posts once; `deliveryId` goes into the message's metadata. Returns its `ts`. */
  post(place: Place, content: MessageContent, deliveryId: string): Promise<string>;
  update(message: { channelId: string; ts: string }, content: MessageContent): Promise<void>;
  remove(message: { channelId: string; ts: string }): Promise<void>;
  /** Looks for the message that an earlier `post` with this id may have made since then. */
  findPost(place: Place, deliveryId: string, sinceMs: number): Promise<string | undefined>;
  /**
   * Begins a message that shows a plan piece by piece. Slack takes no metadata here: the tasks' ids are what it can be
   * found by. Until it is stopped it can be neither updated nor removed; Slack ends it by itself after about 5 minutes.
   */
  startStream(place: Place, recipient: Recipient, piece: PlanPiece): Promise<string>;
  appendStream(message: { channelId: string; ts: string }, piece: PlanPiece): Promise<void>;
  stopStream(message: { channelId: string; ts: string }, piece?: PlanPiece): Promise<void>;
  /** Looks for a message with a task whose id begins like this, made since then. */
  findStream(place: Place, taskIdPrefix: string, sinceMs: number): Promise<string | undefined>;
  /** Uploads the bytes; the file is not yet shared. Returns Slack's file id. */
  uploadBytes(file: FileContent): Promise<string>;
  shareFile(place: Place, fileId: string, title: string): Promise<void>;
  isFileShared(fileId: string): Promise<boolean>;
  /** Sets or takes back an emoji at a message; that it is so already is as good. */
  react(message: { channelId: string; ts: string }, name: string, isAdded: boolean): Promise<void>;
  /** Says under a thread what is going on, until the next post in it or for two minutes. */
  setStatus(place: Place, status: string): Promise<void>;
  /** A person's time zone, an IANA name. */
  timeZoneOf(userId: string): Promise<string>;
  /** The channel id of the direct message with a person. */
  openDirectMessage(userId: string): Promise<string>;
}
