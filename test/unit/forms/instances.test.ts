import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anySchema } from '../../support/forms/any-schema.ts';
import { plainCheck } from '../../support/forms/plain-check.ts';
import { createInstanceMaker } from '../../support/forms/valid-instance.ts';

test('nearly every random schema compiles and has an instance to fill its form with', () => {
  const schemas = fc.sample(anySchema, { numRuns: 200, seed: 1 });
  const makeInstance = createInstanceMaker();
  const instances = schemas.map((schema, seed) => {
    const check = plainCheck(schema);
    expect(check, JSON.stringify(schema)).toBeDefined();
    return check === undefined
      ? undefined
      : makeInstance(schema, check, { seed, style: { wild: seed % 2 === 0 } });
  });
  expect(instances.filter((instance) => instance !== undefined).length).toBeGreaterThan(190);
  // Not merely the least that each schema takes.
  expect(instances.filter((instance) => JSON.stringify(instance ?? '').length > 100).length).toBeGreaterThan(
    60,
  );
});
