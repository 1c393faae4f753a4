import { type Rule, string } from './rule.ts';

/** Strings of a form: addresses, dates, times, numbers. */

export function pattern(expression: RegExp, says: string, message: string): Rule {
  return string({}, { says, message, isValid: (value) => expression.test(value) });
}

/** An absolute address for a link: http(s) or mailto. */
export function url(maxChars: number): Rule {
  return address(maxChars, /^(https?:\/\/[^\s/]|mailto:[^\s])/i, 'an http, https or mailto address');
}

/** An absolute address of something to load. */
export function webUrl(maxChars: number): Rule {
  return address(maxChars, /^https?:\/\/[^\s/]/i, 'an http or https address');
}

export function httpsUrl(maxChars: number): Rule {
  return address(maxChars, /^https:\/\/[^\s/]/i, 'an https address');
}

function address(maxChars: number, expression: RegExp, says: string): Rule {
  const isValid = (value: string) => expression.test(value);
  return string({ minChars: 1, maxChars }, { says, message: 'must be a valid URL', isValid });
}

export const dateRule: Rule = string(
  {},
  {
    says: 'a day of the calendar as YYYY-MM-DD',
    message: 'must be a date in the format YYYY-MM-DD',
    isValid: isDay,
  },
);

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const instant = new Date(`${value}T00:00:00Z`);
  // A day that a month does not have moves into the next one.
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value);
}

export const timeRule: Rule = pattern(
  /^([01]\d|2[0-3]):[0-5]\d$/,
  'a time as HH:mm, 00:00 to 23:59',
  'must be a time in the format HH:mm',
);

export const timeZoneRule: Rule = string(
  { minChars: 1 },
  { says: 'an IANA time zone', message: 'must be a valid IANA time zone', isValid: isTimeZone },
);

function isTimeZone(value: string): boolean {
  // `Intl` also takes offsets such as +02:00, which name no zone.
  if (!/^[A-Za-z]/.test(value)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const decimalRule: Rule = pattern(
  /^-?\d+(\.\d+)?$/,
  'a decimal number as a string',
  'must be a number given as a string',
);
