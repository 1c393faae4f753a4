import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { describeSchema } from '../../../src/forms/describe-schema.ts';
import { summarizeValue } from '../../../src/forms/summarize-value.ts';

test.each<[unknown, string]>([
  [undefined, 'Empty'],
  [null, 'Empty'],
  ['two\n words ', 'two words'],
  [true, 'yes'],
  [{}, 'Empty'],
  [[], 'Empty list'],
  [['a', 2], 'a, 2'],
  [Array.from({ length: 12 }, (_, index) => index), '0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more'],
  [[{ x: 1 }, { x: 2 }], '2 entries'],
  [[{ id: 1, name: 'Ada' }, { name: 'Grace' }], 'Ada, Grace'],
  [{ active: true, id: 7, Name: 'Ada' }, 'Ada · ID: 7 · Active: yes'],
  [
    { note: null, unit_price: 2.5, tags: ['a', 'b'], lines: [{}, {}] },
    'Unit price: 2.5 · Tags: a, b · Lines: 2 entries',
  ],
  [{ owner: { name: 'Ada', x: 1 }, filter: { a: 1, b: 2 } }, 'Owner: Ada · Filter: 2 values'],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5 }, 'A: 1 · B: 2 · C: 3 · D: 4 · …'],
  [{ user: 'ada', password: 'hunter2' }, 'User: ada · Password: ••••••'],
])('%j in one line: %s', (value, words) => {
  expect(summarizeValue(value)).toBe(words);
});

test('a summary is short and never empty, whatever the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const words = summarizeValue(value);
      expect(words.length).toBeGreaterThan(0);
      expect(words.length).toBeLessThanOrEqual(150);
    }),
  );
  expect(summarizeValue({ text: 'x'.repeat(100_000) }).length).toBeLessThanOrEqual(150);
});

test('nested inputs are described under the keys of a command', () => {
  const form = compileForm({
    type: 'object',
    properties: {
      filter: {
        type: 'object',
        description: 'Which visitors. All by default.',
        properties: {
          from: { type: 'string', format: 'date' },
          score: { type: 'object', properties: { min: { type: 'integer', minimum: 1 } } },
        },
        required: ['from'],
      },
      items: {
        type: 'array',
        items: { type: 'object', properties: { name: { type: 'string' }, 'odd key': { type: 'boolean' } } },
      },
      labels: { type: 'object', additionalProperties: { type: 'integer' } },
      pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: false },
      target: {
        oneOf: [
          { type: 'object', properties: { email: { type: 'string', format: 'email' } }, required: ['email'] },
          { type: 'object', properties: { phone: { type: 'string' } }, required: ['phone'] },
        ],
      },
      old: { type: ['integer', 'null'], deprecated: true },
      id: { type: 'string', readOnly: true },
    },
    required: ['items'],
  });
  expect(describeSchema(form)).toEqual([
    'items: list, each object with name, odd key, required',
    'items[0].name: text',
    'items[0]."odd key": yes or no',
    'filter: object with from, score. Which visitors.',
    'filter.from: date (YYYY-MM-DD), required',
    'filter.score: object with min',
    'filter.score.min: whole number, from 1',
    'labels: object',
    'labels.<name>: whole number',
    'pair: list of text, then number',
    'target: object with email or object with phone',
    'target.email: e-mail address, required',
    'target.phone: text, required',
    'old: whole number, may be null, no longer recommended',
  ]);
});

test('recursive and huge schemas are described in few lines', () => {
  const tree = compileForm({
    type: 'object',
    properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#' } } },
  });
  expect(describeSchema(tree).slice(0, 3)).toEqual([
    'name: text',
    'children: list, each object with name, children',
    'children[0].name: text',
  ]);
  const many = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [`p${index}`, { type: 'string' }]),
  );
  const lines = describeSchema(compileForm({ type: 'object', properties: many }));
  expect(lines).toHaveLength(60);
  expect(lines.at(-1)).toBe('and 141 more');
});
