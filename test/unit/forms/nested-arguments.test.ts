import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { formatArguments } from '../../../src/forms/format-arguments.ts';
import { sameJson } from '../../../src/forms/json-value.ts';
import { parseArguments } from '../../../src/forms/parse-arguments.ts';
import { readArguments } from '../../../src/forms/read-arguments.ts';

const form = compileForm({
  type: 'object',
  properties: {
    filter: {
      type: 'object',
      properties: {
        from: { type: 'string', format: 'date' },
        score: { type: 'object', properties: { min: { type: 'integer' }, 'a.b': { type: 'string' } } },
        tags: { type: 'array', items: { type: 'string' } },
      },
      additionalProperties: false,
    },
    items: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          active: { type: 'boolean' },
          size: { type: ['integer', 'null'] },
        },
        required: ['name'],
      },
    },
    labels: { type: 'object', additionalProperties: { type: 'integer' } },
    pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: false },
    target: {
      oneOf: [
        {
          type: 'object',
          properties: { kind: { const: 'email' }, address: { type: 'string' } },
          required: ['kind', 'address'],
        },
        {
          type: 'object',
          properties: { kind: { const: 'phone' }, number: { type: 'integer' } },
          required: ['kind', 'number'],
        },
      ],
    },
    when: { anyOf: [{ type: 'string' }, { type: 'object', properties: { days: { type: 'integer' } } }] },
    dry_run: { type: 'boolean' },
    verbose: { type: 'boolean' },
    mode: { enum: ['fast', 'slow'] },
  },
  if: { not: { properties: { mode: { const: 'slow' } }, required: ['mode'] } },
  else: { properties: { patience: { type: 'integer' } } },
  unevaluatedProperties: false,
});

function read(text: string) {
  const { pairs, leftovers, words } = parseArguments(text);
  return readArguments(form, pairs, { words: [...words, ...leftovers] });
}

describe('keys lead into what they name', () => {
  test.each<[string, unknown]>([
    ['filter.from=2026-01-31 filter.score.min=5', { filter: { from: '2026-01-31', score: { min: 5 } } }],
    ['filter.tags=a,"b c"', { filter: { tags: ['a', 'b c'] } }],
    ['filter.tags[0]=a filter.tags[1]=b', { filter: { tags: ['a', 'b'] } }],
    ['Filter.From=2026-01-31', { filter: { from: '2026-01-31' } }],
    ['filter.score."a.b"=x', { filter: { score: { 'a.b': 'x' } } }],
    [
      'filter={"from":"2026-01-31"} filter.score.min=1',
      { filter: { from: '2026-01-31', score: { min: 1 } } },
    ],
    [
      'filter.score.min=1 filter={"from":"2026-01-31"}',
      { filter: { from: '2026-01-31', score: { min: 1 } } },
    ],
    [
      'items[0].name=x items[0].active=yes items[1].name=“y z”',
      { items: [{ name: 'x', active: true }, { name: 'y z' }] },
    ],
    ['items[1].name=y items[0].name=x', { items: [{ name: 'x' }, { name: 'y' }] }],
    ['items[].name=x items[].name=y', { items: [{ name: 'x' }, { name: 'y' }] }],
    ['items.0.name=x', { items: [{ name: 'x' }] }],
    ['items={"name":"x"} items={"name":"y"}', { items: [{ name: 'x' }, { name: 'y' }] }],
    ['items[0].name=x items[0].size=null', { items: [{ name: 'x', size: null }] }],
    ['labels.red=1 labels."two words"=2', { labels: { red: 1, 'two words': 2 } }],
    ['pair=a,2', { pair: ['a', 2] }],
    ['pair[0]=a pair[1]=2.5', { pair: ['a', 2.5] }],
    ['target.kind=phone target.number=5', { target: { kind: 'phone', number: 5 } }],
    ['target.number=5 target.kind=phone', { target: { kind: 'phone', number: 5 } }],
    ['target.address=12 target.kind=email', { target: { kind: 'email', address: '12' } }],
    ['when=soon', { when: 'soon' }],
    ['when={"days":3}', { when: { days: 3 } }],
    ['when.days=3', { when: { days: 3 } }],
    ['patience=3 mode=slow', { mode: 'slow', patience: 3 }],
    ['dry_run mode=fast', { dry_run: true, mode: 'fast' }],
    ['mode=fast --dry-run verbose', { mode: 'fast', dry_run: true, verbose: true }],
    ['input={"mode":"fast","items":[]} mode=slow', { mode: 'slow', items: [] }],
  ])('%s', (text, input) => {
    expect(read(text)).toEqual({ input, errors: [], unknownKeys: [], strayWords: [] });
  });

  test.each<[string, object]>([
    [
      'filter.score.min=x',
      {
        pointer: '/filter/score/min',
        key: 'filter.score.min',
        message: expect.stringMatching(/“x” is not a whole/),
      },
    ],
    ['items[0].active=perhaps', { pointer: '/items/0/active', key: 'items[0].active' }],
    ['labels."a b"=x', { pointer: '/labels/a b', key: 'labels."a b"' }],
    ['pair=a,b', { pointer: '/pair', message: '“b” is not a number.' }],
    ['filter=x', { pointer: '/filter', message: expect.stringMatching(/not valid JSON/) }],
  ])('%s', (text, error) => {
    expect(read(text).errors).toEqual([expect.objectContaining(error)]);
  });

  test('unknown keys come with the nearest ones of their level', () => {
    expect(
      read('filtr.from=2026-01-31 filter.form=x target.adress=y items[0].nmae=z patience=1 items[5].name=x')
        .unknownKeys,
    ).toEqual([
      { key: 'filtr.from', nearest: ['filter.from'] },
      { key: 'filter.form', nearest: ['filter.from'] },
      { key: 'target.adress', nearest: ['target.address'] },
      { key: 'items[0].nmae', nearest: ['items[0].name'] },
      { key: 'patience', nearest: [] },
      { key: 'items[5].name', nearest: [] },
    ]);
  });

  test('words that are no flags are left', () => {
    expect(read('mode=fast perhaps filter').strayWords).toEqual(['perhaps', 'filter']);
  });
});

