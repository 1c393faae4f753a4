import type { Clock } from '../clock.ts';

/** Slack takes about one post a second in a channel. */
const POST_EVERY_MS = 1_050;
/** Channels forgotten at the latest when so many are known, to bound memory. */
const MAX_CHANNELS = 5_000;

export interface ChannelPace {
  /** Takes the channel's next slot (returns 0), or says how many milliseconds to wait before asking again. */
  take(channelId: string): number;
  /** Slack said to wait. */
  pause(channelId: string, durationMs: number): void;
}

/** Honours Slack's posting rate ahead of time, per channel. */
export function createChannelPace(clock: Clock): ChannelPace {
  const nextPostAtMs = new Map<string, number>();
  function set(channelId: string, atMs: number): void {
    if (nextPostAtMs.size >= MAX_CHANNELS) nextPostAtMs.clear();
    nextPostAtMs.set(channelId, atMs);
  }
  return {
    take(channelId) {
      const nowMs = clock.nowMs();
      const waitMs = (nextPostAtMs.get(channelId) ?? 0) - nowMs;
      if (waitMs > 0) return waitMs;
      set(channelId, nowMs + POST_EVERY_MS);
      return 0;
    },
    pause(channelId, durationMs) {
      set(channelId, clock.nowMs() + durationMs);
    },
  };
}
