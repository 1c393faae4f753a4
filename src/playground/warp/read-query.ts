/** `true` or `false`; undefined for anything else. */
export function readFlag(query: URLSearchParams, name: string, fallback: boolean): boolean | undefined {
  const text = query.get(name) ?? String(fallback);
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** A whole number that is not negative; undefined for anything else. */
export function readWholeNumber(query: URLSearchParams, name: string, fallback: number): number | undefined {
  const text = query.get(name);
  if (text === null) return fallback;
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
