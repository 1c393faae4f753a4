import { choicesOfField } from './choice-options.ts';
import { indexOfValue } from './choices.ts';
import { listed } from './field-facts.ts';
import { dayText, instantText, isCalendarDate, isRfc3339, wallClockSeconds } from './instant.ts';
import { sameJson } from './json-value.ts';
import { valueText } from './labels.ts';
import type { Leaf } from './leaf.ts';
import { nearestNames } from './nearest-names.ts';
import type { ArgumentValue } from './parse-arguments.ts';
import { fitText } from './text-fit.ts';
import { parseJson, parseMixed, parseNumber, type TextReading } from './typed-text.ts';

/** What words like `today` are measured by. */
export interface ArgumentClock {
  readonly nowMs: number;
  /** IANA name; UTC without one. */
  readonly timeZone?: string;
}

/** Types the values of one key by its field. An empty unquoted value is no value. */
export function argumentValue(
  field: Leaf,
  values: readonly ArgumentValue[],
  clock: ArgumentClock | undefined,
): TextReading {
  const given = values.filter((value) => value.quoted || value.text !== '');
  const [first] = given;
  if (first === undefined) return { ok: true, value: undefined };
  const single = given.length === 1 && !first.quoted;
  if (single && field.nullable && first.text === 'null') return { ok: true, value: null };
  const { kind } = field;
  if (kind.type === 'lines' || kind.type === 'choices') return listValue(field, given);
  if (given.length > 1) {
    if (kind.type === 'json') return repeatedJson(given, kind.acceptsText);
    return failure(`Was given ${given.length} times, but takes one value.`);
  }
  switch (kind.type) {
    case 'text':
    case 'date-text':
    case 'time':
    case 'file':
      return { ok: true, value: first.text };
    case 'number':
      return parseNumber(first.text, kind.integer);
    case 'boolean':
      return booleanValue(first.text);
    case 'choice':
      return choiceValue(field, first.text);
    case 'date':
      return dateValue(first.text, clock);
    case 'date-time':
      return instantValue(first.text, clock);
    case 'json':
      if (first.quoted && kind.acceptsText) return { ok: true, value: first.text };
      return parseJson(first.text, kind.acceptsText, kind.objectOnly === true);
    case 'mixed':
      if (first.quoted && kind.types.includes('string')) return { ok: true, value: first.text };
      return parseMixed(first.text, kind.types);
    case 'constant':
      return constantValue(kind.value, first);
  }
}

function failure(message: string): TextReading {
  return { ok: false, message };
}

function booleanValue(text: string): TextReading {
  const word = text.toLowerCase();
  if (['yes', 'true', 'y', 'on', '1'].includes(word)) return { ok: true, value: true };
  if (['no', 'false', 'n', 'off', '0'].includes(word)) return { ok: true, value: false };
  return failure(`“${fitText(text, 40)}” is neither yes nor no.`);
}

function constantValue(value: unknown, given: ArgumentValue): TextReading {
  const reading = given.quoted ? undefined : parseJson(given.text, true, false);
  const matches = given.text === value || (reading?.ok === true && sameJson(reading.value, value));
  return matches ? { ok: true, value } : failure(`Can only be ${fitText(valueText(value), 60)}.`);
}

/** By value, then by label; as it stands, then in whatever case. */
function choiceValue(field: Leaf, text: string): TextReading {
  const choices = choicesOfField(field);
  const names = [
    ...choices.map(({ value }) => ({
      name: typeof value === 'string' ? value : JSON.stringify(value),
      value,
    })),
    ...choices.map(({ label, value }) => ({ name: label, value })),
  ];
  const found =
    names.find(({ name }) => name === text) ??
    names.find(({ name }) => name.toLowerCase() === text.trim().toLowerCase());
  if (found !== undefined) return { ok: true, value: found.value };
  const known = [...new Set(names.slice(0, choices.length).map(({ name }) => name))];
  const nearest = nearestNames(text, known);
  const advice =
    nearest.length > 0 ? `Did you mean ${nearest.join(' or ')}?` : `Choose one of: ${listed(known)}.`;
  return failure(`“${fitText(text, 60)}” is not one of the choices. ${advice}`);
}

