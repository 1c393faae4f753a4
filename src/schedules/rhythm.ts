/** When a schedule is due: a five-field cron pattern for the computer, words for people. */
export interface Rhythm {
  readonly cron: string;
  /** "every weekday at 09:00". */
  readonly words: string;
}

export type RhythmReading =
  /** `rest` is what follows the rhythm, as it was written. */
  | { readonly ok: true; readonly rhythm: Rhythm; readonly rest: string }
  | { readonly ok: false; readonly message: string };

export const RHYTHM_EXAMPLES = [
  'weekday at 9:00',
  'monday and thursday at 8:30am',
  'day at 18:00',
  '2 hours',
  'month on the 1st at 9:00',
  'first monday at 9:00',
] as const;

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const DAY = '(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?s?';
const ORDINALS: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4 };
const ORDINAL = '(?:first|second|third|fourth|last)';
const CRON_QUOTED = /^cron\s+["“”'‘’`]([^"“”'‘’`]+)["“”'‘’`]\s*/i;
/** As many fields as there are; what begins otherwise is the tool's name. */
const CRON_BARE = /^cron\s+((?:[\d*][^\s=]*(?:\s+|$)){1,5})/i;
const DEFAULT_TIME: Time = { hour: 9, minute: 0 };
/** Quicker than this would be following, not reporting, and eats into the calls of everybody. */
const MIN_MINUTES = 15;

interface Time {
  readonly hour: number;
  readonly minute: number;
}

/** The days that a rhythm names, before its time of day is known. */
interface Days {
  /** Cron fields: day of month, month, day of week. */
  readonly fields: string;
  readonly words: string;
}

/**
 * Reads what stands after "every": `weekday at 9:00 list_warm_visitors …`. A rhythm by days without a time is due at
 * 09:00. What is not understood is answered with examples.
 */
export function readRhythm(text: string): RhythmReading {
  const given = text.trim().replace(/^every\s+/i, '');
  const cron = CRON_QUOTED.exec(given) ?? CRON_BARE.exec(given);
  if (cron !== null) return readCron(cron[1] ?? '', given.slice(cron[0].length));
  const interval = /^(?:(\d{1,4})\s+)?(minute|min|hour|hr|h)s?\b\s*/i.exec(given);
  if (interval !== null) {
    const count = Number(interval[1] ?? 1);
    return readInterval(count, /^m/i.test(interval[2] ?? ''), given.slice(interval[0].length));
  }
  return readDays(given);
}

function readCron(pattern: string, rest: string): RhythmReading {
  const fields = pattern.trim().split(/\s+/);
  if (fields.length !== 5) return refused('A cron pattern has five fields, such as "0 9 * * 1-5".');
  const [minute = ''] = fields;
  if (!/^\d{1,2}(,\d{1,2}){0,3}$|^\*\/(15|20|30)$/.test(minute)) {
    return refused('A schedule runs at most four times an hour: write minutes such as 0, 0,30 or */15.');
  }
  const cron = fields.join(' ');
  return { ok: true, rhythm: { cron, words: `on the pattern ${cron}` }, rest };
}

function readInterval(count: number, isMinutes: boolean, rest: string): RhythmReading {
  if (isMinutes && count === 60) return readInterval(1, false, rest);
  const most = isMinutes ? 60 : 24;
  if (count < 1 || most % count !== 0 || (isMinutes && count < MIN_MINUTES)) {
    return refused(
      isMinutes
        ? 'Every 15, 20 or 30 minutes is possible, and every 1, 2, 3, 4, 6, 8, 12 or 24 hours.'
        : 'Every 1, 2, 3, 4, 6, 8, 12 or 24 hours is possible: those are the steps that a day divides into.',
    );
  }
  if (isMinutes) return accepted(`*/${count} * * * *`, `every ${count} minutes`, rest);
  if (count === 24) return accepted('0 0 * * *', 'every day at 00:00', rest);
  return accepted(
    count === 1 ? '0 * * * *' : `0 */${count} * * *`,
    count === 1 ? 'every hour' : `every ${count} hours`,
    rest,
  );
}

function readDays(given: string): RhythmReading {
  const found = daysIn(given);
  if (found === undefined) {
    if (/^(month\s+on\s+(the\s+)?)?(29|30|31)(st|th)?\b/i.test(given)) {
      return refused(
        'Not every month has that day: write a day up to the 28th, or “every last day of the month”.',
      );
    }
    return refused(
      `I don’t understand when. For example: ${RHYTHM_EXAMPLES.map((entry) => `every ${entry}`).join('; ')}.`,
    );
  }
  const { days, rest } = found;
  const atTime =
    /^(?:at\s+)(\S+(?:\s+[ap]\.?m\b\.?)?)\s*/i.exec(rest) ??
    /^(\d{1,2}(?::\d{2})?\s*(?:[ap]m)?)(?=\s|$)\s*/i.exec(rest);
  const time = atTime === null ? DEFAULT_TIME : readTime(atTime[1] ?? '');
  if (time === undefined) return refused(`“${atTime?.[1]}” is no time of day: write 9:00, 17:30 or 5:30pm.`);
  const words = `every ${days.words} at ${twoDigits(time.hour)}:${twoDigits(time.minute)}`;
  return accepted(`${time.minute} ${time.hour} ${days.fields}`, words, rest.slice(atTime?.[0].length ?? 0));
}

function daysIn(given: string): { days: Days; rest: string } | undefined {
  const matchers: readonly (readonly [RegExp, (match: RegExpExecArray) => Days | undefined])[] = [
    [/^(?:week|work|business\s+)days?\b/i, () => ({ fields: '* * 1-5', words: 'weekday' })],
    [/^weekends?\b/i, () => ({ fields: '* * 0,6', words: 'Saturday and Sunday' })],
    [new RegExp(`^(${ORDINAL})\\s+(${DAY})(?:\\s+of\\s+(?:the|each|every)\\s+month)?\\b`, 'i'), ordinalDay],
    [/^(?:month\s+on\s+(?:the\s+)?)?(last|first)\s+day(?:\s+of\s+(?:the|each|every)\s+month)?\b/i, monthEnd],
    [/^(?:month\s+on\s+(?:the\s+)?)(\d{1,2})(?:st|nd|rd|th)?\b/i, (match) => dayOfMonth(Number(match[1]))],
    [
      /^(\d{1,2})(?:st|nd|rd|th)(?:\s+of\s+(?:the|each|every)\s+month)?\b/i,
      (match) => dayOfMonth(Number(match[1])),
    ],
    [/^first\s+of\s+(?:the|each|every)\s+month\b|^month\b(?!\s+on\b)/i, () => dayOfMonth(1)],
    [/^days?\b/i, () => ({ fields: '* * *', words: 'day' })],
    [
      new RegExp(
        `^(?:week\\s+on\\s+)?(${DAY}(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+|\\s*&\\s*)${DAY})*)\\b`,
        'i',
      ),
      namedDays,
    ],
    [/^week\b/i, () => ({ fields: '* * 1', words: 'Monday' })],
  ];
  for (const [pattern, read] of matchers) {
    const match = pattern.exec(given);
    const days = match === null ? undefined : read(match);
    if (match !== null && days !== undefined) return { days, rest: given.slice(match[0].length).trimStart() };
  }
  return undefined;
}

function namedDays(match: RegExpExecArray): Days | undefined {
  const inWords = new Intl.ListFormat('en');
  const numbers = (match[1] ?? '').match(new RegExp(DAY, 'gi'))?.map(dayNumber) ?? [];
  if (numbers.length === 0 || numbers.includes(-1)) return undefined;
  // Monday first, as people list a week.
  const sorted = [...new Set(numbers)].sort((left, right) => ((left + 6) % 7) - ((right + 6) % 7));
  return { fields: `* * ${sorted.join(',')}`, words: inWords.format(sorted.map(dayName)) };
}

function ordinalDay(match: RegExpExecArray): Days | undefined {
  const ordinal = (match[1] ?? '').toLowerCase();
  const day = dayNumber(match[2] ?? '');
  if (day === -1) return undefined;
  const place = ordinal === 'last' ? 'L' : String(ORDINALS[ordinal]);
  return { fields: `* * ${day}#${place}`, words: `${ordinal} ${dayName(day)} of the month` };
}

