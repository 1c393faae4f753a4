import { describe, expect, test } from 'vitest';
import { checkWarmlyInput } from '../../../src/warmly/limits.ts';

const keysOf = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1]));

function nested(levels: number): unknown {
  let value: unknown = {};
  for (let level = 1; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

describe('checkWarmlyInput', () => {
  test('an ordinary input fits', () => {
    expect(checkWarmlyInput({ take: 25, countries: ['DE'] }, 'why')).toEqual([]);
    expect(checkWarmlyInput({})).toEqual([]);
  });

  test('bytes: 262144 of JSON fit, one more does not', () => {
    const overhead = JSON.stringify({ a: '' }).length;
    expect(checkWarmlyInput({ a: 'x'.repeat(262_143 - overhead) })).toEqual([]);
    expect(checkWarmlyInput({ a: 'x'.repeat(262_144 - overhead) })).toEqual([]);
    expect(checkWarmlyInput({ a: 'x'.repeat(262_145 - overhead) })).toEqual([
      {
        limit: 'bytes',
        max: 262_144,
        actual: 262_145,
        message: 'The input is 262,145 bytes; Warmly takes at most 262,144, so it is 1 over.',
      },
    ]);
  });

  test('bytes are counted in UTF-8', () => {
    expect(checkWarmlyInput({ a: '€'.repeat(90_000) })[0]).toMatchObject({ limit: 'bytes', actual: 270_008 });
  });

  test('keys: 1000 in all objects together fit, one more does not', () => {
    expect(checkWarmlyInput({ a: keysOf(499), b: [keysOf(499)] })).toEqual([]);
    expect(checkWarmlyInput({ a: keysOf(499), b: [keysOf(500)] })).toMatchObject([
      { limit: 'keys', max: 1_000, actual: 1_001 },
    ]);
    expect(checkWarmlyInput({ list: Array.from({ length: 5_000 }, () => 1) })).toEqual([]);
  });

  test('levels: 32 fit, 33 do not, and a hundred thousand do no harm', () => {
    expect(checkWarmlyInput(nested(32))).toEqual([]);
    expect(checkWarmlyInput(nested(33))).toMatchObject([{ limit: 'levels', max: 32, actual: 33 }]);
    expect(checkWarmlyInput(nested(100_000)).map(({ limit }) => limit)).toContain('levels');
  });

  test('reasoning: 50000 characters fit, one more does not', () => {
    expect(checkWarmlyInput({}, 'x'.repeat(50_000))).toEqual([]);
    expect(checkWarmlyInput({}, 'x'.repeat(50_001))).toMatchObject([{ limit: 'reasoning', actual: 50_001 }]);
  });

  test('tells of every limit that is passed', () => {
    const input = { ...keysOf(1_000), deep: nested(40), long: 'x'.repeat(300_000) };
    const limits = checkWarmlyInput(input, 'x'.repeat(60_000)).map(({ limit }) => limit);
    expect(limits).toEqual(['bytes', 'keys', 'levels', 'reasoning']);
  });
});
