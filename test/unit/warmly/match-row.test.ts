import { expect, it } from 'vitest';
import { matchRow } from '../../../src/slack/warmly/match-row.ts';

const ROW = { email: 'ada@c.example', company: { domain: 'c.example', size: 50 }, page: 3, name: '' };

it.each([
  [{ email: { type: 'string' } }, { email: 'ada@c.example' }],
  [{ companyDomain: { type: ['string', 'null'] } }, { companyDomain: 'c.example' }],
  [{ domain: { type: 'string' } }, { domain: 'c.example' }],
  [{ emails: { type: 'array', items: { type: 'string' } } }, { emails: ['ada@c.example'] }],
  [{ size: { type: 'integer' } }, { size: 50 }],
  [{ size: { type: 'string' } }, {}],
  [{ page: { type: 'integer' } }, {}],
  [{ name: { type: 'string' } }, {}],
  [{ phone: { type: 'string' } }, {}],
])('fills %j with %j', (properties, input) => {
  expect(matchRow(ROW, { properties })).toEqual(input);
});
