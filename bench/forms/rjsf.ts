import RjsfForm from '@rjsf/core';
import type { RJSFSchema } from '@rjsf/utils';
import { customizeValidator } from '@rjsf/validator-ajv8';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import type { Candidate } from './candidate.ts';

/** react-jsonschema-form: its form as HTML, its ajv validator. */
export const rjsf: Candidate = {
  name: 'rjsf',
  prepare(schema) {
    const validator = customizeValidator();
    const known = schema as RJSFSchema;
    return {
      firstView: () => renderToString(createElement(RjsfForm, { schema: known, validator })),
      validate: (input) => validator.rawValidation(known, input).errors ?? [],
    };
  },
};
