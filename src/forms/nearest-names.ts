/**
 * The candidates that a mistyped name may have meant, nearest first. Case and punctuation count little; a candidate
 * that shares too little with the name is left out.
 */
export function nearestNames(name: string, candidates: readonly string[], limit = 3): string[] {
  const wanted = bare(name);
  const scored = candidates.flatMap((candidate) => {
    const other = bare(candidate);
    const longest = Math.max(wanted.length, other.length);
    if (longest === 0) return [];
    const contains =
      wanted.length >= 3 && (other.includes(wanted) || (other.length >= 3 && wanted.includes(other)));
    const distance = contains ? 1 : editDistance(wanted, other);
    const near = distance <= Math.max(1, Math.floor(longest / 3));
    return near ? [{ candidate, distance, lengthGap: Math.abs(wanted.length - other.length) }] : [];
  });
  scored.sort((left, right) => left.distance - right.distance || left.lengthGap - right.lengthGap);
  return scored.slice(0, limit).map(({ candidate }) => candidate);
}

/** Letters and digits only, lower case: how names are compared where people type them. */
export function bare(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .slice(0, MAX_COMPARED_CHARS);
}

/** The distance costs the product of both lengths. */
const MAX_COMPARED_CHARS = 64;

/** Insertions, deletions, replacements and swaps of neighbours. */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
