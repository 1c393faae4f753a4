import { describe, expect, test } from 'vitest';
import { normalSchema, ROOT_URI } from '../../../src/forms/normal-schema.ts';
import { compileCheck } from '../../../src/forms/schema-check.ts';
import { shapeOf } from '../../../src/forms/schema-shape.ts';

function rootOf(schema: unknown): unknown {
  const normal = normalSchema(schema);
  return normal.ok ? normal.root : normal.problem;
}

/** Whether each value is taken, by the schema as it was compiled. */
function verdicts(schema: unknown, values: readonly unknown[]): readonly boolean[] | string {
  const checked = compileCheck(schema);
  return checked.ok ? values.map((value) => checked.check(value).length === 0) : checked.problem;
}

describe('older drafts and other dialects are written as 2020-12', () => {
  test.each<[string, unknown, unknown]>([
    [
      'excluded bounds of draft 04',
      { type: 'number', minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
      { type: 'number', exclusiveMinimum: 1, maximum: 9 },
    ],
    [
      'tuples',
      { type: 'array', items: [{ type: 'string' }, true], additionalItems: false },
      { type: 'array', prefixItems: [{ type: 'string' }, true], items: false },
    ],
    [
      'dependencies',
      { dependencies: { a: ['b'], c: { required: ['d'] } } },
      { dependentRequired: { a: ['b'] }, dependentSchemas: { c: { required: ['d'] } } },
    ],
    [
      'required said at the property',
      { type: 'object', properties: { a: { type: 'string', required: true } } },
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    ],
    ['types of other languages', { type: ['str', 'int'] }, { type: ['string', 'integer'] }],
    ['any', { type: 'any', title: 'A' }, { title: 'A' }],
    ['OpenAPI’s null', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [
      'OpenAPI’s null in an enum',
      { type: 'string', nullable: true, enum: ['a'] },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'OpenAPI’s null beside a union',
      { title: 'A', nullable: true, anyOf: [{ const: 1 }, { const: 2 }] },
      { title: 'A', anyOf: [{ anyOf: [{ const: 1 }, { const: 2 }] }, { type: 'null' }] },
    ],
    ['one example', { type: 'string', example: 'x' }, { type: 'string', examples: ['x'] }],
    [
      'keywords without sense',
      { type: 'string', minLength: -1, pattern: 3, enum: [], required: 'yes', format: null, multipleOf: 0 },
      { type: 'string' },
    ],
    ['identifiers', { $schema: 'x', $id: 'https://a.b/c', $comment: 'c', type: 'null' }, { type: 'null' }],
  ])('%s', (_title, schema, normal) => {
    expect(rootOf(schema)).toEqual(normal);
  });
});

describe('references lead to pointers into the schema', () => {
  const text = { type: 'string' };
  test.each<[string, unknown]>([
    ['$defs', { properties: { a: { $ref: '#/$defs/T' } }, $defs: { T: text } }],
    ['definitions', { properties: { a: { $ref: '#/definitions/T' } }, definitions: { T: text } }],
    ['another property', { properties: { b: text, a: { $ref: '#/properties/b' } } }],
    ['an odd name', { properties: { a: { $ref: '#/$defs/a~1b%20%25c~0' } }, $defs: { 'a/b %c~': text } }],
    [
      'an identifier',
      {
        $id: 'https://x.y/z',
        properties: { a: { $ref: 'https://x.y/t' } },
        $defs: { T: { $id: 't', ...text } },
      },
    ],
    [
      'a relative one',
      {
        $id: 'https://x.y/z/',
        properties: { a: { $ref: 't.json#/$defs/U' } },
        $defs: { T: { $id: 't.json', $defs: { U: text } } },
      },
    ],
    ['an anchor', { properties: { a: { $ref: '#here' } }, $defs: { T: { $anchor: 'here', ...text } } }],
    [
      'draft 04’s identifier',
      { properties: { a: { $ref: '#here' } }, definitions: { T: { id: '#here', ...text } } },
    ],
    [
      'a dynamic anchor',
      { properties: { a: { $dynamicRef: '#d' } }, $defs: { T: { $dynamicAnchor: 'd', ...text } } },
    ],
    [
      'a place that is no schema',
      { properties: { a: { $ref: '#/components/schemas/T' } }, components: { schemas: { T: text } } },
    ],
    [
      'a reference to one',
      { properties: { a: { $ref: '#/$defs/U' } }, $defs: { U: { $ref: '#/x/T' } }, x: { T: text } },
    ],
    ['the first of a list', { properties: { t: { items: [text] }, a: { $ref: '#/properties/t/items/0' } } }],
  ])('%s', (_title, schema) => {
    expect(verdicts(schema, [{ a: 'x' }, { a: 1 }])).toEqual([true, false]);
    const normal = normalSchema(schema);
    const root = normal.ok ? normal.root : {};
    const { properties } = shapeOf(root, root).schema;
    const a =
      typeof properties === 'object' && properties !== null && 'a' in properties ? properties.a : undefined;
    expect(shapeOf(a, root).schema).toEqual(text);
  });

  test('recursion stays recursion, also 2019-09’s', () => {
    const tree = { type: 'object', properties: { next: { $recursiveRef: '#' } }, required: ['v'] };
    expect(
      verdicts(tree, [
        { v: 1, next: { v: 2 } },
        { v: 1, next: {} },
      ]),
    ).toEqual([true, false]);
    expect(JSON.stringify(rootOf(tree))).toContain(`"$ref":"${ROOT_URI}#"`);
  });

  test('a dynamic reference leads to the outermost part of its name', () => {
    const strict = {
      $id: 'https://x.y/strict',
      $dynamicAnchor: 'node',
      $ref: 'https://x.y/tree',
      required: ['v'],
      $defs: {
        tree: {
          $id: 'https://x.y/tree',
          $dynamicAnchor: 'node',
          properties: { next: { $dynamicRef: '#node' } },
        },
      },
    };
    expect(
      verdicts(strict, [
        { v: 1, next: { v: 2 } },
        { v: 1, next: {} },
      ]),
    ).toEqual([true, false]);
  });

  test('boolean schemas', () => {
    expect(verdicts(true, [1, {}])).toEqual([true, true]);
    expect(
      verdicts({ properties: { a: { $ref: '#/$defs/no' } }, $defs: { no: false } }, [{}, { a: 1 }]),
    ).toEqual([true, false]);
  });
});

describe('what cannot be used says why', () => {
  const bomb: Record<string, unknown> = { type: 'object', $ref: '#/$defs/d0', $defs: {} };
  const defs: Record<string, unknown> = {};
  for (let level = 0; level < 40; level += 1) {
    defs[`d${level}`] = { allOf: [{ $ref: `#/$defs/d${level + 1}` }, { $ref: `#/$defs/d${level + 1}` }] };
  }
  bomb.$defs = { ...defs, d40: { type: 'object' } };
  let deep: unknown = {};
  for (let level = 0; level < 10_000; level += 1) deep = { not: deep };

  test.each<[string, unknown, RegExp]>([
    ['a remote reference', { $ref: 'https://example.com/s.json' }, /refers to another schema/],
    [
      'a missing definition',
      { allOf: [{ $ref: '#/$defs/gone' }, { type: 'object' }] },
      /refers to another schema/,
    ],
    ['a bomb of references', bomb, /refers to itself too often/],
    ['a reference to itself', { $ref: '#' }, /refers to itself too often/],
    ['10,000 levels', deep, /nested too deeply/],
    ['10 MB', { description: 'x'.repeat(10_000_000) }, /too large/],
    ['10 MB of keywords', { enum: Array.from({ length: 1_000_000 }, (_, index) => index) }, /too large/],
    [
      '3,000 properties',
      { properties: Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`p${index}`, {}])) },
      /too large/,
    ],
    ['an unknown type', { type: 'objekt' }, /no type "objekt"/],
    ['nothing', undefined, /no JSON Schema/],
  ])('%s', (_title, schema, problem) => {
    expect(verdicts(schema, [])).toMatch(problem);
  });
});

