import { describe, expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { openSession } from '../../../src/forms/open-session.ts';
import { openFormInSlack } from '../../support/forms/form-in-slack.ts';
import { walkUntouched } from '../../support/forms/form-walk.ts';

/** Each case is one step over what Slack takes: views stay valid, nothing is lost, nothing collides. */
function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `name ${index}`);
}

function objectOf(properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'object', properties };
}

function wide(count: number, schema: unknown): Record<string, unknown> {
  return objectOf(Object.fromEntries(names(count).map((name) => [name, schema])));
}

function valuesOf(count: number, value: unknown): Record<string, unknown> {
  return Object.fromEntries(names(count).map((name) => [name, value]));
}

const longOption = 'x'.repeat(76);
const cases: readonly (readonly [string, Record<string, unknown>, unknown])[] = [
  ['a label of 2,001 characters', objectOf({ a: { type: 'string', title: 'L'.repeat(2001) } }), { a: 'x' }],
  ['a description of 2,001', objectOf({ a: { type: 'string', description: 'd'.repeat(2001) } }), { a: 'x' }],
  ['a description of 3,001', objectOf({ a: { type: 'string', description: 'd '.repeat(1501) } }), { a: 'x' }],
  [
    'a sub-form’s description of 3,001',
    objectOf({ a: { ...wide(6, { type: 'string' }), description: 'd '.repeat(1501) } }),
    { a: { 'name 1': 'x' } },
  ],
  ['an example of 151', objectOf({ a: { type: 'string', examples: ['e'.repeat(151)] } }), { a: 'x' }],
  ['6 radio buttons', objectOf({ a: { enum: names(6) } }), { a: 'name 5' }],
  ['11 checkboxes', objectOf({ a: { type: 'array', items: { enum: names(11) } } }), { a: ['name 10'] }],
  ['99 options and "Not set"', objectOf({ a: { enum: names(99) } }), { a: 'name 98' }],
  ['101 options', objectOf({ a: { enum: names(101) } }), { a: 'name 100' }],
  [
    '101 options of several',
    objectOf({ a: { type: 'array', items: { enum: names(101) } } }),
    { a: names(101) },
  ],
  [
    'options of 76 characters',
    objectOf({ a: { enum: [`${longOption}1`, `${longOption}2`] } }),
    { a: `${longOption}2` },
  ],
  [
    'branches of 76 characters',
    objectOf({
      a: {
        anyOf: [
          { type: 'string', title: longOption },
          { ...wide(1, {}), title: `${longOption}!` },
        ],
      },
    }),
    { a: { 'name 0': 1 } },
  ],
  [
    '101 branches',
    objectOf({
      a: { anyOf: names(101).map((title) => ({ ...objectOf({ [title]: {} }), required: [title], title })) },
    }),
    { a: { 'name 100': 1 } },
  ],
  ['95 inputs', { ...wide(95, { type: 'string' }), required: names(95) }, valuesOf(95, 'x')],
  ['301 inputs', { ...wide(301, { type: 'integer' }), required: names(301) }, valuesOf(301, 7)],
  [
    '101 entries',
    objectOf({ a: { type: 'array', items: wide(1, { type: 'string' }) } }),
    { a: names(101).map((name) => ({ 'name 0': name })) },
  ],
  ['a text of 3,001', objectOf({ a: { type: 'string' } }), { a: 't'.repeat(3001) }],
  ['lines of 3,001', objectOf({ a: { type: 'array', items: { type: 'string' } } }), { a: names(400) }],
  [
    'a maximal length of 3,001',
    objectOf({ a: { type: 'string', maxLength: 3001 } }),
    { a: 't'.repeat(3001) },
  ],
  ['a name of 300', objectOf({ ['n'.repeat(300)]: { type: 'string' } }), { ['n'.repeat(300)]: 'x' }],
  [
    'instants before and after the picker’s',
    objectOf({ a: { type: 'string', format: 'date-time' }, b: { type: 'string', format: 'date-time' } }),
    { a: '2001-09-09T01:46:39Z', b: '2286-11-20T17:46:40Z' },
  ],
  ['more digits than a number holds', objectOf({ a: { type: 'number', maximum: 1e300 } }), { a: 1e299 }],
  [
    'more bytes than a view',
    { ...wide(40, { enum: names(98).map((name) => name + 'ü'.repeat(60)) }), required: names(40) },
    valuesOf(40, `name 97${'ü'.repeat(60)}`),
  ],
];

describe('one step over Slack’s limits', () => {
  test.each(cases)('%s', (_title, schema, value) => {
    const form = compileForm(schema);
    expect(form.problem).toBeUndefined();
    expect(form.check(value)).toEqual([]);
    // An empty form is opened at least; what it demands cannot be left out.
    expect(openFormInSlack(form, openSession(form)).blocks().length).toBeGreaterThan(0);
    expect(walkUntouched(openFormInSlack(form, openSession(form, { value }))).input).toEqual(value);
  });

  test('equal labels are told apart', () => {
    const title = 'Same';
    const form = compileForm(objectOf({ a: { type: 'string', title }, b: { type: 'string', title } }));
    const { parts } = walkUntouched(openFormInSlack(form, openSession(form)));
    const labels = parts.flatMap((part) => ('node' in part ? [part.node.label] : []));
    expect(labels).toHaveLength(2);
    expect(new Set(labels).size).toBe(2);
  });
});
