import { expect, it } from 'vitest';
import { asksBeforeRunning } from '../../../src/slack/warmly/confirmation.ts';
import { rankTools, searchTools } from '../../../src/slack/warmly/rank-tools.ts';

const tool = (name: string, isAsync = false) => ({ name, isAsync, description: '', inputSchema: {} });

it.each([
  [[], tool('list_visitors'), false],
  [[], tool('enroll', true), true],
  [['send_*'], tool('send_mail'), true],
  [['send_*'], tool('resend_mail'), false],
  [['*mail*'], tool('resend_mail'), true],
  [['!enroll*'], tool('enroll_preview', true), false],
  [['!*', 'delete_*'], tool('delete_list'), true],
  [['!*', 'delete_*'], tool('enroll', true), false],
  [['*', '!list_*'], tool('list_visitors'), false],
  [['a.c'], tool('abc'), false],
])('by %j asks for %j: %s', (patterns, one, asks) => {
  expect(asksBeforeRunning(patterns, one)).toBe(asks);
});

it('ranks favourites first, then what was used lately, then by name', () => {
  const tools = ['d', 'c', 'b', 'a'].map((name) => tool(name));
  const near = { favourites: new Set(['c']), recent: ['d', 'c'] };
  expect(rankTools(tools, near).map(({ name }) => name)).toEqual(['c', 'd', 'a', 'b']);
});

it('searches names, descriptions and inputs by every word', () => {
  const tools = [
    { ...tool('list_warm_visitors'), description: 'People on your site.' },
    { ...tool('enrich'), inputSchema: { properties: { linkedinUrl: {} } } },
  ];
  expect(searchTools(tools, 'warm people').map(({ name }) => name)).toEqual(['list_warm_visitors']);
  expect(searchTools(tools, 'list_warm').map(({ name }) => name)).toEqual(['list_warm_visitors']);
  expect(searchTools(tools, 'LinkedIn').map(({ name }) => name)).toEqual(['enrich']);
  expect(searchTools(tools, '')).toHaveLength(2);
  expect(searchTools(tools, 'warm linkedin')).toEqual([]);
});
