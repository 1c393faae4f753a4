import { describe, expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { describeSchema } from '../../../src/forms/describe-schema.ts';
import { visibleFields } from '../../../src/forms/form-field.ts';
import { formOptions } from '../../../src/forms/form-options.ts';
import { isJsonObject } from '../../../src/forms/json-value.ts';
import { readCorpus } from '../../support/forms/corpus.ts';
import { submitUntouched } from './simulate-slack.ts';

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
      const sent = reading.ok ? Object.keys(reading.input) : [];
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

  test('nearly every schema compiles, and most properties have a native input', () => {
    expect(forms.filter((form) => form.problem !== undefined).length / forms.length).toBeLessThan(0.005);
    const fields = forms.flatMap((form) => form.fields);
    const json = fields.filter((field) => field.kind.type === 'json');
    expect(json.length / fields.length).toBeLessThan(0.12);
  });

  test('every choice of a menu can be found by its label', () => {
    for (const form of forms) {
      for (const field of visibleFields(form)) {
        if (field.kind.type !== 'choice' && field.kind.type !== 'choices') continue;
        for (const [index, { label }] of field.kind.choices.entries()) {
          const found = formOptions(form, `form-value:${field.index}:1`, label);
          expect(
            found.map((option) => option.value),
            label,
          ).toContain(String(index));
        }
      }
    }
  });
});
