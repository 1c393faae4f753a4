import { describe, expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { validateInput } from '../../../src/forms/form-issues.ts';
import { formView } from '../../../src/forms/form-view.ts';
import { openSession } from '../../../src/forms/open-session.ts';
import { submitForm } from '../../../src/forms/submit-form.ts';
import {
  checkedBlocks,
  inputOf,
  openAll,
  submitTouched,
  submitUntouched,
  untouchedState,
} from './simulate-slack.ts';

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
    validateInput(form, { take: 1, ...input }).map(({ pointer, message }) => `${pointer} ${message}`);

  test.each<[Record<string, unknown>, string[]]>([
    [{ take: 0 }, ['/take Must be between 1 and 500.']],
    [{ take: 1.5 }, ['/take Must be a whole number.']],
    [{ name: 'toolong' }, ['/name Must have between 2 and 5 characters.']],
    [{ name: 'AB' }, ['/name Does not have the expected form (pattern ^[a-z]+$).']],
    [{ tags: ['a'] }, ['/tags Must have at least 2 entries.']],
    [{ tags: ['a', 'b', 'a'] }, ['/tags The entries 1 and 3 are the same.']],
    [{ tags: ['a', 'long'] }, ['/tags/1 Must have at most 3 characters.']],
    [{ colors: ['red', 'pink'] }, ['/colors/1 Must be one of: red, blue, green.']],
    [{ filter: {} }, ['/filter/from This is required.']],
    [{ filter: { from: 'soon' } }, ['/filter/from Must be a date like 2026-01-31.']],
    [{ mail: 'me' }, ['/mail Must be an e-mail address.']],
    [{ rate: 0 }, ['/rate Must be more than 0.']],
    [{ rate: null }, []],
    [{ other: 1 }, ['/other The key “other” is not known here.']],
  ])('%j', (input, expected) => {
    expect(words(input)).toEqual(expected);
  });

  test('a missing one is told at its own place', () => {
    expect(validateInput(form, {})).toEqual([
      { pointer: '/take', message: 'This is required.', keyword: 'required' },
    ]);
  });
});

test('errors come back by block, also those that were not even readable', () => {
  const reading = submitTouched(
    form,
    { take: 5 },
    {
      take: { value: '12.5' },
      counts: { value: '1\ntwo' },
      tags: { value: 'one' },
    },
  );
  expect(reading).toMatchObject({
    ok: false,
    errors: {
      take: 'Must be a whole number; “12.5” is not.',
      tags: 'Must have at least 2 entries.',
      counts: 'Entry 2: “two” is not a whole number.',
    },
  });
});

test('text that is no number is never dropped, digits beyond a double are not rounded', () => {
  const words = (value: string) => submitTouched(form, {}, { take: { value } });
  expect(words('ten')).toMatchObject({ errors: { take: '“ten” is not a whole number.' } });
  expect(words('12345678901234567890')).toMatchObject({
    errors: { take: expect.stringContaining('too many digits') },
  });
});

test('an error that belongs to no field stands above the form', () => {
  const either = compileForm({
    type: 'object',
    properties: { email: { type: 'string' }, phone: { type: 'string' } },
    anyOf: [{ required: ['email'] }, { required: ['phone'] }],
  });
  const reading = submitUntouched(either, {});
  expect(reading).toMatchObject({
    ok: false,
    errors: { '': 'Give at least one of: Email, Phone.' },
  });
  expect(submitTouched(either, {}, { phone: { value: '1' } })).toEqual({ ok: true, input: { phone: '1' } });
});

test('values outside Slack’s own bounds are shown with their error to come', () => {
  const block = inputOf(form, 'take', { take: 900 });
  expect(block.element).toMatchObject({ initial_value: '900', min_value: '1' });
  expect(block.element).not.toHaveProperty('max_value');
  expect(submitUntouched(form, { take: 900 })).toMatchObject({
    errors: { take: 'Must be between 1 and 500.' },
  });
});

test('a value of a type that the input cannot hold is named, not silently lost', () => {
  expect(inputOf(form, 'take', { take: 'many' }).hint?.text).toContain('Not taken over: "many"');
  expect(submitUntouched(form, { take: 'many' })).toMatchObject({ ok: false });
});

test('notes stand before their field, those of no field above the form', () => {
  const notes = { '/name': 'Too short.', '/nmae': 'Not known.', '': 'Look again.' };
  const { blocks } = formView(form, openSession(form, { notes }));
  const texts = blocks.map((block) => {
    if (block.type === 'input') return block.label.text;
    return block.type === 'context' && block.elements[0]?.type === 'plain_text'
      ? block.elements[0].text
      : '?';
  });
  expect(texts.slice(0, 4)).toEqual(['⚠ Nmae: Not known. Look again.', 'Take', '⚠ Name: Too short.', 'Name']);
});

test('what a view says of an older revision is not read', () => {
  const session = openAll(form, { take: 3 });
  const state = untouchedState(checkedBlocks(form, { ...session, revision: session.revision + 1 }));
  expect(submitForm(form, session, state, {}).to).toBe('same');
});

test('blocks of others in the view are passed over', () => {
  const session = openAll(form, { take: 3 });
  const state = {
    reason: { text: { value: 'because' } },
    ...untouchedState(checkedBlocks(form, session)),
  };
  expect(submitForm(form, session, state, {})).toMatchObject({ to: 'done', input: { take: 3 } });
});
