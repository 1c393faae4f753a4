import fc from 'fast-check';
import type { JsonObject } from '../../../src/forms/json-value.ts';
import type { Draw } from './draw.ts';

/** What kind of values an instance is made of. */
export interface InstanceStyle {
  /**
   * Also values that no person types into an input: empty and very long text, blanks at the ends, seconds and far
   * years, a choice chosen twice. Otherwise only what can be typed and comes out exactly so.
   */
  readonly wild: boolean;
}

export interface ScalarMaking {
  readonly draw: Draw;
  readonly style: InstanceStyle;
  readonly texts: PatternTexts;
}

/** A scalar of one JSON type that satisfies the keywords of its schema, as far as they are known here. */
export function scalarOf(type: string, schema: JsonObject, making: ScalarMaking): unknown {
  const { draw } = making;
  switch (type) {
    case 'string':
      return textOf(schema, making);
    case 'integer':
      return numberOf(schema, draw, true);
    case 'number':
      return numberOf(schema, draw, draw.chance(0.4));
    case 'boolean':
      return draw.chance(0.5);
    default:
      return null;
  }
}

function numberOf(schema: JsonObject, draw: Draw, isWhole: boolean): number {
  const step = typeof schema.multipleOf === 'number' ? schema.multipleOf : isWhole ? 1 : 0.25;
  const above = typeof schema.exclusiveMinimum === 'number' ? schema.exclusiveMinimum + step : undefined;
  const below = typeof schema.exclusiveMaximum === 'number' ? schema.exclusiveMaximum - step : undefined;
  const least = largest(schema.minimum, above);
  const most = smallest(schema.maximum, below);
  const from = least ?? (most === undefined ? -20 : most - 40);
  const to = Math.max(from, Math.min(most ?? from + 100, from + 10_000));
  const first = Math.ceil(from / step);
  const last = Math.max(first, Math.floor(to / step));
  const value = draw.whole(first, last) * step;
  return Number(value.toFixed(6));
}

function largest(...bounds: readonly unknown[]): number | undefined {
  const numbers = bounds.filter((bound) => typeof bound === 'number');
  return numbers.length === 0 ? undefined : Math.max(...numbers);
}

function smallest(...bounds: readonly unknown[]): number | undefined {
  const numbers = bounds.filter((bound) => typeof bound === 'number');
  return numbers.length === 0 ? undefined : Math.min(...numbers);
}

const PLAIN = [
  'Ada',
  'two words',
  'Grüße 👋',
  'a,b;c',
  'x=1',
  '12',
  'true',
  "it's",
  'tab\tinside',
  'https://a.b/c?d=1',
];
const WILD = [
  '',
  ' ',
  ' edges ',
  'null',
  '[x',
  '{"a":1}',
  'line\nbreak',
  'cr\r\nlf',
  '\u0001',
  '<@U1> & co',
  '*',
];

function textOf(schema: JsonObject, { draw, style, texts }: ScalarMaking): string {
  if (typeof schema.format === 'string') {
    const formatted = formattedText(schema.format, draw, style);
    if (formatted !== undefined) return formatted;
  }
  if (typeof schema.pattern === 'string') return matchingText(schema.pattern, schema, draw, texts);
  if (schema.contentEncoding === 'base64') return Buffer.from(draw.pick(PLAIN)).toString('base64');
  if (style.wild && draw.chance(0.02)) return 'long text '.repeat(400).trim();
  const text = draw.pick(style.wild && draw.chance(0.3) ? WILD : PLAIN);
  const least = typeof schema.minLength === 'number' ? schema.minLength : 0;
  const most = typeof schema.maxLength === 'number' ? schema.maxLength : Number.POSITIVE_INFINITY;
  const padded = Array.from(text.padEnd(least, 'abc'));
  return padded.length <= most ? padded.join('') : padded.slice(0, most).join('').trim().padEnd(least, 'z');
}

function formattedText(format: string, draw: Draw, style: InstanceStyle): string | undefined {
  const two = (most: number, least = 0) => String(draw.whole(least, most)).padStart(2, '0');
  const year = style.wild && draw.chance(0.2) ? draw.pick(['0999', '1969', '2999']) : `20${two(59, 10)}`;
  const date = `${year}-${two(12, 1)}-${two(28, 1)}`;
  const seconds = style.wild ? `${two(59)}${draw.pick(['', '.5', '.123456'])}` : '00';
  const zone = style.wild ? draw.pick(['Z', '+05:30', '-08:00']) : 'Z';
  switch (format) {
    case 'date':
      return date;
    case 'date-time':
      return `${date}T${two(23)}:${two(59)}:${seconds}${zone}`;
    case 'time':
      return `${two(23)}:${two(59)}:${seconds}${zone}`;
    case 'email':
      return draw.pick(['ada@example.com', 'me+you@sub.example.org']);
    case 'uri':
    case 'url':
      return draw.pick(['https://example.com', 'https://a.example/path?q=1#x']);
    case 'uuid':
      return `0191d3c0-0000-7000-8000-0000000000${two(99)}`;
    case 'hostname':
      return draw.pick(['example.com', 'a.b.example']);
    case 'ipv4':
      return `10.0.${draw.whole(0, 255)}.1`;
    case 'ipv6':
      return draw.pick(['::1', '2001:db8::7']);
    case 'regex':
      return draw.pick(['^a+$', '[x-z]']);
    case 'duration':
      return 'P1DT2H';
    case 'data-url':
      return 'data:text/plain;base64,QWRh';
    case 'json-pointer':
      return '/a/b';
    default:
      return undefined;
  }
}

function matchingText(pattern: string, schema: JsonObject, draw: Draw, texts: PatternTexts): string {
  const least = typeof schema.minLength === 'number' ? schema.minLength : 0;
  const most = typeof schema.maxLength === 'number' ? schema.maxLength : Number.POSITIVE_INFINITY;
  const fitting = texts(lengthened(pattern, least, most)).filter(
    (text) => text.trim() === text && text.length >= least && text.length <= most,
  );
  return fitting.length === 0 ? '' : draw.pick(fitting);
}

/** `^[a-f]+$` of 24 characters is more than luck finds. */
function lengthened(pattern: string, least: number, most: number): string {
  const repeated = /^(\^\[(?:[^\]\\]|\\.)+\])[+*]\$$/.exec(pattern)?.[1];
  return repeated === undefined || least < 2
    ? pattern
    : `${repeated}{${least},${Math.min(most, least + 20)}}$`;
}

/** A few texts that match a pattern; none where it is beyond fast-check. */
export type PatternTexts = (pattern: string) => readonly string[];

/** Texts by pattern are dear to make: each pattern's are made once. */
export function createPatternTexts(): PatternTexts {
  const known = new Map<string, readonly string[]>();
  return (pattern) => {
    const texts = known.get(pattern) ?? textsMatching(pattern);
    known.set(pattern, texts);
    return texts;
  };
}

function textsMatching(pattern: string): readonly string[] {
  try {
    return fc.sample(fc.stringMatching(new RegExp(pattern, 'u')), { numRuns: 12, seed: 7 });
  } catch {
    return [];
  }
}
