import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSealer, isSealed, keyFromToken } from '../../../src/store/sealer.ts';

const unreadable = expect.objectContaining({ code: 'store.unreadable' });

it('gives back what was sealed, whatever it is, and never shows it', () => {
  const sealer = createSealer([randomBytes(32)]);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const wire: unknown = JSON.parse(JSON.stringify(value));
      expect(sealer.open(sealer.seal(wire))).toEqual(wire);
    }),
  );
  expect(sealer.seal('hunter2-hunter2')).not.toContain('hunter2');
  expect(sealer.seal('same')).not.toBe(sealer.seal('same'));
});

it('opens what older keys sealed, and seals under the first', () => {
  const [older, newer] = [randomBytes(32), randomBytes(32)];
  const sealed = createSealer([older]).seal('x');
  expect(createSealer([newer, older]).open(sealed)).toBe('x');
  expect(() => createSealer([newer]).open(sealed)).toThrow(unreadable);
  expect(createSealer([newer]).open(createSealer([newer, older]).seal('y'))).toBe('y');
});

it('refuses what was changed, cut or never sealed', () => {
  const sealer = createSealer([randomBytes(32)]);
  const sealed = sealer.seal({ password: 'x'.repeat(40) });
  for (let at = 12; at < sealed.length; at += 7) {
    const other = sealed[at] === 'A' ? 'B' : 'A';
    expect(() => sealer.open(sealed.slice(0, at) + other + sealed.slice(at + 1))).toThrow(unreadable);
    expect(() => sealer.open(sealed.slice(0, at))).toThrow(unreadable);
  }
  for (const odd of ['', '{}', 's1..', 's2.00000000.AAAA'])
    expect(() => sealer.open(odd)).toThrow(unreadable);
});

it('makes the same key of the same token, and another of another', () => {
  expect(keyFromToken('xoxb-1')).toEqual(keyFromToken('xoxb-1'));
  expect(keyFromToken('xoxb-1')).not.toEqual(keyFromToken('xoxb-2'));
  expect(keyFromToken('xoxb-1')).toHaveLength(32);
});

it('knows a sealed value from others', () => {
  expect(isSealed({ $sealed: 's1.a.b' })).toBe(true);
  for (const value of [null, 's1.a.b', {}, { $sealed: 1 }, { $sealed: 'x', more: 1 }, []]) {
    expect(isSealed(value)).toBe(false);
  }
});
