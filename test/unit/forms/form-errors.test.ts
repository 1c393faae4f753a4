import { describe, expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { formBlocks } from '../../../src/forms/form-blocks.ts';
import { readForm } from '../../../src/forms/read-form.ts';
import { validateInput } from '../../../src/forms/validate-input.ts';
import { checkedBlocks, inputOf, submitTouched, submitUntouched, untouchedState } from './simulate-slack.ts';

const form = compileForm({
  type: 'object',
  properties: {
    take: { type: 'integer', minimum: 1, maximum: 500 },
    name: { type: 'string', minLength: 2, maxLength: 5, pattern: '^[a-z]+$' },
    tags: { type: 'array', items: { type: 'string', maxLength: 3 }, minItems: 2, uniqueItems: true },
    colors: { type: 'array', items: { enum: ['red', 'blue', 'green'] }, minItems: 2 },
    counts: { type: 'array', items: { type: 'integer' } },
    filter: { type: 'object', properties: { from: { type: 'string', format: 'date' } }, required: ['from'] },
    mail: { type: 'string', format: 'email' },
    rate: { anyOf: [{ type: 'number', exclusiveMinimum: 0 }, { type: 'null' }] },
  },
  required: ['take'],
  additionalProperties: false,
});

describe('what is wrong is said in words at its field', () => {
  const words = (input: Record<string, unknown>) =>
    validateInput(form, { take: 1, ...input }).map(({ field, message }) => `${field ?? '-'}: ${message}`);

  test.each<[Record<string, unknown>, string[]]>([
    [{ take: 0 }, ['take: Must be between 1 and 500.']],
    [{ take: 1.5 }, ['take: Must be a whole number.']],
    [{ name: 'toolong' }, ['name: Must have between 2 and 5 characters.']],
    [{ name: 'AB' }, ['name: Does not have the expected form (pattern ^[a-z]+$).']],
    [{ tags: ['a'] }, ['tags: Must have at least 2 entries.']],
    [{ tags: ['a', 'b', 'a'] }, ['tags: The entries 1 and 3 are the same.']],
    [{ tags: ['a', 'long'] }, ['tags: Entry 2: Must have at most 3 characters.']],
    [{ colors: ['red', 'pink'] }, ['colors: Entry 2: Must be one of: red, blue, green.']],
    [{ filter: {} }, ['filter: from: This is required.']],
    [{ filter: { from: 'soon' } }, ['filter: from: Must be a date like 2026-01-31.']],
    [{ mail: 'me' }, ['mail: Must be an e-mail address.']],
    [{ rate: 0 }, ['rate: Must be more than 0.']],
    [{ rate: null }, []],
    [{ other: 1 }, ['-: The key “other” is not known here.']],
  ])('%j', (input, expected) => {
    expect(words(input)).toEqual(expected);
  });

  test('a missing one is told at its own place', () => {
    expect(validateInput(form, {})).toEqual([{ path: '/take', field: 'take', message: 'This is required.' }]);
  });
});

test('errors come back by block, also those that were not even readable', () => {
  const reading = submitTouched(
    form,
    { take: 5 },
    {
      take: { value: '12.5' },
      counts: { value: '1\ntwo' },
      filter: { value: '{"from": ' },
      tags: { value: 'one' },
    },
  );
  expect(reading).toMatchObject({
    ok: false,
    errors: {
      'form:0:1': 'Must be a whole number; “12.5” is not.',
      'form:2:1': 'Must have at least 2 entries.',
      'form:4:1': 'Entry 2: “two” is not a whole number.',
      'form:5:1': expect.stringContaining('not valid JSON'),
    },
  });
});

test('text that is no number is never dropped, digits beyond a double are not rounded', () => {
  const words = (value: string) => submitTouched(form, {}, { take: { value } });
  expect(words('ten')).toMatchObject({ errors: { 'form:0:1': '“ten” is not a whole number.' } });
  expect(words('12345678901234567890')).toMatchObject({
    errors: { 'form:0:1': expect.stringContaining('too many digits') },
  });
});

test('an error that belongs to no field stands at the first one', () => {
  const either = compileForm({
    type: 'object',
    properties: { email: { type: 'string' }, phone: { type: 'string' } },
    anyOf: [{ required: ['email'] }, { required: ['phone'] }],
  });
  const reading = submitUntouched(either, {});
  expect(reading).toMatchObject({
    ok: false,
    errors: { 'form:0:1': 'Give at least one of: Email, Phone.' },
  });
  expect(submitTouched(either, {}, { phone: { value: '1' } })).toEqual({ ok: true, input: { phone: '1' } });
});

test('values outside Slack’s own bounds are shown with their error to come', () => {
  const block = inputOf(form, 'take', { take: 900 });
  expect(block.element).toMatchObject({ initial_value: '900', min_value: '1' });
  expect(block.element).not.toHaveProperty('max_value');
  expect(submitUntouched(form, { take: 900 })).toMatchObject({
    errors: { 'form:0:1': 'Must be between 1 and 500.' },
  });
});

test('a value of a type that the input cannot hold is named, not silently lost', () => {
  expect(inputOf(form, 'take', { take: 'many' }).hint?.text).toContain('Not taken over: "many"');
  expect(submitUntouched(form, { take: 'many' })).toMatchObject({ ok: false });
});

test('notes stand before their field, those of no field above the form', () => {
  const notes = [
    { key: 'name', message: 'Too short.' },
    { key: 'nmae', message: 'Not known.' },
    { message: 'Look again.' },
  ];
  const blocks = formBlocks(form, { values: {}, errorNotes: notes, revision: 2 });
  const texts = blocks.map((block) => {
    if (block.type === 'input') return block.block_id;
    return block.type === 'context' && block.elements[0]?.type === 'plain_text'
      ? block.elements[0].text
      : '?';
  });
  expect(texts.slice(0, 4)).toEqual([
    '⚠ nmae: Not known. Look again.',
    'form:0:2',
    '⚠ Name: Too short.',
    'form:1:2',
  ]);
});

test('any revision of the ids is read', () => {
  const blocks = formBlocks(form, { values: { take: 3 }, revision: 41 });
  expect(readForm(form, untouchedState(blocks), { values: { take: 3 } })).toEqual({
    ok: true,
    input: { take: 3 },
  });
});

test('blocks of others in the view are passed over', () => {
  const state = {
    reason: { text: { value: 'because' } },
    ...untouchedState(checkedBlocks(form, { take: 3 })),
  };
  expect(readForm(form, state, { values: { take: 3 } })).toEqual({ ok: true, input: { take: 3 } });
});
