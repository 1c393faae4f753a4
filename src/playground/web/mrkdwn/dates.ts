/** Slack's `<!date^…>` tokens, in the reader's time zone. */

const DAY_MS = 86_400_000;
const TOKEN = /\{([a-z_]+)\}/g;

interface DateReader {
  readonly nowMs: number;
  /** IANA name. */
  readonly timeZone: string;
}

/** The wording of a `<!date^…>` token; unknown placeholders stay as written, as in Slack. */
export function formatSlackDate(timestampSeconds: number, format: string, reader: DateReader): string {
  const atMs = timestampSeconds * 1000;
  return format.replace(TOKEN, (whole, name: string) => placeholder(name, atMs, reader) ?? whole);
}

export function mentionsAgo(format: string): boolean {
  return format.includes('{ago}');
}

/** "3 minutes ago", "in 2 hours", "just now". */
export function agoText(atMs: number, nowMs: number): string {
  const seconds = Math.round((nowMs - atMs) / 1000);
  const away = Math.abs(seconds);
  if (away < 2) return 'just now';
  const [count, unit] = largestUnit(away);
  const words = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return seconds < 0 ? `in ${words}` : `${words} ago`;
}

function largestUnit(seconds: number): [number, string] {
  if (seconds < 60) return [seconds, 'second'];
  if (seconds < 3600) return [Math.floor(seconds / 60), 'minute'];
  if (seconds < 86_400) return [Math.floor(seconds / 3600), 'hour'];
  if (seconds < 30 * 86_400) return [Math.floor(seconds / 86_400), 'day'];
  if (seconds < 365 * 86_400) return [Math.floor(seconds / (30 * 86_400)), 'month'];
  return [Math.floor(seconds / (365 * 86_400)), 'year'];
}

function placeholder(name: string, atMs: number, reader: DateReader): string | undefined {
  switch (name) {
    case 'ago':
      return agoText(atMs, reader.nowMs);
    case 'time':
      return timeText(atMs, reader.timeZone);
    case 'time_secs':
      return show(atMs, reader, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
    case 'date_num':
      return dayKey(atMs, reader.timeZone);
    case 'date_slash':
      return show(atMs, reader, { month: '2-digit', day: '2-digit', year: 'numeric' });
    case 'date':
      return show(atMs, reader, { month: 'long', day: 'numeric', year: 'numeric' });
    case 'date_short':
      return show(atMs, reader, { month: 'short', day: 'numeric', year: 'numeric' });
    case 'date_long':
      return show(atMs, reader, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' });
    case 'date_pretty':
    case 'date_short_pretty':
    case 'date_long_pretty':
      return nearDay(atMs, reader) ?? placeholder(name.slice(0, -'_pretty'.length), atMs, reader);
    case 'day_divider_pretty':
      return dayTitle(atMs, reader);
    default:
      return undefined;
  }
}

function nearDay(atMs: number, reader: DateReader): string | undefined {
  const day = dayKey(atMs, reader.timeZone);
  if (day === dayKey(reader.nowMs, reader.timeZone)) return 'today';
  if (day === dayKey(reader.nowMs - DAY_MS, reader.timeZone)) return 'yesterday';
  if (day === dayKey(reader.nowMs + DAY_MS, reader.timeZone)) return 'tomorrow';
  return undefined;
}

export function timeText(atMs: number, timeZone: string): string {
  return show(atMs, { timeZone }, { hour: 'numeric', minute: '2-digit' });
}

/** `2026-11-03` in that zone. */
export function dayKey(atMs: number, timeZone: string): string {
  return dayKeys(timeZone)(atMs);
}

/** The same for many instants: setting up a zone costs far more than asking it. */
export function dayKeys(timeZone: string): (atMs: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (atMs) => format.format(atMs);
}

/** The title over a day's messages: "Today", "Monday, November 2". */
export function dayTitle(atMs: number, reader: DateReader): string {
  const near = nearDay(atMs, reader);
  if (near !== undefined) return near.charAt(0).toUpperCase() + near.slice(1);
  return show(atMs, reader, { weekday: 'long', month: 'long', day: 'numeric' });
}

function show(atMs: number, at: { timeZone: string }, options: Intl.DateTimeFormatOptions): string {
  // Newer ICU puts a narrow no-break space before AM/PM, which looks the same and is not found by a search.
  return new Intl.DateTimeFormat('en-US', { ...options, timeZone: at.timeZone })
    .format(atMs)
    .replaceAll('\u202f', ' ');
}

/** `2026-11-03T14:30` as a clock on the wall of that zone shows it. */
export function toWallClock(timestampSeconds: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(timestampSeconds * 1000);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/** Epoch seconds of a wall clock's reading; nothing when it is no date. */
export function fromWallClock(wallClock: string, timeZone: string): number | undefined {
  const asUtcMs = Date.parse(`${wallClock}Z`);
  if (Number.isNaN(asUtcMs)) return undefined;
  let guessSeconds = asUtcMs / 1000;
  // Twice, because the first guess may lie on the other side of a change of the clocks.
  for (let round = 0; round < 2; round += 1) {
    const shownMs = Date.parse(`${toWallClock(guessSeconds, timeZone)}Z`);
    guessSeconds += (asUtcMs - shownMs) / 1000;
  }
  return guessSeconds;
}
