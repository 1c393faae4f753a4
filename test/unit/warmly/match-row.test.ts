import { expect, it } from 'vitest';
import { matchRow, toolsForRows } from '../../../src/slack/warmly/match-row.ts';

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
  [{ contactEmail: { type: 'string' } }, { contactEmail: 'ada@c.example' }],
])('fills %j with %j', (properties, input) => {
  expect(matchRow(ROW, { properties })).toEqual(input);
});

it('fits an account’s own domain into a tool that asks for a company’s', () => {
  const schema = { properties: { companyDomain: { type: 'string' } } };
  expect(matchRow({ name: 'Acme', domain: 'acme.example' }, schema)).toEqual({
    companyDomain: 'acme.example',
  });
});

it('offers what any of the rows fits, what gets all that it needs first', () => {
  const enroll = {
    name: 'enroll',
    inputSchema: { properties: { email: { type: 'string' } }, required: ['email'] },
  };
  const search = {
    name: 'search',
    inputSchema: { properties: { country: { type: 'string' }, city: { type: 'string' } } },
  };
  const other = { name: 'other', inputSchema: { properties: { phone: { type: 'string' } } } };
  const rows = [
    { email: null, country: 'DE', city: 'Bonn' },
    { email: 'ada@c.example', country: 'DE', city: 'Bonn' },
  ];
  const names = toolsForRows([search, other, enroll], rows).map(({ name }) => name);
  expect(names).toEqual(['enroll', 'search']);
});
