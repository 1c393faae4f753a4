import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { describeSchema } from '../../../src/forms/describe-schema.ts';
import { visibleFields } from '../../../src/forms/form-field.ts';
import { formOptions } from '../../../src/forms/form-options.ts';
import { isJsonObject } from '../../../src/forms/json-value.ts';
import { submitUntouched } from './simulate-slack.ts';

const FILE = fileURLToPath(new URL('../../../../shared/corpus/tool-schemas.jsonl', import.meta.url));
const present = existsSync(FILE);
if (!present) console.warn(`SKIPPED: the corpus of real tool schemas is not there (${FILE}).`);

interface Tool {
  readonly name: string;
  readonly inputSchema: unknown;
}

function readTools(): Tool[] {
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Tool => JSON.parse(line));
}

describe.skipIf(!present)('real tool schemas', () => {
  const tools = present ? readTools() : [];
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
