import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { validateInput } from '../../../src/forms/form-issues.ts';
import { formatArguments } from '../../../src/forms/format-arguments.ts';
import { instantText } from '../../../src/forms/instant.ts';
import { parseArguments } from '../../../src/forms/parse-arguments.ts';
import { readArguments } from '../../../src/forms/read-arguments.ts';
import { keysOf, submitUntouched } from './simulate-slack.ts';

/** A property's schema and the values that are valid by it. */
interface Sample {
  readonly schema: Record<string, unknown>;
  readonly values: fc.Arbitrary<unknown>;
}

const text = fc.string({ unit: 'binary', maxLength: 40 });
const epochSeconds = fc.integer({ min: -30_000_000_000, max: 30_000_000_000 });
const instant = epochSeconds.map((seconds) => instantText(seconds));
const decimal = fc.double({ noNaN: true, noDefaultInfinity: true });
const scalar = fc.oneof(text, fc.integer(), fc.boolean(), decimal);

const integer: fc.Arbitrary<Sample> = fc
  .tuple(fc.integer(), fc.nat({ max: 1000 }))
  .map(([minimum, span]) => ({
    schema: { type: 'integer', minimum, maximum: minimum + span },
    values: fc.integer({ min: minimum, max: minimum + span }),
  }));

const choices = fc.uniqueArray(scalar, {
  minLength: 1,
  maxLength: 130,
  selector: (value) => JSON.stringify(value),
});

const plain: fc.Arbitrary<Sample> = fc.oneof(
  integer,
  fc.constant({ schema: { type: 'string' }, values: text }),
  fc.constant({
    schema: { type: 'string', maxLength: 4000 },
    values: fc.string({ maxLength: 4000, size: 'max' }),
  }),
  fc.constant({ schema: { type: 'number' }, values: decimal }),
  fc.constant({ schema: { type: 'integer' }, values: fc.maxSafeInteger() }),
  fc.constant({ schema: { type: 'boolean' }, values: fc.boolean() }),
  fc.constant({ schema: { type: 'string', format: 'date-time' }, values: instant }),
  fc.constant({
    schema: { type: 'string', format: 'date' },
    values: instant.map((value) => value.slice(0, 10)),
  }),
  fc.constant({ schema: { type: 'string', format: 'email' }, values: fc.constant('me+you@example.com') }),
  fc.constant({ schema: { type: 'string', format: 'uri' }, values: fc.webUrl() }),
  choices.map((values) => ({ schema: { enum: values }, values: fc.constantFrom(...values) })),
  choices.map((values) => ({
    schema: { type: 'array', items: { enum: values } },
    values: fc.array(fc.constantFrom(...values), { maxLength: 6 }),
  })),
  fc.constant({
    schema: { type: 'array', items: { type: 'string' } },
    values: fc.array(text, { maxLength: 5 }),
  }),
  fc.constant({
    schema: { type: 'array', items: { type: 'number' } },
    values: fc.array(decimal, { maxLength: 5 }),
  }),
  fc.constant({
    schema: { type: 'object' },
    values: fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
  }),
  fc.constant({ schema: {}, values: fc.jsonValue({ maxDepth: 2 }) }),
);

const nullable: fc.Arbitrary<Sample> = plain.chain(({ schema, values }) =>
  fc
    .constantFrom({ anyOf: [schema, { type: 'null' }] }, { oneOf: [{ type: 'null' }, schema], title: 'T' })
    .map((wrapped) => ({
      schema: 'oneOf' in wrapped && isOpen(schema) ? { anyOf: wrapped.oneOf } : wrapped,
      values: fc.option(values),
    })),
);

/** Allows null by itself, so that `oneOf` with null would match twice. */
function isOpen(schema: Record<string, unknown>): boolean {
  return schema.type === undefined;
}

const name = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('constructor', 'a.b', 'input', 'x y'),
  )
  .filter((candidate) => candidate !== '__proto__');

const formCase = fc
  .uniqueArray(fc.tuple(name, fc.oneof(plain, nullable), fc.boolean()), {
    maxLength: 12,
    selector: ([key]) => key,
  })
  .chain((entries) => {
    const schema = {
      type: 'object',
      properties: Object.fromEntries(entries.map(([key, sample]) => [key, sample.schema])),
      required: entries.filter(([, , required]) => required).map(([key]) => key),
      additionalProperties: false,
    };
    const input = fc.record(Object.fromEntries(entries.map(([key, sample]) => [key, sample.values])), {
      requiredKeys: schema.required,
    });
    return fc.record({ schema: fc.constant(schema), input: input.map((value) => toJson(value)) });
  });

function toJson(value: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value));
}

test('a valid input comes back from its form unchanged', () => {
  fc.assert(
    fc.property(formCase, ({ schema, input }) => {
      const form = compileForm(schema);
      expect(form.problem).toBeUndefined();
      expect(validateInput(form, input)).toEqual([]);
      expect(submitUntouched(form, input)).toEqual({ ok: true, input });
    }),
    { numRuns: 150 },
  );
});

test('an empty form sends nothing optional', () => {
  fc.assert(
    fc.property(formCase, ({ schema }) => {
      const reading = submitUntouched(compileForm(schema), {});
      const sent = keysOf(reading);
      expect(sent.filter((key) => !schema.required.includes(key))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('a valid input comes back from its command line unchanged', () => {
  fc.assert(
    fc.property(formCase, ({ schema, input }) => {
      const form = compileForm(schema);
      const line = formatArguments(form, input);
      const wire = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      const parsed = parseArguments(wire);
      expect([parsed.words, parsed.leftovers]).toEqual([[], []]);
      expect(readArguments(form, parsed.pairs)).toEqual({
        input,
        errors: [],
        unknownKeys: [],
        strayWords: [],
      });
    }),
    { numRuns: 150 },
  );
});

test('no text breaks the reading of arguments', () => {
  const form = compileForm({ type: 'object', properties: { a: { type: 'integer' }, b: { enum: ['x'] } } });
  const mess = fc.string({
    unit: fc.constantFrom(
      'a',
      'b',
      '=',
      '"',
      '“',
      '”',
      "'",
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ' ',
      '<',
      '>',
      '|',
      '&',
    ),
  });
  fc.assert(
    fc.property(mess, (line) => {
      const { words, pairs, leftovers } = parseArguments(line);
      const reading = readArguments(form, pairs);
      expect(Object.keys(reading.input ?? {}).length).toBeLessThanOrEqual(pairs.length);
      if (!line.includes('=')) expect([pairs, leftovers]).toEqual([[], []]);
      if (/[ab]/.test(line)) expect(words.length + pairs.length + leftovers.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});
