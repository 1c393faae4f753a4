import { expect, it } from 'vitest';
import { isDatabaseTrouble, isUnanswered } from '../../../src/store/database-trouble.ts';

const coded = (code: string) => Object.assign(new Error('refused'), { code });

it.each(['57P01', '08006', '53300', '40001', '25006', 'SQLITE_BUSY', 'SQLITE_IOERR_WRITE', 'ECONNREFUSED'])(
  'takes %s for trouble that passes',
  (code) => expect(isDatabaseTrouble(coded(code))).toBe(true),
);

it('knows what the driver says without a code', () => {
  expect(isDatabaseTrouble(new Error('timeout exceeded when trying to connect'))).toBe(true);
  expect(isDatabaseTrouble(new Error('Connection terminated unexpectedly'))).toBe(true);
});

it.each(['23505', '42P01', 'SQLITE_CONSTRAINT', 'slack.refused'])('takes %s for what comes again', (code) =>
  expect(isDatabaseTrouble(coded(code))).toBe(false),
);

it('takes a defect for what comes again', () => {
  expect(isDatabaseTrouble(new TypeError('x is not a function'))).toBe(false);
  expect(isDatabaseTrouble('timeout exceeded when trying to connect')).toBe(false);
});

it.each([
  [Object.assign(new Error('ended'), { code: '57P01' }), true],
  [new Error('Connection terminated unexpectedly'), true],
  [new Error('Query read timeout'), true],
  [coded('ECONNREFUSED'), false],
  [coded('SQLITE_FULL'), false],
  [new Error('timeout exceeded when trying to connect'), false],
])('knows whether what was asked may have been done all the same: %s, %s', (error, isSo) =>
  expect([isUnanswered(error), isDatabaseTrouble(error)]).toEqual([isSo, true]),
);
