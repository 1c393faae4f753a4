import { isCalendarDate, isRfc3339, wallClockSeconds } from '../../forms/instant.ts';

const UNITS_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** Reads a moment that a person wrote: `2d` (ago), `2026-11-20`, `2026-11-20T09:00` in their zone, or RFC 3339. */
export function readMoment(
  text: string,
  clock: { readonly nowMs: number; readonly timeZone: string },
): number | undefined {
  const [, amount, unit] = /^(\d{1,5})\s*([mhdw])(?:\s*ago)?$/i.exec(text.trim()) ?? [];
  if (amount !== undefined && unit !== undefined) {
    return clock.nowMs - Number(amount) * (UNITS_MS[unit.toLowerCase()] ?? 0);
  }
  const written = text.trim();
  if (isRfc3339(written)) return Date.parse(written.replace(' ', 'T').toUpperCase());
  const [, day = '', time = '00:00'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d))?$/.exec(written) ?? [];
  if (!isCalendarDate(day)) return undefined;
  return wallClockSeconds(`${day}T${time}`, clock.timeZone) * 1_000;
}
