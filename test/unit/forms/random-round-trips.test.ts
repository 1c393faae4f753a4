import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { openSession } from '../../../src/forms/open-session.ts';
import { anySchema } from '../../support/forms/any-schema.ts';
import { openFormInSlack } from '../../support/forms/form-in-slack.ts';
import { typeInput } from '../../support/forms/form-typing.ts';
import { walkUntouched } from '../../support/forms/form-walk.ts';
import { plainCheck } from '../../support/forms/plain-check.ts';
import { createInstanceMaker } from '../../support/forms/valid-instance.ts';

const makeInstance = createInstanceMaker();

/** A schema and something valid by it, as far as chance finds that. */
function instanceOf(schema: unknown, seed: number, style: { readonly wild: boolean }): unknown {
  const check = plainCheck(schema);
  const instance = check === undefined ? undefined : makeInstance(schema, check, { seed, style });
  fc.pre(instance !== undefined);
  return instance;
}

test('any prefill of any schema comes back untouched, through valid views', () => {
  fc.assert(
    fc.property(anySchema, fc.nat(), (schema, seed) => {
      const value = instanceOf(schema, seed, { wild: true });
      const form = compileForm(schema);
      expect(form.problem).toBeUndefined();
      expect(walkUntouched(openFormInSlack(form, openSession(form, { value }))).input).toEqual(value);
    }),
    { numRuns: 100 },
  );
});

test('whatever a person types into any form is what is sent', () => {
  fc.assert(
    fc.property(anySchema, fc.nat(), (schema, seed) => {
      const value = instanceOf(schema, seed, { wild: false });
      const form = compileForm(schema);
      const { input, wanted } = typeInput(openFormInSlack(form, openSession(form)), value);
      expect(input).toEqual(wanted);
    }),
    { numRuns: 100 },
  );
});