test.each<[unknown, string]>([
  [
    { filter: { from: '2026-01-31', score: { min: 1, 'a.b': 'x' } } },
    'filter.from=2026-01-31 filter.score.min=1 filter.score."a.b"=x',
  ],
  [
    {
      items: [
        { name: 'x', active: true },
        { name: 'y z', size: null },
      ],
    },
    'items[0].name=x items[0].active=yes items[1].name="y z" items[1].size=null',
  ],
  [{ items: [], filter: {} }, 'filter={} items=[]'],
  [{ target: { kind: 'phone', number: 5 } }, 'target.kind="phone" target.number=5'],
  [{ labels: { 'two words': 2 } }, 'labels."two words"=2'],
  [{ pair: ['a', 2] }, 'pair=["a",2]'],
  [{ other: 1 }, 'input={"other":1}'],
])('%j is written as a command', (input, text) => {
  expect(formatArguments(form, input)).toBe(text);
});

describe('any input comes back from its line', () => {
  const name = fc.oneof(
    fc.constantFrom(
      'a',
      'b',
      'input',
      'json',
      'a.b',
      'a b',
      '',
      '__proto__',
      'constructor',
      '🙂',
      'A',
      'x[0]',
      '“q”',
      '=',
      '"',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      'null',
      'true',
      '12',
      '[1',
      '{"a":1}',
      '<b>',
      '&amp;',
      '“x”',
      'a,b',
      ' ',
      '\n',
      "it's",
      '\\',
      'https://a.co',
    ),
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constant(null),
      fc.boolean(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      text,
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(name, tie('json'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));
  const object = fc.dictionary(name, json, { maxKeys: 4, noNullPrototype: true });

  function roundTrip(schema: unknown, input: unknown): void {
    const of = compileForm(schema);
    const line = formatArguments(of, input);
    const wire = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const { pairs, words, leftovers } = parseArguments(`tool ${wire}`);
    expect([words, leftovers]).toEqual([['tool'], []]);
    const reading = readArguments(of, pairs);
    expect(reading).toMatchObject({ errors: [], unknownKeys: [] });
    expect(sameJson(reading.input, input) || [reading.input, input, line]).toBe(true);
  }

  test.each<[string, unknown]>([
    ['no schema', undefined],
    ['anything', {}],
    ['an object', { type: 'object' }],
    [
      'properties of any type',
      { type: 'object', properties: { a: {}, b: {}, input: {}, 'a.b': {}, '': {} } },
    ],
    [
      'texts and objects',
      {
        properties: {
          a: { type: ['string', 'object', 'array', 'number', 'boolean', 'null'] },
          input: { type: 'object' },
        },
      },
    ],
  ])('%s', (_title, schema) => {
    fc.assert(
      fc.property(object, (input) => roundTrip(schema, input)),
      { numRuns: 150 },
    );
  });

  test('lists and scalars as the whole', () => {
    fc.assert(
      fc.property(fc.array(json, { maxLength: 3 }), (input) => roundTrip({ type: 'array' }, input)),
      { numRuns: 50 },
    );
    roundTrip({ type: 'string' }, 'two "words"');
  });
});
