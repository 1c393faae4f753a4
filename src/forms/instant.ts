const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d(:?\d\d)?)$/;
/** Slack's pickers take instants of ten digits: 2001 to 2286. */
const MIN_SECONDS = 1_000_000_000;
const MAX_SECONDS = 9_999_999_999;

/** Whether a day of that name exists. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export function isRfc3339(text: string): boolean {
  return RFC_3339.test(text) && isCalendarDate(text.slice(0, 10));
}

/** `HH:MM` of a time of day, which is all that Slack's picker shows; undefined for what is none. */
export function clockMinutes(text: string): string | undefined {
  const match = /^((?:[01]\d|2[0-3]):[0-5]\d):[0-5]\d(\.\d+)?([Zz]|[+-]\d\d(:?\d\d)?)?$/.exec(text);
  return match?.[1];
}

/** A time of day with seconds and the offset: of the time that it replaces, else of the zone at that instant, else `Z`. */
export function clockText(
  minutes: string,
  replaced: string | undefined,
  zone: { readonly nowMs: number; readonly timeZone: string } | undefined,
): string {
  const kept = replaced === undefined ? undefined : /(?:[Zz]|[+-]\d\d(?::?\d\d)?)$/.exec(replaced)?.[0];
  if (kept !== undefined) return `${minutes}:00${kept}`;
  const offset = zone && zoneOffsetMinutes(Math.floor(zone.nowMs / 1000), zone.timeZone);
  return `${minutes}:00${offset === undefined ? 'Z' : offsetText(offset)}`;
}

/** Epoch seconds at the start of the minute, which is all that Slack's picker shows; undefined out of its range. */
export function pickerSeconds(text: string): number | undefined {
  if (!isRfc3339(text)) return undefined;
  const seconds = Date.parse(text.replace(' ', 'T').toUpperCase()) / 1000;
  const minute = Math.floor(seconds / 60) * 60;
  return Number.isFinite(seconds) && minute >= MIN_SECONDS && minute <= MAX_SECONDS ? minute : undefined;
}

/** RFC 3339 with the zone's offset at that instant, or with `Z` where no (known) zone is given. */
export function instantText(epochSeconds: number, timeZone?: string): string {
  const offsetMinutes = timeZone === undefined ? undefined : zoneOffsetMinutes(epochSeconds, timeZone);
  const local = new Date((epochSeconds + (offsetMinutes ?? 0) * 60) * 1000).toISOString().slice(0, 19);
  return `${local}${offsetMinutes === undefined ? 'Z' : offsetText(offsetMinutes)}`;
}

/** The day in the zone, `YYYY-MM-DD`. */
export function dayText(epochSeconds: number, timeZone?: string): string {
  return instantText(epochSeconds, timeZone).slice(0, 10);
}

/** Reads `YYYY-MM-DDTHH:MM` as a wall clock of the zone (UTC without one). */
export function wallClockSeconds(local: string, timeZone?: string): number {
  const asUtc = Date.parse(`${local}Z`) / 1000;
  if (timeZone === undefined) return asUtc;
  const guess = asUtc - (zoneOffsetMinutes(asUtc, timeZone) ?? 0) * 60;
  return asUtc - (zoneOffsetMinutes(guess, timeZone) ?? 0) * 60;
}

function zoneOffsetMinutes(epochSeconds: number, timeZone: string): number | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
      epochSeconds * 1000,
    );
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
    const match = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(name);
    if (match === null) return undefined;
    const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
    return match[1] === '-' ? -minutes : minutes;
  } catch {
    return undefined;
  }
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
