/**
 * Warp's instants have microseconds and drop trailing zeros, as Go prints them: `…:05.1204Z`, `…:06Z`. Kept here as
 * whole microseconds since the epoch.
 */
export function printInstant(atUs: number): string {
  const seconds = new Date(Math.floor(atUs / 1_000)).toISOString().slice(0, 19);
  const fraction = String(atUs % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${seconds}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** Reads RFC 3339 to the microsecond; undefined for anything else. */
export function parseInstant(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/i.exec(text);
  if (!match) return undefined;
  const wholeMs = Date.parse(`${match[1]}${match[3]?.toUpperCase()}`);
  if (Number.isNaN(wholeMs)) return undefined;
  return wholeMs * 1_000 + Number((match[2] ?? '').padEnd(6, '0').slice(0, 6));
}
