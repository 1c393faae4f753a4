import { compileForm } from '../../src/forms/compile-form.ts';
import { validateInput } from '../../src/forms/form-issues.ts';
import { formView } from '../../src/forms/form-view.ts';
import { openSession } from '../../src/forms/open-session.ts';
import type { Candidate } from './candidate.ts';

/** Our own: the first view of a form as JSON. */
export const errand: Candidate = {
  name: 'errand',
  prepare(schema) {
    const form = compileForm(schema);
    return {
      firstView: () => JSON.stringify(formView(form, openSession(form))),
      validate: (input) => validateInput(form, input),
    };
  },
};
