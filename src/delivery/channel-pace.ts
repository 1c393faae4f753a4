import type { Clock } from '../clock.ts';

/** Slack takes about one post a second in a channel. */
const POST_EVERY_MS = 1_050;
/** Slack takes about 50 updates a minute (tier 3), some of them at once. */
const UPDATE_EVERY_MS = 1_250;
const UPDATES_AT_ONCE = 20;
/** Slack takes 20 streams a minute (tier 2), and as many ends. */
const STREAM_EVERY_MS = 4_000;
const STREAMS_AT_ONCE = 5;
/** Keys and places forgotten at the latest when so many are known, to bound memory. */
const MAX_KNOWN = 5_000;

export interface ChannelPace {
  /**
   * Whether a row may be posted to its channel now (returns 0), or how many milliseconds to wait before asking again.
   * Rows that wait keep their places: nobody asks twice in vain.
   */
  takePost(channelId: string, rowId: string): number;
  /** The same for changing a message, of which Slack allows so many in all channels together. */
  takeUpdate(rowId: string): number;
  /** Slack said to wait with this channel's posts. */
  pausePosts(channelId: string, durationMs: number): void;
  pauseUpdates(durationMs: number): void;
  /** Takes the place of a change that is made along with another one. */
  countUpdate(): void;
  /** Whether a stream may be begun now: nobody waits for that. */
  takeStreamStart(): boolean;
  /** The same as for updates for stopping a stream. */
  takeStreamStop(rowId: string): number;
}

/** Honours Slack's rates ahead of time. In memory: what another process sends is learnt from Slack's refusals. */
export function createChannelPace(clock: Clock): ChannelPace {
  const posts = new Map<string, Line>();
  const updates = createLine(clock, UPDATE_EVERY_MS, UPDATES_AT_ONCE);
  const starts = createLine(clock, STREAM_EVERY_MS, STREAMS_AT_ONCE);
  const stops = createLine(clock, STREAM_EVERY_MS, STREAMS_AT_ONCE);
  function postsOf(channelId: string): Line {
    const known = posts.get(channelId);
    if (known !== undefined) return known;
    if (posts.size >= MAX_KNOWN) posts.clear();
    const line = createLine(clock, POST_EVERY_MS, 1);
    posts.set(channelId, line);
    return line;
  }
  return {
    takePost: (channelId, rowId) => postsOf(channelId).take(rowId),
    takeUpdate: (rowId) => updates.take(rowId),
    pausePosts: (channelId, durationMs) => postsOf(channelId).pause(durationMs),
    pauseUpdates: (durationMs) => updates.pause(durationMs),
    countUpdate: () => updates.count(),
    takeStreamStart: () => starts.takeNow(),
    takeStreamStop: (rowId) => stops.take(rowId),
  };
}

interface Line {
  take(rowId: string): number;
  /** Goes at once or not at all. */
  takeNow(): boolean;
  /** Goes in any case. */
  count(): void;
  pause(durationMs: number): void;
}

/** A line in which each waits for its own moment: one every so often, after so many at once. */
function createLine(clock: Clock, everyMs: number, atOnce: number): Line {
  const places = new Map<string, number>();
  let nextAtMs = 0;
  let pausedUntilMs = 0;

  function soonestMs(nowMs: number): number {
    return Math.max(nextAtMs, nowMs - (atOnce - 1) * everyMs, pausedUntilMs);
  }

  function newPlace(nowMs: number): number {
    const atMs = soonestMs(nowMs);
    nextAtMs = atMs + everyMs;
    return atMs;
  }

  return {
    take(rowId) {
      const nowMs = clock.nowMs();
      const kept = places.get(rowId);
      // A place from before a pause is worth nothing any more.
      const atMs = kept === undefined || kept < pausedUntilMs ? newPlace(nowMs) : kept;
      places.delete(rowId);
      if (atMs <= nowMs) return 0;
      if (places.size >= MAX_KNOWN) places.clear();
      places.set(rowId, atMs);
      return atMs - nowMs;
    },
    takeNow() {
      const nowMs = clock.nowMs();
      const isFree = soonestMs(nowMs) <= nowMs;
      if (isFree) newPlace(nowMs);
      return isFree;
    },
    count: () => void newPlace(clock.nowMs()),
    pause(durationMs) {
      pausedUntilMs = Math.max(pausedUntilMs, clock.nowMs() + durationMs);
    },
  };
}
