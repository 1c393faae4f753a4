import { expect, it } from 'vitest';
import { createStatementNames } from '../../../src/store/statement-names.ts';

it('names each statement always the same, and no two alike', () => {
  const nameOf = createStatementNames();
  const first = nameOf('select "id" from "jobs" where "id" = $1');
  const second = nameOf('update "jobs" set "state" = $1');
  expect(first).toBeDefined();
  expect(second).not.toBe(first);
  expect(nameOf('select "id" from "jobs" where "id" = $1')).toBe(first);
});

it.each([
  ['changes with the columns of its table', 'select * from "jobs" where "id" = $1'],
  ['has as many texts as lists have lengths', 'delete from "jobs" where "id" in ($1, $2)'],
  ['belongs to every transaction', 'begin'],
])('names nothing that %s', (_why, text) => {
  expect(createStatementNames()(text)).toBeUndefined();
});
