import type { JobKind, JobOutcome, JobState } from './job.ts';

/**
 * Rows as both engines store them: ids and enums as text, instants as epoch milliseconds, JSON as text,
 * booleans as 0/1. Tables that are queues carry `dueAtMs`, `attempts` and a lease.
 */
interface QueueColumns {
  /** Nothing to do while null. */
  dueAtMs: number | null;
  attempts: number;
  leaseOwner: string | null;
  leaseUntilMs: number | null;
}

export interface JobsTable extends QueueColumns {
  id: string;
  kind: JobKind;
  state: JobState;
  outcome: JobOutcome | null;
  request: string;
  requesterId: string;
  teamId: string;
  threadId: string;
  dedupeKey: string;
  upstreamId: string | null;
  upstreamState: string | null;
  progress: string;
  output: string | null;
  problem: string | null;
  /** When the create call was last begun: where a lookup starts searching. */
  startAttemptedAtMs: number | null;
  lookupsDone: number;
  cancelRequestedAtMs: number | null;
  cardChannelId: string | null;
  cardTs: string | null;
  createdAtMs: number;
  updatedAtMs: number;
  startedAtMs: number | null;
  finishedAtMs: number | null;
  version: number;
}

export interface ThreadsTable {
  id: string;
  channelId: string;
  /** Null until Errand has posted the root. */
  rootTs: string | null;
  requesterId: string;
  nextSeq: number;
  /** The channel that could not be posted to, where the thread moved to a direct message. */
  reroutedFrom: string | null;
  createdAtMs: number;
}

export type OutboxState = 'pending' | 'sent' | 'parked';

export interface OutboxTable extends QueueColumns {
  id: string;
  threadId: string;
  seq: number;
  jobId: string | null;
  kind: string;
  content: string;
  /** Lower goes first across threads. */
  priority: number;
  state: OutboxState;
  messageTs: string | null;
  /** Slack's id of an upload in progress. */
  fileId: string | null;
  lastError: string | null;
  createdAtMs: number;
  sentAtMs: number | null;
}

export interface InboxTable extends QueueColumns {
  id: string;
  dedupeKey: string;
  /** The envelope as Slack sent it; emptied once done. */
  body: string;
  state: 'pending' | 'done' | 'parked';
  lastError: string | null;
  createdAtMs: number;
}

export interface WatchesTable {
  jobId: string;
  upstream: JobKind;
  upstreamId: string;
  /** When this one is read by itself at the latest. */
  dueAtMs: number;
  /** Highest event sequence seen. */
  eventCursor: number;
  attempts: number;
  createdAtMs: number;
}

/**
 * `waiting` (due: to be tried; not due: until its run is in another state) → `sending` (the call is or may be under way)
 * → `done`. `parked`: nobody knows whether it arrived, and its author was told.
 */
export type ReplyState = 'waiting' | 'sending' | 'done' | 'parked';

export interface RepliesTable extends QueueColumns {
  id: string;
  threadId: string;
  channelId: string;
  ts: string;
  userId: string;
  authorName: string;
  teamId: string;
  text: string;
  files: string;
  state: ReplyState;
  /** Whether a reaction shows that it waits. */
  hasMark: number;
  createdAtMs: number;
}

export interface DraftsTable {
  id: string;
  userId: string;
  kind: JobKind;
  content: string;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface RunDefaultsTable {
  /** `kind:id`. */
  scope: string;
  options: string;
  updatedBy: string;
  updatedAtMs: number;
}

export interface RolesTable {
  name: string;
  owner: string;
  /** Grows with every change of owner; each write of the role's holder checks it. */
  fence: number;
  leaseUntilMs: number;
}

export interface CursorsTable {
  name: string;
  value: string;
}

export interface CallBudgetsTable {
  /** The upstream. */
  name: string;
  /** JSON: the instants of the last minute's calls. */
  takenAtMs: string;
  pausedUntilMs: number;
  peopleWaitUntilMs: number;
}

export interface ResultViewsTable {
  jobId: string;
  /** JSON: a `ResultView`. */
  view: string;
  updatedAtMs: number;
}

export interface ToolPreferencesTable {
  userId: string;
  toolName: string;
  isFavourite: number;
  /** JSON: a `ResultView` without its page. */
  view: string | null;
  updatedAtMs: number;
}

export interface SchedulesTable {
  id: string;
  teamId: string;
  channelId: string;
  makerId: string;
  /** JSON: a `WarmlyRequest`. */
  request: string;
  /** Five fields, in `timeZone` (IANA). */
  cron: string;
  words: string;
  timeZone: string;
  /** When it runs next; null while it is paused. */
  dueAtMs: number | null;
  /** Why it paused itself; null where a person did so. */
  pausedBecause: string | null;
  firedAtMs: number | null;
  /** JSON: keys of the rows that it gave the last time; null before that. */
  seenRows: string | null;
  createdAtMs: number;
}

export interface Schema {
  jobs: JobsTable;
  threads: ThreadsTable;
  outbox: OutboxTable;
  inbox: InboxTable;
  watches: WatchesTable;
  replies: RepliesTable;
  drafts: DraftsTable;
  runDefaults: RunDefaultsTable;
  roles: RolesTable;
  cursors: CursorsTable;
  callBudgets: CallBudgetsTable;
  resultViews: ResultViewsTable;
  toolPreferences: ToolPreferencesTable;
  schedules: SchedulesTable;
}