function listValue(field: Leaf, values: readonly ArgumentValue[]): TextReading {
  const { kind } = field;
  const entries: unknown[] = [];
  for (const value of values) {
    const whole = value.quoted ? undefined : jsonList(value.text);
    if (whole !== undefined) {
      entries.push(...whole);
      continue;
    }
    for (const part of value.parts) {
      const reading = entryValue(field, part);
      if (!reading.ok) return reading;
      entries.push(reading.value);
    }
  }
  if (kind.type === 'choices') {
    const wrong = entries.find((entry) => indexOfValue(kind.choices, entry) < 0);
    if (wrong !== undefined) return choiceValue(field, JSON.stringify(wrong));
  }
  return { ok: true, value: entries };
}

function entryValue(field: Leaf, text: string): TextReading {
  if (field.kind.type === 'choices') return choiceValue(field, text);
  if (field.kind.type !== 'lines' || field.kind.items === 'string') return { ok: true, value: text };
  return parseNumber(text, field.kind.items === 'integer');
}

function jsonList(text: string): readonly unknown[] | undefined {
  if (!text.startsWith('[')) return undefined;
  const reading = parseJson(text, false, false);
  return reading.ok && Array.isArray(reading.value) ? reading.value : undefined;
}

function repeatedJson(values: readonly ArgumentValue[], acceptsText: boolean): TextReading {
  const entries: unknown[] = [];
  for (const value of values) {
    const reading = parseJson(value.text, acceptsText, false);
    if (!reading.ok) return reading;
    entries.push(reading.value);
  }
  return { ok: true, value: entries };
}

const DAY_WORDS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };
const DAY_SECONDS = 86_400;

function dayOffset(text: string): number | undefined {
  const word = text.toLowerCase();
  if (Object.hasOwn(DAY_WORDS, word)) return DAY_WORDS[word];
  const match = /^today([+-]\d{1,4})d?$/.exec(word);
  return match === null ? undefined : Number(match[1]);
}

function namedDay(text: string, clock: ArgumentClock | undefined): string | undefined {
  const offset = dayOffset(text);
  if (offset === undefined || clock === undefined) return undefined;
  const today = dayText(Math.floor(clock.nowMs / 1000), clock.timeZone);
  return dayText(Date.parse(`${today}T12:00:00Z`) / 1000 + offset * DAY_SECONDS);
}

function dateValue(text: string, clock: ArgumentClock | undefined): TextReading {
  const day = namedDay(text, clock) ?? text;
  if (isCalendarDate(day)) return { ok: true, value: day };
  return failure(`“${fitText(text, 40)}” is not a date. Write one like 2026-01-31, or today.`);
}

function instantValue(text: string, clock: ArgumentClock | undefined): TextReading {
  if (isRfc3339(text)) return { ok: true, value: text };
  if (clock !== undefined && text.toLowerCase() === 'now') {
    return { ok: true, value: instantText(Math.floor(clock.nowMs / 1000), clock.timeZone) };
  }
  const match = /^(\S+?)(?:[T ](\d\d:\d\d)(?::(\d\d))?)?$/.exec(text);
  const day = match?.[1] === undefined ? undefined : (namedDay(match[1], clock) ?? match[1]);
  const time = `${match?.[2] ?? '00:00'}:${match?.[3] ?? '00'}`;
  const seconds = wallClockSeconds(`${day ?? ''}T${time}`, clock?.timeZone);
  if (day !== undefined && isCalendarDate(day) && Number.isFinite(seconds)) {
    return { ok: true, value: instantText(seconds, clock?.timeZone) };
  }
  return failure(`“${fitText(text, 40)}” is not a date and time. Write one like 2026-01-31T14:30, or now.`);
}
