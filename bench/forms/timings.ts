/** How long one call took, in milliseconds, for each of many things. */
export type TimingsMs = readonly number[];

/** Runs once for each and notes the time of each call. What it returns is kept until the end, as a caller would. */
export function timeEach<T>(things: readonly T[], run: (thing: T, index: number) => unknown): TimingsMs {
  return things.map((thing, index) => {
    const startedMs = performance.now();
    const result = run(thing, index);
    const tookMs = performance.now() - startedMs;
    if (result === undefined) throw new Error('A measured call gave nothing.');
    return tookMs;
  });
}

/** The quickest of several rounds for each thing: what the machine did meanwhile is not what is measured. */
export function quickest(rounds: readonly TimingsMs[]): TimingsMs {
  const [first = []] = rounds;
  return first.map((_one, index) => Math.min(...rounds.map((round) => round[index] ?? Infinity)));
}

export function percentile(timings: TimingsMs, share: number): number {
  const sorted = timings.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function total(timings: TimingsMs): number {
  return timings.reduce((sum, one) => sum + one, 0);
}

/** `p50 0.10  p99 1.20  max 4.00 ms`. */
export function spread(timings: TimingsMs): string {
  const parts = [
    ['p50', percentile(timings, 0.5)],
    ['p99', percentile(timings, 0.99)],
    ['max', percentile(timings, 1)],
  ] as const;
  return `${parts.map(([name, ms]) => `${name} ${ms.toFixed(3).padStart(7)}`).join('  ')} ms`;
}
