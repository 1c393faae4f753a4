/** Repeatable chance: the same seed draws the same things. */
export interface Draw {
  /** Whether something happens that happens this often, from 0 to 1. */
  chance(often: number): boolean;
  /** A whole number, both ends possible. */
  whole(least: number, most: number): number;
  pick<T>(entries: readonly T[]): T;
}

/** Mulberry32: small, quick and even enough to choose test data by. */
export function createDraw(seed: number): Draw {
  let state = seed | 0;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    chance: (often) => next() < often,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick(entries) {
      const picked = entries[Math.floor(next() * entries.length)];
      if (picked === undefined) throw new Error('There is nothing to pick from.');
      return picked;
    },
  };
}
