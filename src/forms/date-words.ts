import type { JsonObject } from './json-value.ts';
import { nameWords } from './labels.ts';

/** What a picker beside a text writes into it: a day, an instant, or a local time without a zone. */
export type PickedText = 'date' | 'date-time' | 'wall-clock';

const DATE_NAME_WORDS: ReadonlySet<string> = new Set(
  (
    'date dates datetime day since until before after start end starts ends from to at time timestamp deadline due ' +
    'updated modified published created finished expires expiry birthday birthdate'
  ).split(' '),
);
/** Longer descriptions speak of more than the value's form. */
const MAX_DESCRIPTION_CHARS = 300;
const WRITTEN_DAY = /\bYYYY-MM-DD\b(?![T ]HH)/i;
const WRITTEN_INSTANT = /\bYYYY-MM-DD[T ]HH:MM(?::SS)?(?:\.\w+)?(Z|[+±-])?/i;
const STANDARD = /\b(?:ISO(?:[- ]?8601)?|RFC[- ]?3339)\b/;

/** Whether a string is a day or an instant by its description only, such as "Start date (YYYY-MM-DD)". */
export function dateInWords(schema: JsonObject, name: string): PickedText | undefined {
  const { description, format, pattern } = schema;
  if (format !== undefined || typeof description !== 'string' || description.length > MAX_DESCRIPTION_CHARS) {
    return undefined;
  }
  const words = nameWords(name);
  if (!words.some((word) => DATE_NAME_WORDS.has(word))) return undefined;
  if (WRITTEN_DAY.test(description)) return 'date';
  const written = WRITTEN_INSTANT.exec(description);
  if (written !== null) return written[1] === undefined ? 'wall-clock' : 'date-time';
  if (typeof pattern === 'string' || !STANDARD.test(description) || /\bdurations?\b/i.test(description)) {
    return undefined;
  }
  if (/\d{4}-\d\d-\d\dT\d\d|\btime|timestamp/i.test(`${description} ${words.join(' ')}`)) return 'date-time';
  return /\b(?:dates?|day)\b/i.test(`${description} ${words.join(' ')}`) ? 'date' : 'date-time';
}
