import { describe, expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { openSession } from '../../../src/forms/open-session.ts';
import { readCorpus } from '../../support/forms/corpus.ts';
import { openFormInSlack } from '../../support/forms/form-in-slack.ts';
import { typeInput } from '../../support/forms/form-typing.ts';
import { walkUntouched } from '../../support/forms/form-walk.ts';
import { plainCheck } from '../../support/forms/plain-check.ts';
import { createInstanceMaker } from '../../support/forms/valid-instance.ts';

const corpus = readCorpus();

/** Every schema of the corpus with an instance of its own. */
describe.skipIf(corpus === undefined)('real tool schemas, through every page and sub-form', () => {
  const makeInstance = createInstanceMaker();
  const cases = (corpus ?? []).map(({ source, name, inputSchema: schema }, seed) => {
    const check = plainCheck(schema) ?? (() => false);
    return {
      name: `${source}/${name}`,
      form: compileForm(schema),
      wild: makeInstance(schema, check, { seed, style: { wild: true } }),
      typed: makeInstance(schema, check, { seed, style: { wild: false } }),
    };
  });

  test('each has an instance to be tried with', () => {
    expect(cases.filter(({ wild, typed }) => wild === undefined || typed === undefined)).toEqual([]);
  });

  test('views are valid, a prefill comes back untouched, and 98% of the properties have inputs of their own', () => {
    const properties = new Set<string>();
    const asJson = new Set<string>();
    for (const { name, form, wild } of cases) {
      const { input, parts } = walkUntouched(openFormInSlack(form, openSession(form, { value: wild })));
      expect(input, name).toEqual(wild);
      // An entry of a list or a map is no property: its schema may say nothing at all.
      const entries = new Set(parts.flatMap((part) => (part.type === 'row' ? [part.pointer] : [])));
      for (const part of parts) {
        if (!('node' in part) || entries.has(part.node.pointer)) continue;
        const property = `${name}${part.node.pointer.replaceAll(/\/\d+/g, '/*')}`;
        properties.add(property);
        if (part.type === 'input' && part.node.leaf.kind.type === 'json') asJson.add(property);
      }
    }
    expect(properties.size).toBeGreaterThan(2_500);
    console.log(`JSON text for ${asJson.size} of ${properties.size} properties`);
    expect(asJson.size / properties.size).toBeLessThan(0.02);
  });

  test('what a person types into every field is what is sent', () => {
    for (const { name, form, typed } of cases) {
      const slack = openFormInSlack(form, openSession(form));
      const { input, wanted } = typeInput(slack, typed);
      expect(input, name).toEqual(wanted);
    }
  });
});