function monthEnd(match: RegExpExecArray): Days {
  return (match[1] ?? '').toLowerCase() === 'last'
    ? { fields: 'L * *', words: 'last day of the month' }
    : (dayOfMonth(1) ?? { fields: '1 * *', words: 'month on the 1st' });
}

/** Days that not every month has would be passed over in silence. */
function dayOfMonth(day: number): Days | undefined {
  if (day < 1 || day > 28) return undefined;
  return { fields: `${day} * *`, words: `month on the ${day}${ordinalEnding(day)}` };
}

function readTime(text: string): Time | undefined {
  const named = /^(noon|midnight)$/i.exec(text)?.[1]?.toLowerCase();
  if (named !== undefined) return { hour: named === 'noon' ? 12 : 0, minute: 0 };
  const match = /^(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?m\.?)?$/i.exec(text);
  if (match === null) return undefined;
  const half = match[3]?.toLowerCase();
  const written = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (half !== undefined && (written < 1 || written > 12)) return undefined;
  const hour = half === undefined ? written : (written % 12) + (half === 'p' ? 12 : 0);
  return hour > 23 || minute > 59 ? undefined : { hour, minute };
}

function accepted(cron: string, words: string, rest: string): RhythmReading {
  return { ok: true, rhythm: { cron, words }, rest };
}

function refused(message: string): RhythmReading {
  return { ok: false, message };
}

function dayNumber(text: string): number {
  const start = text.slice(0, 3).toLowerCase();
  return DAYS.findIndex((day) => day.startsWith(start));
}

function dayName(day: number): string {
  const name = DAYS[day] ?? '';
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function ordinalEnding(day: number): string {
  if (day > 10 && day < 14) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
