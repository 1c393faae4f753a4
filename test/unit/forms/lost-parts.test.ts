import { expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { describeSchema } from '../../../src/forms/describe-schema.ts';
import { validateInput } from '../../../src/forms/form-issues.ts';
import { mapSecrets } from '../../../src/forms/secret-fields.ts';
import { checkedBlocks, fieldOf, openAll, submitTouched, submitUntouched } from './simulate-slack.ts';

const REMOTE = { $ref: 'https://example.com/s.json' };
const GONE = { $ref: '#/$defs/gone' };
const amount = { type: 'integer', minimum: 1 };

function formOf(properties: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return compileForm({ type: 'object', properties, ...more });
}

/** Where something is wrong with an input. */
function wrongAt(form: ReturnType<typeof compileForm>, input: Record<string, unknown>): string[] {
  return validateInput(form, input).map(({ pointer }) => pointer);
}

test.each([
  ['remote', REMOTE],
  ['missing', GONE],
])(
  'a %s reference makes a JSON field that says why, and leaves the others as they are',
  (_title, reference) => {
    const place = { ...reference, title: 'Where', description: 'The place.' };
    const form = formOf({ amount, place }, { required: ['amount', 'place'] });
    expect(form.problem).toBeUndefined();
    expect(fieldOf(form, 'amount').kind.type).toBe('number');
    expect(fieldOf(form, 'place')).toMatchObject({
      kind: { type: 'json', acceptsText: true },
      label: 'Where',
      description: expect.stringMatching(/^The place\. \(Described in another schema/),
    });
    expect(JSON.stringify(checkedBlocks(form, openAll(form, {})))).toContain('only the tool checks it');
    expect(describeSchema(form)[1]).toContain('place: text or JSON, required. The place.');
    const values = { amount: 2, place: { city: 'Berlin', at: [52.5, 13.4] } };
    expect(submitUntouched(form, values)).toEqual({ ok: true, input: values });
    expect(submitTouched(form, values, { place: { value: 'Bonn' } })).toEqual({
      ok: true,
      input: { amount: 2, place: 'Bonn' },
    });
    expect(submitUntouched(form, { amount: 0 })).toMatchObject({
      errors: { amount: expect.any(String), place: 'This is required.' },
    });
  },
);

test.each<[string, unknown]>([
  ['a definition that leads on to nowhere', { $ref: '#/$defs/on' }],
  ['a union with null', { anyOf: [REMOTE, { type: 'null' }] }],
  ['all of several', { allOf: [REMOTE, { type: 'object', properties: { b: amount } }] }],
  ['one of several', { oneOf: [REMOTE, { type: 'string' }] }],
  ['one of several that hold it', { oneOf: [{ properties: { b: REMOTE } }, { properties: { b: amount } }] }],
  ['what must not be', { not: { properties: { b: REMOTE } } }],
  ['a condition', { if: { required: ['b'], properties: { b: GONE } }, then: false }],
  ['what a list must have', { contains: REMOTE, maxContains: 0 }],
  ['beside a closed object', { ...REMOTE, unevaluatedProperties: false }],
])('%s takes whatever the whole schema would', (_title, schema) => {
  const form = formOf({ amount, a: schema }, { $defs: { on: { allOf: [GONE] } } });
  expect(form.problem).toBeUndefined();
  expect(fieldOf(form, 'a').kind.type).toBe('json');
  for (const a of ['x', 1, { b: 2 }, [{ b: 'x' }]]) expect(wrongAt(form, { amount: 1, a })).toEqual([]);
  expect(wrongAt(form, { amount: 0, a: 1 })).toEqual(['/amount']);
});

test('deep within lists and objects, what stands around is checked', () => {
  const order = { type: 'object', properties: { amount, place: REMOTE }, required: ['place'] };
  const form = formOf({ orders: { type: 'array', items: order } });
  expect(wrongAt(form, { orders: [{ amount: 1, place: [] }, { amount: 0, place: 1 }, {}] })).toEqual([
    '/orders/1/amount',
    '/orders/2/place',
  ]);
});

test('an unused definition that leads nowhere changes nothing', () => {
  const form = formOf({ amount }, { $defs: { unused: REMOTE } });
  expect(fieldOf(form, 'amount').description).toBe('');
  expect(wrongAt(form, { amount: 0 })).toEqual(['/amount']);
});

test('a JSON field is secret as a whole where its schema has a secret in it', () => {
  const card = { allOf: [REMOTE], properties: { check: { type: 'string', writeOnly: true } } };
  const schema = { type: 'object', properties: { card, amount } };
  expect(mapSecrets(schema, { card: { check: '123' }, amount: 1 }, () => '•')).toEqual({
    card: '•',
    amount: 1,
  });
});
