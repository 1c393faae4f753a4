/** The month's allowance. A row is charged the first time that it is given out. */
export interface Credits {
  readonly included: number;
  readonly used: number;
  readonly remaining: number;
  /** What listing these rows would cost. */
  costOf(rowIds: readonly string[]): number;
  /** Charges the new rows, or returns false and charges nothing when the allowance does not reach. */
  charge(rowIds: readonly string[]): boolean;
}

export function createCredits(included: number, usedAtStart: number): Credits {
  const charged = new Set<string>();
  function costOf(rowIds: readonly string[]): number {
    return rowIds.filter((id) => !charged.has(id)).length;
  }
  return {
    included,
    get used() {
      return usedAtStart + charged.size;
    },
    get remaining() {
      return Math.max(0, included - usedAtStart - charged.size);
    },
    costOf,
    charge(rowIds) {
      if (costOf(rowIds) > included - usedAtStart - charged.size) return false;
      for (const id of rowIds) charged.add(id);
      return true;
    },
  };
}
