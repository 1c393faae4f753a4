import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { featureGroups } from '../../support/forms/feature-rows.ts';
import { formsTable } from '../../support/forms/forms-table.ts';

test('the table of forms is current: `node scripts/forms-table.ts` writes it', () => {
  expect(readFileSync(new URL('../../../docs/forms.md', import.meta.url), 'utf8')).toBe(formsTable());
});

test('its values are valid by their schemas', () => {
  for (const { feature, schema, value, beside, others } of featureGroups.flatMap(({ rows }) => rows)) {
    const form = compileForm({ ...beside, type: 'object', properties: { value: schema } });
    expect(form.check({ value, ...others }), feature).toEqual([]);
  }
});
