/** One feature of JSON Schema: a property that uses it, and a value for it. */
export interface FeatureRow {
  readonly feature: string;
  readonly schema: unknown;
  readonly value: unknown;
  /** What stands beside the property in its object: conditions, definitions. */
  readonly beside?: Readonly<Record<string, unknown>>;
  /** Other properties of the input that the feature needs. */
  readonly others?: Readonly<Record<string, unknown>>;
  readonly required?: boolean;
}

export interface FeatureGroup {
  readonly title: string;
  readonly rows: readonly FeatureRow[];
}

const text = { type: 'string' };
const line = {
  type: 'object',
  properties: { product: text, quantity: { type: 'integer' } },
  required: ['product'],
};
const draft07 = { $schema: 'http://json-schema.org/draft-07/schema#' };

function choices(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `choice ${index + 1}`);
}

/** Everything that a schema can say of an input, in the order in which one learns it. */
export const featureGroups: readonly FeatureGroup[] = [
  {
    title: 'Text',
    rows: [
      { feature: '`string`', schema: text, value: 'two words' },
      { feature: '`minLength`, `maxLength`', schema: { ...text, minLength: 2, maxLength: 40 }, value: 'Ada' },
      { feature: 'long text: `maxLength` above 200', schema: { ...text, maxLength: 2000 }, value: 'a\nb' },
      { feature: '`pattern`', schema: { ...text, pattern: '^[A-Z]{3}-\\d+$' }, value: 'ACM-42' },
      { feature: '`format: email`', schema: { ...text, format: 'email' }, value: 'ada@example.com' },
      { feature: '`format: uri`', schema: { ...text, format: 'uri' }, value: 'https://example.com/a?b=1' },
      {
        feature: '`format: uuid`, `hostname`, `ipv4`, `ipv6`, `regex`',
        schema: { ...text, format: 'ipv4' },
        value: '10.0.0.1',
      },
      { feature: '`format: password`, `writeOnly`', schema: { ...text, writeOnly: true }, value: 's3cret' },
      {
        feature: '`contentEncoding`: a file',
        schema: { ...text, contentEncoding: 'base64', contentMediaType: 'image/png' },
        value: 'iVBORw0=',
      },
    ],
  },
  {
    title: 'Dates',
    rows: [
      { feature: '`format: date`', schema: { ...text, format: 'date' }, value: '2026-01-31' },
      { feature: '`format: time`', schema: { ...text, format: 'time' }, value: '14:30:00Z' },
      {
        feature: '`format: date-time`',
        schema: { ...text, format: 'date-time' },
        value: '2026-01-31T14:30:00Z',
      },
      {
        feature: 'a date in words only',
        schema: { ...text, description: 'ISO date (YYYY-MM-DD).' },
        value: '2026-01-31',
      },
    ],
  },
  {
    title: 'Numbers, yes and no',
    rows: [
      { feature: '`integer`', schema: { type: 'integer', minimum: 1, maximum: 500 }, value: 25 },
      { feature: '`number`', schema: { type: 'number' }, value: 2.5 },
      { feature: '`multipleOf`', schema: { type: 'integer', multipleOf: 50 }, value: 150 },
      { feature: '`boolean`, required', schema: { type: 'boolean' }, value: false, required: true },
      { feature: '`boolean`, optional', schema: { type: 'boolean' }, value: true },
      { feature: '`null`', schema: { type: 'null' }, value: null },
    ],
  },
  {
    title: 'Choices',
    rows: [
      { feature: '`enum`, few', schema: { enum: ['low', 'high'] }, value: 'high' },
      { feature: '`enum`, more', schema: { enum: choices(12) }, value: 'choice 12' },
      { feature: '`enum`, over 100 or long', schema: { enum: choices(120) }, value: 'choice 120' },
      { feature: '`enum` of any type', schema: { enum: [1, 'two', true, null] }, value: 1 },
      {
        feature: '`oneOf` of `const` and `title`',
        schema: {
          oneOf: [
            { const: 1, title: 'Free' },
            { const: 2, title: 'Paid' },
          ],
        },
        value: 2,
      },
      { feature: '`const`, required', schema: { const: 'v1' }, value: 'v1', required: true },
      { feature: '`const`, optional', schema: { const: 'v1' }, value: 'v1' },
    ],
  },
  {
    title: 'Null and several types',
    rows: [
      { feature: '`type: [X, null]`', schema: { type: ['integer', 'null'] }, value: null, required: true },
      { feature: '`anyOf: [X, null]`', schema: { anyOf: [text, { type: 'null' }] }, value: 'x' },
      { feature: '`nullable: true`', schema: { ...text, nullable: true }, value: 'x' },
      { feature: '`type: [string, number]`', schema: { type: ['string', 'number'] }, value: '12' },
    ],
  },
  {
    title: 'Lists',
    rows: [
      { feature: 'array of texts', schema: { type: 'array', items: text }, value: ['one', 'two words'] },
      { feature: 'array of numbers', schema: { type: 'array', items: { type: 'integer' } }, value: [3, -1] },
      {
        feature: 'array of `enum`',
        schema: { type: 'array', items: { enum: ['email', 'phone'] } },
        value: ['phone'],
      },
      {
        feature: 'array of objects',
        schema: { type: 'array', items: line },
        value: [{ product: 'Signals', quantity: 2 }, { product: 'Visitors' }],
      },
      {
        feature: 'array of arrays',
        schema: { type: 'array', items: { type: 'array', items: { type: 'number' } } },
        value: [[1, 2], [3]],
      },
      {
        feature: '`prefixItems` (tuple)',
        schema: { type: 'array', prefixItems: [text, { type: 'number' }], items: false },
        value: ['Berlin', 52.5],
      },
      {
        feature: '`items: […]` (tuple of draft-07)',
        schema: { type: 'array', items: [text, { type: 'number' }], additionalItems: false },
        value: ['Berlin', 52.5],
        beside: draft07,
      },
    ],
  },
  {
    title: 'Objects',
    rows: [
      {
        feature: 'small nested object',
        schema: line,
        value: { product: 'Signals', quantity: 2 },
        required: true,
      },
      {
        feature: 'larger or deeper nested object',
        schema: { type: 'object', properties: { inner: line, a: text, b: text, c: text, d: text } },
        value: { inner: { product: 'Signals' }, a: 'x' },
      },
      {
        feature: '`additionalProperties: {…}` (map)',
        schema: { type: 'object', additionalProperties: { type: 'integer' } },
        value: { red: 1, blue: 2 },
      },
      {
        feature: '`patternProperties`, `propertyNames`',
        schema: { type: 'object', patternProperties: { '^x-': text }, additionalProperties: false },
        value: { 'x-id': '7' },
      },
      { feature: 'object of anything', schema: { type: 'object' }, value: { a: [1] } },
      { feature: 'anything at all (`{}`, `true`)', schema: {}, value: { a: 1 } },
    ],
  },
  {
    title: 'Unions',
    rows: [
      {
        feature: '`oneOf` of objects with a discriminator',
        schema: {
          oneOf: [
            {
              title: 'Card',
              type: 'object',
              properties: { kind: { const: 'card' }, number: text },
              required: ['kind', 'number'],
            },
            {
              title: 'Invoice',
              type: 'object',
              properties: { kind: { const: 'invoice' } },
              required: ['kind'],
            },
          ],
        },
        value: { kind: 'card', number: '42' },
      },
      {
        feature: '`anyOf` of different things',
        schema: {
          anyOf: [
            { ...text, title: 'A name' },
            { ...line, title: 'A line' },
          ],
        },
        value: { product: 'Signals' },
      },
    ],
  },
  {
    title: 'Rules between fields',
    rows: [
      {
        feature: '`allOf`',
        schema: { allOf: [line, { properties: { note: text } }] },
        value: { product: 'Signals', note: 'x' },
        required: true,
      },
      {
        feature: '`if`, `then`, `else`',
        schema: { enum: ['now', 'later'] },
        value: 'later',
        beside: {
          if: { properties: { value: { const: 'later' } }, required: ['value'] },
          then: { properties: { at: { ...text, format: 'date' } }, required: ['at'] },
        },
        others: { at: '2026-01-31' },
      },
      {
        feature: '`dependentRequired`, `dependentSchemas`',
        schema: text,
        value: 'x',
        beside: { dependentSchemas: { value: { properties: { more: text }, required: ['more'] } } },
        others: { more: 'y' },
      },
    ],
  },
  {
    title: 'References and the rest',
    rows: [
      {
        feature: '`$ref` into `$defs`, `definitions`, `#/properties/…`',
        schema: { $ref: '#/$defs/level' },
        value: 'low',
        beside: { $defs: { level: { enum: ['low', 'high'] } } },
      },
      {
        feature: 'recursion',
        schema: { $ref: '#/$defs/tree' },
        value: { label: 'a', children: [{ label: 'b' }] },
        beside: {
          $defs: {
            tree: {
              type: 'object',
              properties: { label: text, children: { type: 'array', items: { $ref: '#/$defs/tree' } } },
            },
          },
        },
      },
      { feature: '`default`, required', schema: { type: 'integer', default: 25 }, value: 25, required: true },
      { feature: '`default`, optional', schema: { type: 'integer', default: 25 }, value: 30 },
      { feature: '`examples`', schema: { ...text, examples: ['ada@example.com'] }, value: 'x' },
      { feature: '`deprecated`', schema: { ...text, deprecated: true }, value: 'x' },
      { feature: '`readOnly`', schema: { ...text, readOnly: true }, value: 'x' },
      {
        feature: 'a remote `$ref`, or one that leads nowhere',
        schema: { $ref: 'https://example.com/x' },
        value: 1,
      },
    ],
  },
];
