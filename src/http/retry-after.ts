/**
 * How long a server asked to wait, in milliseconds from `nowMs`: from `retry-after-ms`, or from `retry-after`
 * as seconds or as an HTTP date (RFC 9110, 10.2.3). Undefined where it says nothing readable; never negative.
 */
export function readRetryAfterMs(
  headers: Readonly<Record<string, string>>,
  nowMs: number,
): number | undefined {
  const inMs = headers['retry-after-ms']?.trim();
  if (inMs !== undefined && /^\d+(\.\d+)?$/.test(inMs)) return Math.ceil(Number(inMs));
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  // Only a date has letters: `Date.parse` would read a stray "-5" as a year.
  const atMs = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