describe('patterns', () => {
  test.each(['^(a+)+$', '^(?=a)(a+)+$', '(x+x+)+y', '^(a|a)*\\1$', '(\\w{1,500}){2,9}!'])(
    '%s is hostile, and ends',
    (pattern) => {
      const schema = { type: 'array', items: { type: 'string', pattern } };
      expect(Array.isArray(verdicts(schema, [Array.from({ length: 50 }, () => `${'a'.repeat(60)}!b`)]))).toBe(
        true,
      );
    },
  );

  test('broken and endless ones are left to the tool', () => {
    expect(verdicts({ pattern: '(' }, ['x'])).toEqual([true]);
    expect(verdicts({ pattern: 'a?'.repeat(10_000) }, ['x'])).toEqual([true]);
    expect(verdicts({ patternProperties: { '[': false } }, [{ '[': 1 }])).toEqual([true]);
  });

  test('looking ahead works within its time', () => {
    expect(verdicts({ pattern: '^(?!.*--)[a-z-]+$' }, ['a-b', 'a--b'])).toEqual([true, false]);
  });
});

describe('allOf is merged', () => {
  function shape(...allOf: unknown[]): unknown {
    return shapeOf({ allOf }, {});
  }

  test('bounds, names and choices are narrowed', () => {
    expect(
      shape(
        { type: 'integer', minimum: 1, maximum: 9, enum: [1, 2, 3], title: 'Inner' },
        { type: ['number', 'null'], minimum: 2, enum: [2, 3, null], title: 'Outer' },
      ),
    ).toEqual({
      schema: { type: 'integer', minimum: 2, maximum: 9, enum: [2, 3], title: 'Outer' },
      nullable: false,
    });
  });

  test('properties come together, and what a closed one does not know goes', () => {
    expect(
      shape(
        { properties: { a: { type: 'string' }, b: { minLength: 1 } }, required: ['a'] },
        { properties: { a: { maxLength: 5 } }, required: ['a', 'c'], additionalProperties: false },
      ),
    ).toEqual({
      schema: {
        properties: { a: { allOf: [{ type: 'string' }, { maxLength: 5 }] } },
        required: ['a', 'c'],
        additionalProperties: false,
      },
      nullable: false,
    });
  });

  test('what cannot be one stays apart', () => {
    const unions = [{ anyOf: [{ const: 1 }, { const: 2 }] }, { anyOf: [{ const: 2 }, { const: 3 }] }];
    expect(shape(...unions)).toEqual({
      schema: { anyOf: [{ const: 1 }, { const: 2 }], allOf: [{ anyOf: [{ const: 2 }, { const: 3 }] }] },
      nullable: false,
    });
    const conditions = [
      { if: { required: ['a'] }, else: { required: ['b'] } },
      { if: { required: ['c'] }, else: { required: ['d'] } },
    ];
    expect(shape(...conditions)).toEqual({
      schema: { ...conditions[0], allOf: [conditions[1]] },
      nullable: false,
    });
  });

  test.each<[unknown, unknown, boolean]>([
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, { type: 'string' }, true],
    [{ type: ['string', 'null'] }, { type: 'string' }, true],
    [
      { oneOf: [{ type: 'null' }, { anyOf: [{ type: 'null' }, { type: 'string' }] }] },
      { type: 'string' },
      true,
    ],
    [{ enum: ['a', null] }, { enum: ['a'] }, true],
    [{ type: 'string', enum: ['a', null] }, { type: 'string', enum: ['a'] }, false],
    [{ type: 'string' }, { type: 'string' }, false],
  ])('%o without null is %o', (schema, rest, nullable) => {
    expect(shapeOf(schema, {})).toEqual({ schema: rest, nullable });
  });
});
