import { compileForm } from '../../forms/compile-form.ts';
import type { Form } from '../../forms/form.ts';

/** Enough for the forms that are open at the same time; each costs some hundred kilobytes. */
const MAX_FORMS = 100;

/** Compiled forms by their schema, the least recently used ones forgotten: each press of a button needs one. */
export interface FormCache {
  readonly formOf: (schema: unknown) => Form;
}

export function createFormCache(): FormCache {
  const forms = new Map<string, Form>();
  return {
    formOf(schema) {
      const key = JSON.stringify(schema) ?? '';
      const form = forms.get(key) ?? compileForm(schema);
      forms.delete(key);
      forms.set(key, form);
      const [oldest] = forms.keys();
      if (forms.size > MAX_FORMS && oldest !== undefined) forms.delete(oldest);
      return form;
    },
  };
}
