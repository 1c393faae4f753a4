import { describe, expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { validateInput } from '../../../src/forms/form-issues.ts';

function wordsOf(schema: unknown, value: unknown): string[] {
  const form = compileForm({ type: 'object', properties: { it: schema } });
  expect(form.problem).toBeUndefined();
  return validateInput(form, { it: value }).map(({ message }) => message);
}

const object = { type: 'object' };
describe('every keyword has its words', () => {
  test.each<[unknown, unknown, string]>([
    [{ type: 'integer' }, 'x', 'Must be a whole number.'],
    [{ type: ['string', 'null'] }, 1, 'Must be text or empty (null).'],
    [{ minimum: 1, maximum: 500 }, 0, 'Must be between 1 and 500.'],
    [{ minimum: 1 }, 0, 'Must be at least 1.'],
    [{ maximum: 5 }, 6, 'Must be at most 5.'],
    [{ exclusiveMinimum: 0, maximum: 5 }, 0, 'Must be more than 0 and at most 5.'],
    [{ exclusiveMinimum: 0 }, 0, 'Must be more than 0.'],
    [{ minimum: 0, exclusiveMinimum: 0, exclusiveMaximum: 9 }, 9, 'Must be more than 0 and less than 9.'],
    [{ minimum: 4, maximum: 4 }, 5, 'Must be 4.'],
    [{ multipleOf: 5 }, 7, 'Must be a multiple of 5.'],
    [{ minLength: 1 }, '', 'Must not be empty.'],
    [{ minLength: 2, maxLength: 4 }, 'x', 'Must have between 2 and 4 characters.'],
    [{ maxLength: 1 }, 'xx', 'Must have at most 1 character.'],
    [{ minLength: 2, maxLength: 2 }, 'x', 'Must have exactly 2 characters.'],
    [{ pattern: '^a+$' }, 'b', 'Does not have the expected form (pattern ^a+$).'],
    [{ format: 'email' }, 'b', 'Must be an e-mail address.'],
    [{ format: 'uri-reference' }, '\\', 'Must be an address like https://example.com or /page.'],
    [{ format: 'json-pointer' }, 'x', 'Must be a JSON pointer like /items/0.'],
    [{ minItems: 2 }, [1], 'Must have at least 2 entries.'],
    [{ minItems: 2, items: { enum: ['a', 'b', 'c'] } }, ['a'], 'Choose at least 2.'],
    [
      { minItems: 1, maxItems: 2, items: { oneOf: [{ const: 1 }, { const: 2 }] } },
      [],
      'Choose between 1 and 2.',
    ],
    [{ maxItems: 1 }, [1, 2], 'Must have at most 1 entry.'],
    [{ prefixItems: [{}, {}], items: false }, [1, 2, 3], 'Must have at most 2 entries.'],
    [{ prefixItems: [{}], unevaluatedItems: false }, [1, 2], 'Must have at most 1 entry.'],
    [{ uniqueItems: true }, ['a', 'b', 'a'], 'The entries 1 and 3 are the same.'],
    [{ contains: { const: 'a' } }, ['b'], 'The list must have a in it.'],
    [
      { contains: { type: 'string' }, minContains: 2 },
      ['b'],
      'The list must have at least 2 entries that fit.',
    ],
    [
      { contains: { const: 'a' }, maxContains: 1 },
      ['a', 'a'],
      'The list must have between 1 and 1 entries that are a.',
    ],
    [{ ...object, required: ['a'] }, {}, 'This is required.'],
    [{ ...object, minProperties: 1 }, {}, 'Must have at least 1 value.'],
    [{ ...object, maxProperties: 1 }, { a: 1, b: 2 }, 'Must have at most 1 value.'],
    [{ ...object, additionalProperties: false }, { a: 1 }, 'The key “a” is not known here.'],
    [{ ...object, unevaluatedProperties: false }, { a: 1 }, 'The key “a” is not known here.'],
    [
      { ...object, propertyNames: { maxLength: 1 } },
      { ab: 1 },
      'The key “ab” must have at most 1 character.',
    ],
    [
      { ...object, dependentRequired: { user_id: ['b'] } },
      { user_id: 1 },
      'This is required when “User ID” is given.',
    ],
    [{ ...object, dependentSchemas: { a: { required: ['b'] } } }, { a: 1 }, 'This is required.'],
    [{ enum: ['a', true, null] }, 'b', 'Must be one of: a, yes, null.'],
    [{ const: { a: 1 } }, 'b', 'Must be {"a":1}.'],
    [{ not: { enum: ['a', 'b'] } }, 'a', 'Must be none of: a, b.'],
    [{ not: { const: 0 } }, 0, 'Must not be 0.'],
    [{ not: { required: ['a', 'b'] } }, { a: 1, b: 2 }, 'May not be given together: A, B.'],
    [{ not: { type: 'string' } }, 'a', 'This is not allowed.'],
    [
      { anyOf: [{ required: ['email'] }, { required: ['phone'] }] },
      {},
      'Give at least one of: Email, Phone.',
    ],
    [{ oneOf: [{ required: ['a'] }, { required: ['b'] }] }, { a: 1, b: 1 }, 'Give only one of: A, B.'],
    [
      { anyOf: [{ type: 'string' }, { type: 'array' }] },
      5,
      'Fits none of the allowed forms: text, or a list.',
    ],
    [
      { oneOf: [{ minimum: 1 }, { minimum: 2 }] },
      5,
      'Fits more than one of the allowed forms, but only one may be meant.',
    ],
    [{ if: { required: ['a'] }, else: { required: ['b'] } }, {}, 'This is required.'],
    [false, 1, 'This may not be given here.'],
  ])('%j against %j: %s', (schema, value, words) => {
    expect(wordsOf(schema, value)).toEqual([words]);
  });
});
