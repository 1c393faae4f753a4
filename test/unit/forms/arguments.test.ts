import { describe, expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { formatArguments } from '../../../src/forms/format-arguments.ts';
import { parseArguments } from '../../../src/forms/parse-arguments.ts';
import { readArguments } from '../../../src/forms/read-arguments.ts';

const form = compileForm({
  type: 'object',
  properties: {
    timeWindow: { type: 'string', enum: ['past_day', 'past_week'] },
    take: { type: 'integer', minimum: 1, maximum: 500 },
    score: { type: 'number' },
    search: { type: 'string' },
    flag: { type: 'boolean' },
    countries: { type: 'array', items: { type: 'string' } },
    sizes: { type: 'array', items: { type: 'integer' } },
    kinds: { type: 'array', items: { enum: ['Small', 'Big, fat', 3] } },
    day: { type: 'string', format: 'date' },
    at: { type: 'string', format: 'date-time' },
    filter: { type: 'object' },
    note: { type: ['string', 'null'] },
    'odd key=': { type: 'string' },
    any: {},
  },
});

const clock = { nowMs: Date.UTC(2026, 0, 31, 23, 30), timeZone: 'Europe/Berlin' };

function read(text: string) {
  const { pairs, leftovers } = parseArguments(text);
  return readArguments(form, pairs, { clock, words: leftovers });
}

describe('parsing', () => {
  const values = (text: string) =>
    parseArguments(text).pairs.map(({ key, values: given }) => [key, ...given.map((value) => value.text)]);

  test('words, pairs, leftovers', () => {
    expect(parseArguments(' list_warm_visitors take=25  now please=yes')).toMatchObject({
      words: ['list_warm_visitors'],
      leftovers: ['now'],
    });
    expect(parseArguments('')).toEqual({ words: [], pairs: [], leftovers: [] });
    expect(parseArguments('why is https://a.co/?x=1 down').words).toEqual([
      'why',
      'is',
      'https://a.co/?x=1',
      'down',
    ]);
  });

  test.each<[string, string[][]]>([
    [
      'a="two words" b=\'it is\' c=don’t',
      [
        ['a', 'two words'],
        ['b', 'it is'],
        ['c', 'don’t'],
      ],
    ],
    [
      'a=“two words” b=‘x y’',
      [
        ['a', 'two words'],
        ['b', 'x y'],
      ],
    ],
    [
      'a="say \\"hi\\" \\\\ line\\n" b=x\\ y c=C:\\temp',
      [
        ['a', 'say "hi" \\ line\n'],
        ['b', 'x y'],
        ['c', 'C:\\temp'],
      ],
    ],
    ['a="he said “hi”"', [['a', 'he said “hi”']]],
    [
      'a={"b": [1, "}"]} c=[1, 2]',
      [
        ['a', '{"b": [1, "}"]}'],
        ['c', '[1, 2]'],
      ],
    ],
    ['a={“b c”: 1}', [['a', '{“b c”: 1}']]],
    [
      'a=1 a=2 b=3',
      [
        ['a', '1', '2'],
        ['b', '3'],
      ],
    ],
    [
      'a= b=',
      [
        ['a', ''],
        ['b', ''],
      ],
    ],
    [
      'a="unclosed b=1',
      [
        ['a', '"unclosed'],
        ['b', '1'],
      ],
    ],
    ['a={unclosed', [['a', '{unclosed']]],
    ['"odd key="=1', [['odd key=', '1']]],
    [
      'a=x &amp; b=&lt;y&gt;',
      [
        ['a', 'x'],
        ['b', '<y>'],
      ],
    ],
    [
      'a=<https://a.co/?x=1&amp;y=2|a.co> b=<mailto:me@a.co|me@a.co> c=<http://a.co|a.co>',
      [
        ['a', 'https://a.co/?x=1&y=2'],
        ['b', 'me@a.co'],
        ['c', 'a.co'],
      ],
    ],
    [
      'a=<@U123|jo> b=<https://a.co>',
      [
        ['a', '<@U123|jo>'],
        ['b', 'https://a.co'],
      ],
    ],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });
});

describe('reading by the schema', () => {
  test.each<[string, Record<string, unknown>]>([
    ['timeWindow=past_day take=25', { timeWindow: 'past_day', take: 25 }],
    ['time_window=PAST_WEEK TAKE=1', { timeWindow: 'past_week', take: 1 }],
    ['score=-1.5 search=12 flag=yes', { score: -1.5, search: '12', flag: true }],
    ['flag=False', { flag: false }],
    ['countries=US,"Korea, South" countries=DE', { countries: ['US', 'Korea, South', 'DE'] }],
    ['countries=["a b", "c"]', { countries: ['a b', 'c'] }],
    ['countries=“two words”', { countries: ['two words'] }],
    ['countries="a,b"', { countries: ['a,b'] }],
    ['sizes=1,2', { sizes: [1, 2] }],
    ['kinds=small,3', { kinds: ['Small', 3] }],
    ['day=2026-02-28', { day: '2026-02-28' }],
    ['day=today', { day: '2026-02-01' }],
    ['day=yesterday', { day: '2026-01-31' }],
    ['day=today-7', { day: '2026-01-25' }],
    ['at=2026-01-31T14:30', { at: '2026-01-31T14:30:00+01:00' }],
    ['at="2026-07-31 14:30"', { at: '2026-07-31T14:30:00+02:00' }],
    ['at=2026-01-31T14:30:00Z', { at: '2026-01-31T14:30:00Z' }],
    ['at=now', { at: '2026-02-01T00:30:00+01:00' }],
    ['filter={"a": [1, null]}', { filter: { a: [1, null] } }],
    ['note=null', { note: null }],
    ['note="null"', { note: 'null' }],
    ['search= take=5', { take: 5 }],
    ['search=""', { search: '' }],
    ['any=12', { any: 12 }],
    ['any="12"', { any: '12' }],
    ['input={"take": 1, "search": "x"} take=2', { take: 2, search: 'x' }],
  ])('%s', (text, input) => {
    expect(read(text)).toEqual({ input, errors: [], unknownKeys: [], strayWords: [] });
  });

  test.each<[string, string, RegExp]>([
    ['take=lots', 'take', /“lots” is not a whole number/],
    ['take=2.5', 'take', /whole number/],
    ['take=1 take=2', 'take', /given 2 times/],
    ['timeWindow=past_dya', 'timeWindow', /Did you mean past_day/],
    ['flag=maybe', 'flag', /neither yes nor no/],
    ['sizes=1,x', 'sizes', /“x” is not a whole number/],
    ['kinds=huge', 'kinds', /not one of the choices/],
    ['day=2026-02-30', 'day', /not a date/],
    ['at=soon', 'at', /not a date and time/],
    ['filter={"a": }', 'filter', /not valid JSON/],
  ])('%s', (text, key, message) => {
    const { errors, input } = read(text);
    expect(errors).toEqual([{ pointer: `/${key}`, key, message: expect.stringMatching(message) }]);
    expect(input).toEqual({});
  });

  test('unknown keys come with the nearest ones', () => {
    expect(read('tiemWindow=past_day tke=3 zzz=1').unknownKeys).toEqual([
      { key: 'tiemWindow', nearest: ['timeWindow'] },
      { key: 'tke', nearest: ['take'] },
      { key: 'zzz', nearest: [] },
    ]);
  });
});

test('a map takes any key, and types its value', () => {
  const map = compileForm({ type: 'object', additionalProperties: { type: 'integer' } });
  const { pairs } = parseArguments('a=1 b="2" c=x');
  expect(readArguments(map, pairs)).toEqual({
    input: { a: 1, b: 2 },
    errors: [{ pointer: '/c', key: 'c', message: '“x” is not a whole number.' }],
    unknownKeys: [],
    strayWords: [],
  });
});

test('without a usable schema any key is taken', () => {
  const raw = compileForm({ $ref: 'https://example.com/schema.json' });
  const { pairs } = parseArguments('a=1 b="2" c.d=x');
  expect(readArguments(raw, pairs)).toMatchObject({ input: { a: 1, b: '2', c: { d: 'x' } }, errors: [] });
});

test.each<[Record<string, unknown>, string]>([
  [{}, ''],
  [{ take: 25, timeWindow: 'past_day' }, 'timeWindow=past_day take=25'],
  [{ search: 'two "words"', flag: false }, 'search="two \\"words\\"" flag=no'],
  [{ countries: ['US', 'Korea, South'] }, 'countries=US,"Korea, South"'],
  [{ countries: [] }, 'countries=[]'],
  [{ kinds: ['Big, fat', 3] }, 'kinds=["Big, fat",3]'],
  [{ 'odd key=': 'x' }, '"odd key="=x'],
  [{ note: null, any: '12' }, 'note=null any="12"'],
  [{ filter: { a: '<b> & c' } }, 'filter.a="<b> & c"'],
  [{ take: 'not a number' }, 'input={"take":"not a number"}'],
])('%j is written as a command', (input, text) => {
  expect(formatArguments(form, input)).toBe(text);
});
