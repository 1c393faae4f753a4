import fc from 'fast-check';

export type Schema = Readonly<Record<string, unknown>>;

const text: fc.Arbitrary<Schema> = fc.constantFrom<Schema>(
  { type: 'string' },
  { type: 'string', minLength: 1, maxLength: 60 },
  { type: 'string', maxLength: 4000 },
  { type: 'string', pattern: '^[A-Z]{3}-\\d+$' },
  { type: 'string', format: 'email' },
  { type: 'string', format: 'uri' },
  { type: 'string', format: 'uuid' },
  { type: 'string', format: 'hostname' },
  { type: 'string', format: 'ipv4' },
  { type: 'string', format: 'ipv6' },
  { type: 'string', format: 'regex' },
  { type: 'string', format: 'date' },
  { type: 'string', format: 'time' },
  { type: 'string', format: 'date-time' },
  { type: 'string', format: 'password' },
  { type: 'string', writeOnly: true },
  { type: 'string', description: 'Start as an ISO date (YYYY-MM-DD).' },
  { type: 'string', contentMediaType: 'application/json', minLength: 1 },
  { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png' },
  { type: 'string', deprecated: true, examples: ['ada@example.com'] },
  { type: 'string', readOnly: true },
);

const number: fc.Arbitrary<Schema> = fc.constantFrom<Schema>(
  { type: 'integer' },
  { type: 'integer', minimum: 1, maximum: 500 },
  { type: 'integer', multipleOf: 5 },
  { type: 'number' },
  { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 10 },
  { type: 'number', minimum: -1.5, multipleOf: 0.5 },
);

const other: fc.Arbitrary<Schema> = fc.constantFrom<Schema>(
  { type: 'boolean' },
  { type: 'null' },
  { const: 'always' },
  { const: 3 },
  { enum: [1, 'one', true, null] },
  { type: ['string', 'number'] },
  { type: ['integer', 'null'] },
  { type: 'string', nullable: true },
  { enum: ['a', 'b', null] },
  { enum: [{ x: 1 }, [2], 'three'] },
  {
    oneOf: [
      { const: 1, title: 'One' },
      { const: 2, title: 'Two' },
    ],
  },
  {
    anyOf: [
      { const: 'a', title: 'First' },
      { enum: ['b'], title: 'Second' },
    ],
  },
  {},
  { type: 'object' },
  { type: 'array' },
);

/** Few make radio buttons, more a menu, many a search. */
const choice: fc.Arbitrary<Schema> = fc.constantFrom(1, 3, 8, 30, 120).map((count) => ({
  type: 'string',
  enum: Array.from(
    { length: count },
    (_, index) => `choice ${index}${index % 7 === 6 ? ' long'.repeat(20) : ''}`,
  ),
}));

const list: fc.Arbitrary<Schema> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom<Schema>({ type: 'string', minLength: 1 }, { type: 'integer' }, { type: 'number' }),
      choice,
      text,
    ),
    fc.boolean(),
  )
  .map(([items, unique]) => ({ type: 'array', items, ...(unique ? { uniqueItems: true } : {}) }));

const noted = (schemas: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> =>
  fc
    .tuple(schemas, fc.constantFrom<Schema>({ title: 'A title' }, { description: 'Says what it is.' }, {}))
    .map(([schema, note]) => ({ ...schema, ...note }));

const withDefault = fc.constantFrom<Schema>(
  { type: 'string', default: 'preset' },
  { type: 'integer', default: 25 },
  { type: 'integer', minimum: 1, default: 0 },
  { type: 'boolean', default: true },
  { enum: ['x', 'y'], default: 'y' },
  { type: 'array', items: { type: 'string', minLength: 1 }, default: ['one', 'two'] },
);

/** One value: what a single input can hold, in every spelling. */
export const anyLeaf: fc.Arbitrary<Schema> = fc.oneof(
  { weight: 4, arbitrary: noted(text) },
  { weight: 2, arbitrary: noted(number) },
  { weight: 3, arbitrary: other },
  { weight: 2, arbitrary: noted(choice) },
  { weight: 2, arbitrary: list },
  { weight: 1, arbitrary: withDefault },
);
