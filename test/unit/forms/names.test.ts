import { expect, test } from 'vitest';
import { compileForm } from '../../../src/forms/compile-form.ts';
import { describeSchema } from '../../../src/forms/describe-schema.ts';
import { humanizeName } from '../../../src/forms/labels.ts';
import { nearestNames } from '../../../src/forms/nearest-names.ts';
import { chunkText, fitText } from '../../../src/forms/text-fit.ts';

test.each([
  ['timeWindow', 'Time window'],
  ['time_window', 'Time window'],
  ['companyURL', 'Company URL'],
  ['user_id', 'User ID'],
  ['HTTPServer2Name', 'HTTP server2 name'],
  ['', '(no name)'],
  ['__', '__'],
])('%j is labelled %j', (name, label) => {
  expect(humanizeName(name)).toBe(label);
});

test('nearest names: slips, case, parts of a name, no far ones', () => {
  const tools = [
    'list_warm_visitors',
    'list_warm_accounts',
    'list_third_party_signals',
    'get_credits_remaining',
  ];
  expect(nearestNames('list_warm_visitor', tools)[0]).toBe('list_warm_visitors');
  expect(nearestNames('lsit-warm-accounts', tools)[0]).toBe('list_warm_accounts');
  expect(nearestNames('credits', tools)).toEqual(['get_credits_remaining']);
  expect(nearestNames('LIST', tools, 2)).toHaveLength(2);
  expect(nearestNames('weather', tools)).toEqual([]);
  expect(nearestNames('', tools)).toEqual([]);
});

test('a tool is described by one line for each property', () => {
  const form = compileForm({
    type: 'object',
    properties: {
      take: { type: 'integer', minimum: 1, maximum: 500, default: 25, description: 'How many. At most.' },
      mode: { enum: ['by_signal', 'by_company'] },
    },
    required: ['mode'],
  });
  expect(describeSchema(form)).toEqual([
    'mode: one of by_signal, by_company, required',
    'take: whole number, from 1 up to 500, default 25. How many.',
  ]);
});

test('texts are cut between characters and with a sign of it', () => {
  expect(fitText('abc', 3)).toBe('abc');
  expect(fitText('abcd', 3)).toBe('ab…');
  expect(fitText('a🙂b', 3)).toBe('a…');
  expect(chunkText('one two three four', 9).every((chunk) => chunk.length <= 9)).toBe(true);
  expect(chunkText('one two three four', 9).join('').replaceAll(' ', '')).toBe('onetwothreefour');
});
