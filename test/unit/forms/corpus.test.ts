import { describe, expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { describeSchema } from '../../../src/forms/describe-schema.ts';
import { leafOptions } from '../../../src/forms/form-options.ts';
import { isJsonObject } from '../../../src/forms/json-value.ts';
import { topFields } from '../../../src/forms/top-fields.ts';
import { readCorpus } from '../../support/forms/corpus.ts';
import { keysOf, submitUntouched } from './simulate-slack.ts';

const corpus = readCorpus();

describe.skipIf(corpus === undefined)('real tool schemas', () => {
  const tools = corpus ?? [];
  const forms = tools.map((tool) => compileForm(tool.inputSchema));

  test('every view is one that Slack takes, and an empty form sends nothing optional', () => {
    for (const [index, form] of forms.entries()) {
      const { name, inputSchema } = tools[index] ?? { name: '', inputSchema: undefined };
      const reading = submitUntouched(form, {});
      const required =
        isJsonObject(inputSchema) && Array.isArray(inputSchema.required) ? inputSchema.required : [];
      const sent = keysOf(reading);
      expect(
        sent.filter((key) => !required.includes(key)),
        name,
      ).toEqual([]);
      expect(
        describeSchema(form).every((line) => line.length <= 300),
        name,
      ).toBe(true);
    }
  });

  test('nearly every schema compiles', () => {
    expect(forms.filter((form) => form.problem !== undefined).length / forms.length).toBeLessThan(0.005);
  });

  test('every choice of a menu can be found by its label', () => {
    for (const form of forms) {
      for (const field of topFields(form)) {
        if (field.type !== 'leaf') continue;
        const { kind } = field.leaf;
        if (kind.type !== 'choice' && kind.type !== 'choices') continue;
        for (const [index, { label }] of kind.choices.entries()) {
          const found = leafOptions(field.leaf, label).map((option) => option.value);
          expect(found, label).toContain(String(index));
        }
      }
    }
  });
});
