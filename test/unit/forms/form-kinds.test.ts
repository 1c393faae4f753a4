import { describe, expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import type { Form } from '../../../src/forms/form.ts';
import type { FormStateValue } from '../../../src/forms/read-field.ts';
import { sessionOptions } from '../../../src/forms/session-options.ts';
import { kindCases, many } from './kind-cases.ts';
import { fieldOf, inputOf, openAll, submitTouched, submitUntouched } from './simulate-slack.ts';

function formOf(property: unknown, required = false): Form {
  return compileForm({
    type: 'object',
    properties: { it: property },
    ...(required ? { required: ['it'] } : {}),
    additionalProperties: false,
  });
}

function optionsFor(form: Form, query: string) {
  return sessionOptions(form, openAll(form, {}), inputOf(form, 'it').element.action_id ?? '', query);
}

function typed(form: Form, state: FormStateValue, before: Record<string, unknown> = {}): unknown {
  return submitTouched(form, before, { it: state });
}

describe.each(kindCases)('$title', ({ schema, element, typedState, value, prefilled, empty }) => {
  const form = formOf(schema);

  test('has its input, reads what is typed', () => {
    expect(inputOf(form, 'it').element.type).toBe(element);
    expect(typed(form, typedState)).toEqual({ ok: true, input: { it: value } });
  });

  test('an untouched optional is not sent, an untouched prefill exactly so, a cleared one is gone', () => {
    expect(submitUntouched(form, {})).toEqual({ ok: true, input: {} });
    expect(submitUntouched(form, { it: prefilled })).toEqual({ ok: true, input: { it: prefilled } });
    expect(typed(form, typedState, { it: prefilled })).toEqual({ ok: true, input: { it: value } });
    if (prefilled !== null) expect(typed(form, empty, { it: prefilled })).toEqual({ ok: true, input: {} });
  });

  test('a required one is asked for', () => {
    const required = formOf(schema, true);
    const reading = submitUntouched(required, {});
    const list = Array.isArray(value);
    const nullable = fieldOf(required, 'it').nullable;
    if (list) expect(reading).toEqual({ ok: true, input: { it: [] } });
    else if (nullable) expect(reading).toEqual({ ok: true, input: { it: null } });
    else expect(reading).toMatchObject({ ok: false, errors: { it: 'This is required.' } });
    expect(inputOf(required, 'it').optional).toBe(list || nullable);
  });
});

test('a value that the input cannot show is kept, and can be replaced', () => {
  const form = formOf({ type: 'string' });
  const long = 'x'.repeat(3001);
  const block = inputOf(form, 'it', { it: long });
  expect(block.element).not.toHaveProperty('initial_value');
  expect(block.hint?.text).toContain('leave this empty to keep it');
  expect(submitUntouched(form, { it: long })).toEqual({ ok: true, input: { it: long } });
  expect(typed(form, { value: 'short' }, { it: long })).toEqual({ ok: true, input: { it: 'short' } });
  const instant = formOf({ type: 'string', format: 'date-time' });
  expect(submitUntouched(instant, { it: '1900-01-01T00:00:00Z' })).toEqual({
    ok: true,
    input: { it: '1900-01-01T00:00:00Z' },
  });
});

test('an instant is written in the person’s zone, in summer as in winter', () => {
  const form = formOf({ type: 'string', format: 'date-time' });
  const at = (seconds: number) =>
    submitTouched(form, {}, { it: { selected_date_time: seconds } }, 'Europe/Berlin');
  expect(at(1_769_860_800)).toEqual({ ok: true, input: { it: '2026-01-31T13:00:00+01:00' } });
  expect(at(1_785_499_200)).toEqual({ ok: true, input: { it: '2026-07-31T14:00:00+02:00' } });
});

test('an optional default is told and not sent; a required one is prefilled; a wrong one is not offered', () => {
  const schema = { type: 'integer', minimum: 1, default: 25 };
  const optional = formOf(schema);
  expect(inputOf(optional, 'it').element).toMatchObject({ placeholder: { text: 'Default: 25' } });
  expect(inputOf(optional, 'it').element).not.toHaveProperty('initial_value');
  expect(submitUntouched(optional, {})).toEqual({ ok: true, input: {} });
  expect(submitUntouched(formOf(schema, true), {})).toEqual({ ok: true, input: { it: 25 } });
  const wrong = formOf({ type: 'integer', minimum: 1, default: 0 }, true);
  expect(inputOf(wrong, 'it').element).not.toHaveProperty('initial_value');
});

test('a required boolean can say no and has no third state', () => {
  const form = formOf({ type: 'boolean' }, true);
  expect(inputOf(form, 'it').element).toMatchObject({ options: [{ value: '0' }, { value: '1' }] });
  expect(typed(form, { selected_option: { value: '1' } })).toEqual({ ok: true, input: { it: false } });
});

test('a searchable select finds by any word, up to 100 at a time', () => {
  const form = formOf({ enum: many });
  const ids = (query: string) => optionsFor(form, query).map((found) => found.value);
  expect(ids('')).toHaveLength(100);
  expect(ids('')[0]).toBe('unset');
  expect(ids('CHOICE 11')).toEqual([
    '11',
    '110',
    '111',
    '112',
    '113',
    '114',
    '115',
    '116',
    '117',
    '118',
    '119',
  ]);
  expect(ids('nothing like it')).toEqual([]);
  expect(sessionOptions(form, openAll(form, {}), 'form-value:000000000000:1', '')).toEqual([]);
  expect(sessionOptions(form, openAll(form, {}), 'other', '')).toEqual([]);
});

test('long labels are searched for, numbered, and stand in full beside the input', () => {
  const long = `${'very '.repeat(20)}long`;
  const form = formOf({ enum: [`${long} a`, `${long} b`] });
  expect(inputOf(form, 'it').element.type).toBe('external_select');
  const [, first, second] = optionsFor(form, '');
  expect(first?.text.text).not.toBe(second?.text.text);
  expect(inputOf(form, 'it').hint?.text).toContain(`#2: ${long} b`);
});

test('equal labels are told apart', () => {
  const form = formOf({
    oneOf: [
      { const: 1, title: 'Same' },
      { const: 2, title: 'Same' },
    ],
  });
  expect(inputOf(form, 'it').element).toMatchObject({
    options: [{ text: { text: 'Same (1)' } }, { text: { text: 'Same (2)' } }, { value: 'unset' }],
  });
});

test('a shared $ref and a single allOf keep their native inputs', () => {
  const form = compileForm({
    type: 'object',
    properties: {
      one: { $ref: '#/$defs/Color' },
      two: { allOf: [{ $ref: '#/$defs/Color' }], description: 'Second' },
    },
    $defs: { Color: { type: 'string', enum: ['red', 'blue'], title: 'Color' } },
  });
  expect(inputOf(form, 'one').element.type).toBe('radio_buttons');
  expect(inputOf(form, 'two').element.type).toBe('radio_buttons');
  expect(inputOf(form, 'two').label.text).toBe('Color (two)');
  expect(inputOf(form, 'two').hint?.text).toBe('Second.');
});
