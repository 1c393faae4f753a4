import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { formatArguments } from '../../../src/forms/format-arguments.ts';
import { sameJson } from '../../../src/forms/json-value.ts';
import { parseArguments } from '../../../src/forms/parse-arguments.ts';
import { readArguments } from '../../../src/forms/read-arguments.ts';
import { anySchema } from '../../support/forms/any-schema.ts';
import { readCorpus } from '../../support/forms/corpus.ts';
import { plainCheck } from '../../support/forms/plain-check.ts';
import { createInstanceMaker } from '../../support/forms/valid-instance.ts';

/** Writes an input as Slack would send it after the tool's name, and reads it back. */
function comesBack(schema: unknown, input: unknown): { readonly line: string; readonly isWhole: boolean } {
  const form = compileForm(schema);
  const line = formatArguments(form, input);
  const wire = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const { words, leftovers, pairs } = parseArguments(`tool ${wire}`);
  const reading = readArguments(form, pairs);
  const clean = words.length === 1 && leftovers.length === 0 && reading.errors.length === 0;
  expect(clean && reading.unknownKeys.length === 0 && sameJson(reading.input, input), line).toBe(true);
  return { line, isWhole: /^(input|json|whole_input\w*)=/.test(line) };
}

describe('an input comes back from its command', () => {
  const makeInstance = createInstanceMaker();

  test('whatever the schema', () => {
    fc.assert(
      fc.property(anySchema, fc.nat(), (schema, seed) => {
        const check = plainCheck(schema);
        const input = check && makeInstance(schema, check, { seed, style: { wild: seed % 2 === 0 } });
        fc.pre(input !== undefined);
        comesBack(schema, input);
      }),
      { numRuns: 150 },
    );
  });

  const corpus = readCorpus();
  test.skipIf(corpus === undefined)(
    'for every real tool, nearly always as single keys',
    () => {
      const written = (corpus ?? []).flatMap(({ inputSchema: schema }, seed) => {
        const check = plainCheck(schema);
        const input = check && makeInstance(schema, check, { seed, style: { wild: true } });
        return input === undefined ? [] : [comesBack(schema, input)];
      });
      expect(written.length).toBeGreaterThan(500);
      expect(written.filter(({ isWhole }) => isWhole).length / written.length).toBeLessThan(0.05);
    },
    120_000,
  );
});

test('a compiled form takes what plain ajv takes', () => {
  const makeInstance = createInstanceMaker();
  fc.assert(
    fc.property(anySchema, fc.jsonValue(), fc.nat(), (schema, other, seed) => {
      const check = plainCheck(schema);
      // Unless it collects all errors, ajv overlooks that a required property without a name is missing.
      fc.pre(check !== undefined && !/[[,]""[,\]]/.test(JSON.stringify(schema)));
      const form = compileForm(schema);
      fc.pre(form.problem === undefined);
      const made = check && makeInstance(schema, check, { seed, style: { wild: true } });
      const values = [other, made, ...mutations(made, other)].filter((value) => value !== undefined);
      for (const value of values)
        expect([value, form.check(value).length === 0]).toEqual([value, check?.(value)]);
    }),
    { numRuns: 150 },
  );
});

/** The value with one of its properties replaced, and with one gone. */
function mutations(value: unknown, other: unknown): unknown[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.keys(value).flatMap((key) => {
    const entries = Object.entries(value);
    return [
      Object.fromEntries(entries.map(([name, entry]) => [name, name === key ? other : entry])),
      Object.fromEntries(entries.filter(([name]) => name !== key)),
    ];
  });
}
