import type { JsonObject } from './json-value.ts';
import { numberOf } from './schema-numbers.ts';

/** `Must be between 1 and 500.` from a schema's bounds; undefined without any. */
export function boundWords(schema: JsonObject): string | undefined {
  const least = numberOf(schema.minimum);
  const most = numberOf(schema.maximum);
  const above = numberOf(schema.exclusiveMinimum);
  const below = numberOf(schema.exclusiveMaximum);
  if (least !== undefined && most !== undefined && above === undefined && below === undefined) {
    return least === most ? `Must be ${least}.` : `Must be between ${least} and ${most}.`;
  }
  // Of two lower bounds the stricter one counts.
  const excludes = above !== undefined && (least === undefined || above >= least);
  const excludesAbove = below !== undefined && (most === undefined || below <= most);
  const low = excludes ? `more than ${above}` : least === undefined ? undefined : `at least ${least}`;
  const high = excludesAbove ? `less than ${below}` : most === undefined ? undefined : `at most ${most}`;
  const words = [low, high].filter((part) => part !== undefined);
  return words.length === 0 ? undefined : `Must be ${words.join(' and ')}.`;
}

/** `Must have at most 80 characters.` */
export function textLengthWords({ minLength, maxLength }: JsonObject): string {
  if (minLength === 1 && maxLength === undefined) return 'Must not be empty.';
  return countWords(minLength, maxLength, 'character');
}

/** `Must have between 2 and 5 entries.`, `Choose at least 2.` */
export function countWords(
  least: unknown,
  most: unknown,
  noun: 'character' | 'entry' | 'value' | 'choice',
): string {
  const low = numberOf(least) ?? 0;
  const high = numberOf(most);
  const [verb, what] = noun === 'choice' ? ['Choose', ''] : ['Must have', noun];
  if (high === undefined) return `${verb} at least ${counted(low, what)}.`;
  if (low === high) return `${verb} exactly ${counted(low, what)}.`;
  return low > 0
    ? `${verb} between ${low} and ${counted(high, what)}.`
    : `${verb} at most ${counted(high, what)}.`;
}

function counted(count: number, noun: string): string {
  if (noun === '') return String(count);
  if (count === 1) return `1 ${noun}`;
  return `${count} ${noun === 'entry' ? 'entries' : `${noun}s`}`;
}
