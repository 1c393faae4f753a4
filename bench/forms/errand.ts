import { compileForm } from '../../src/forms/compile-form.ts';
import { formBlocks } from '../../src/forms/form-blocks.ts';
import { validateInput } from '../../src/forms/validate-input.ts';
import type { Candidate } from './candidate.ts';

/** Our own: the blocks of the first view as JSON. */
export const errand: Candidate = {
  name: 'errand',
  prepare(schema) {
    const form = compileForm(schema);
    return {
      firstView: () => JSON.stringify(formBlocks(form, { values: {}, revision: 1 })),
      validate: (input) => validateInput(form, input),
    };
  },
};
