/** A finite number of a schema, such as a bound; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A length or a number of entries. */
export function countOf(value: unknown): number | undefined {
  const count = numberOf(value);
  return count !== undefined && count >= 0 && Number.isInteger(count) ? count : undefined;
}
