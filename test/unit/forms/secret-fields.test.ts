import { expect, it } from 'vitest';
import { mapSecrets } from '../../../src/forms/secret-fields.ts';

const masked = (schema: unknown, input: Record<string, unknown>) => mapSecrets(schema, input, () => '#');

it('finds secrets that the schema declares and those that have such a name', () => {
  const schema = {
    properties: {
      pin: { type: 'string', format: 'password' },
      code: { type: 'string', writeOnly: true },
      apiKey: { type: 'string' },
      take: { type: 'integer' },
    },
  };
  expect(masked(schema, { pin: '1', code: '2', apiKey: '3', take: 4, password: '5' })).toEqual({
    pin: '#',
    code: '#',
    apiKey: '#',
    take: 4,
    password: '#',
  });
});

it('finds them at every depth: in objects, lists, unions, references and additional properties', () => {
  const secret = { type: 'string', format: 'password' };
  const schema = {
    $defs: { login: { type: 'object', properties: { user: { type: 'string' }, pin: secret } } },
    properties: {
      login: { $ref: '#/$defs/login' },
      logins: { type: 'array', items: { $ref: '#/$defs/login' } },
      either: { oneOf: [{ type: 'null' }, { properties: { pin: secret } }, { properties: { b: {} } }] },
      pair: { prefixItems: [{}, secret] },
      map: { additionalProperties: secret },
    },
    allOf: [{ if: false, else: { properties: { late: secret } } }],
  };
  expect(
    masked(schema, {
      login: { user: 'ada', pin: '1' },
      logins: [{ user: 'ben', pin: '2' }],
      either: { pin: '3' },
      pair: ['open', 'closed'],
      map: { any: 'x' },
      late: 'y',
      deep: { list: [{ token: 'z' }] },
    }),
  ).toEqual({
    login: { user: 'ada', pin: '#' },
    logins: [{ user: 'ben', pin: '#' }],
    either: { pin: '#' },
    pair: ['open', '#'],
    map: { any: '#' },
    late: '#',
    deep: { list: [{ token: '#' }] },
  });
});

it('leaves what is not there alone, and takes any schema and any name', () => {
  expect(masked({ properties: { pin: { format: 'password' } } }, { pin: null })).toEqual({ pin: null });
  expect(masked(true, { plain: 1 })).toEqual({ plain: 1 });
  const loop = { properties: { child: { $ref: '#' }, pin: { format: 'password' } } };
  expect(masked(loop, { child: { child: { pin: 'x' } } })).toEqual({ child: { child: { pin: '#' } } });
  const odd: Record<string, unknown> = JSON.parse('{"__proto__": {"token": "x"}}');
  expect(JSON.stringify(masked({}, odd))).toBe('{"__proto__":{"token":"#"}}');
});
