/** How often a poller asks. All in milliseconds. */
export interface PollPace {
  /** While there is a job younger than `youngForMs`. */
  readonly youngEveryMs: number;
  readonly youngForMs: number;
  /** For all older ones. */
  readonly oldEveryMs: number;
  /** A job that no list tells of is read by itself after this, then ever more slowly: after this share of its age. */
  readonly readAfterMs: number;
  readonly readAfterAgeShare: number;
  readonly readAtMostEveryMs: number;
}

export const WARP_PACE: PollPace = {
  youngEveryMs: 2_000,
  youngForMs: 10 * 60_000,
  oldEveryMs: 10_000,
  readAfterMs: 30_000,
  // The list tells of every change: with thousands of runs, reading each more often would be most of all calls.
  readAfterAgeShare: 0.5,
  readAtMostEveryMs: 60 * 60_000,
};

/** Warmly allows 60 calls a minute for everything, people's calls included. */
export const WARMLY_PACE: PollPace = {
  youngEveryMs: 3_000,
  youngForMs: 2 * 60_000,
  oldEveryMs: 15_000,
  readAfterMs: 5_000,
  readAfterAgeShare: 0.1,
  readAtMostEveryMs: 5 * 60_000,
};

/** The interval that the youngest followed job asks for. */
export function pollIntervalMs(pace: PollPace, ageOfYoungestMs: number): number {
  return ageOfYoungestMs < pace.youngForMs ? pace.youngEveryMs : pace.oldEveryMs;
}

/** When a job of this age is read by itself next: a share of its age, within the pace's bounds. */
export function readDelayMs(pace: PollPace, ageMs: number): number {
  return Math.min(pace.readAtMostEveryMs, Math.max(pace.readAfterMs, ageMs * pace.readAfterAgeShare));
}
