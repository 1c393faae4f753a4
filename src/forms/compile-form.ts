import type { Form } from './form.ts';
import { createFormModel } from './form-model.ts';
import { compileCheck } from './schema-check.ts';

/**
 * Turns a tool's input schema into a form. Never throws: a schema that cannot be used gives a form with `problem` whose
 * whole input is written as JSON. Costs one compilation by ajv, so keep the form beside the tool.
 */
export function compileForm(schema: unknown): Form {
  const checked = compileCheck(schema);
  if (!checked.ok) {
    const { problem } = checked;
    return { schema, problem, check: () => [], model: createFormModel(schema, () => () => []) };
  }
  return { schema, check: checked.check, model: createFormModel(checked.root, checked.checkPart) };
}
