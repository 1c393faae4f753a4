import type { Clock } from '../../clock.ts';

/** A method's allowance: a bucket that holds `burst` calls and refills evenly. */
export interface RateLimit {
  readonly perMinute: number;
  readonly burst: number;
}

/** About one message a second and channel, with room for a short burst. */
export const postLimit: RateLimit = { perMinute: 60, burst: 4 };

/** Slack's tiers; a minute's allowance may be used at once. */
export const tierLimits = {
  tier1: { perMinute: 1, burst: 5 },
  tier2: { perMinute: 20, burst: 20 },
  tier3: { perMinute: 50, burst: 50 },
  tier4: { perMinute: 100, burst: 100 },
} as const satisfies Record<string, RateLimit>;

/** Seconds to wait before the next call, or undefined when the call may go on. */
type RateLimiter = (key: string, limit: RateLimit) => number | undefined;

export function createRateLimiter(clock: Clock): RateLimiter {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return (key, limit) => {
    const nowMs = clock.nowMs();
    const perMs = limit.perMinute / 60_000;
    const bucket = buckets.get(key) ?? { tokens: limit.burst, atMs: nowMs };
    const tokens = Math.min(limit.burst, bucket.tokens + (nowMs - bucket.atMs) * perMs);
    buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs: nowMs });
    return tokens >= 1 ? undefined : Math.max(1, Math.ceil((1 - tokens) / perMs / 1000));
  };
}
