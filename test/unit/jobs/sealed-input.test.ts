import { expect, it } from 'vitest';
import { openInput, sealInput } from '../../../src/jobs/sealed-input.ts';
import { createSealer } from '../../../src/store/sealer.ts';

const SCHEMA = {
  properties: { pin: { format: 'password' }, sites: { items: { properties: { key: { writeOnly: true } } } } },
};
const INPUT = { pin: 1234, sites: [{ key: 'k', name: 'n' }], take: 5 };

it('is opened to what it was', () => {
  const sealer = createSealer([new Uint8Array(32).fill(1)]);
  const sealed = sealInput(sealer, SCHEMA, INPUT);
  expect(sealed).toEqual({
    pin: { $sealed: expect.any(String) },
    sites: [{ key: { $sealed: expect.any(String) }, name: 'n' }],
    take: 5,
  });
  expect(openInput(sealer, sealed)).toEqual(INPUT);
  // A stored request that is accepted once more is not sealed twice.
  expect(sealInput(sealer, SCHEMA, sealed)).toEqual(sealed);
});

it('stays closed under another key, with words for the person', () => {
  const sealed = sealInput(createSealer([new Uint8Array(32).fill(1)]), SCHEMA, INPUT);
  expect(() => openInput(createSealer([new Uint8Array(32).fill(2)]), sealed)).toThrow(
    expect.objectContaining({
      code: 'store.unreadable',
      userMessage: expect.stringContaining('enter it again'),
    }),
  );
});
