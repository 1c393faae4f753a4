import fc from 'fast-check';
import { anyLeaf, type Schema } from './any-leaf.ts';

/** Names that break what is careless with them; the plain ones are there to collide. */
const ODD_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'a.b',
  'a/b',
  'a~1b',
  'with space',
  'emoji 🎉',
  'größe',
  'Name',
  'name',
  'na-me',
  '0',
  '',
  ' ',
  'x'.repeat(300),
  '[0]',
  'input',
  '$ref',
  'if',
];
const PLAIN_NAMES = ['title', 'timeWindow', 'take', 'owner_id', 'tags', 'filter', 'start', 'note', 'kind'];

const anyName = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PLAIN_NAMES) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_NAMES) },
);

/** Which dialect a schema is written in: only tuples and definitions differ between them. */
type Dialect = 'new' | 'draft-07';

const ROOTS: Readonly<Record<Dialect, string | undefined>> = {
  new: undefined,
  'draft-07': 'http://json-schema.org/draft-07/schema#',
};

/** Every schema may refer to these: one that is shared, one that holds itself, one that is a choice. */
const DEFINITIONS: Schema = {
  money: {
    type: 'object',
    title: 'Money',
    properties: { amount: { type: 'number', minimum: 0 }, currency: { enum: ['EUR', 'USD'] } },
    required: ['amount', 'currency'],
    additionalProperties: false,
  },
  tree: {
    type: 'object',
    properties: {
      label: { type: 'string', minLength: 1 },
      children: { type: 'array', items: { $ref: '#/definitions/tree' } },
    },
    required: ['label'],
    additionalProperties: false,
  },
  level: { type: 'string', enum: ['low', 'mid', 'high'], title: 'Level' },
};

/**
 * A schema such as tools have, and such as only standards have: objects with fields of every kind, lists, maps,
 * tuples, unions with and without a discriminator, conditions, references and recursion.
 */
export const anySchema: fc.Arbitrary<Schema> = fc
  .constantFrom<Dialect>('new', 'draft-07')
  .chain((dialect) => rootOf(dialect));

function rootOf(dialect: Dialect): fc.Arbitrary<Schema> {
  const { node } = nodesOf(dialect);
  const declared = ROOTS[dialect];
  return objectOf(node, dialect).map((schema) => ({
    ...(declared === undefined ? {} : { $schema: declared }),
    ...schema,
    ...(JSON.stringify(schema).includes('#/definitions/') ? { definitions: DEFINITIONS } : {}),
  }));
}

function nodesOf(dialect: Dialect): { node: fc.Arbitrary<Schema> } {
  return fc.letrec<{ node: Schema }>((tie) => {
    const node = tie('node');
    return {
      node: fc.oneof(
        { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
        { weight: 8, arbitrary: anyLeaf },
        { weight: 3, arbitrary: objectOf(node, dialect) },
        { weight: 2, arbitrary: listOf(node) },
        { weight: 1, arbitrary: mapOf(node) },
        { weight: 1, arbitrary: tupleOf(node, dialect) },
        { weight: 1, arbitrary: taggedUnion(node) },
        { weight: 1, arbitrary: mixedUnion(node, dialect) },
        { weight: 1, arbitrary: nullableOf(node) },
        { weight: 1, arbitrary: referenceOf },
        { weight: 1, arbitrary: togetherOf(node) },
      ),
    };
  });
}

const referenceOf = fc.constantFrom('money', 'tree', 'level').map((name) => ({
  $ref: `#/definitions/${name}`,
}));

interface Property {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
}

function propertiesOf(node: fc.Arbitrary<Schema>, maxLength = 6): fc.Arbitrary<Property[]> {
  const property = fc.record({ name: anyName, schema: node, required: fc.boolean() });
  return fc.uniqueArray(property, { maxLength, selector: ({ name }) => name });
}

function plainObject(properties: readonly Property[]): Schema {
  const required = properties.filter((property) => property.required).map(({ name }) => name);
  return {
    type: 'object',
    // From a list of pairs, so that `__proto__` is a property like any other.
    properties: Object.fromEntries(properties.map(({ name, schema }) => [name, schema])),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** With what else an object may say: that it is closed, or what holds under a condition. */
function objectOf(node: fc.Arbitrary<Schema>, dialect: Dialect): fc.Arbitrary<Schema> {
  const closed = propertiesOf(node).map((properties) => ({
    ...plainObject(properties),
    additionalProperties: false,
  }));
  const open = propertiesOf(node).map(plainObject);
  return fc.oneof(
    { weight: 4, arbitrary: closed },
    { weight: 3, arbitrary: open },
    { weight: 1, arbitrary: conditional(node) },
    { weight: 1, arbitrary: dependent(node, dialect) },
  );
}

function conditional(node: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return fc.tuple(propertiesOf(node, 3), node, node, fc.boolean()).map(([properties, yes, no, hasElse]) => ({
    ...plainObject([
      ...properties.filter(({ name }) => name !== 'mode'),
      { name: 'mode', schema: { enum: ['simple', 'advanced'] }, required: true },
    ]),
    if: { properties: { mode: { const: 'advanced' } } },
    then: { properties: { whenAdvanced: yes }, required: ['whenAdvanced'] },
    ...(hasElse ? { else: { properties: { whenSimple: no } } } : {}),
  }));
}

function dependent(node: fc.Arbitrary<Schema>, dialect: Dialect): fc.Arbitrary<Schema> {
  const base = (properties: readonly Property[]) =>
    plainObject([
      ...properties.filter(({ name }) => !['card', 'address'].includes(name)),
      { name: 'card', schema: { type: 'string', minLength: 1 }, required: false },
      { name: 'address', schema: { type: 'string', minLength: 1 }, required: false },
    ]);
  const [names, schemas] =
    dialect === 'new' ? ['dependentRequired', 'dependentSchemas'] : ['dependencies', 'dependencies'];
  return fc.tuple(propertiesOf(node, 3), node, fc.boolean()).map(([properties, more, bySchema]) => ({
    ...base(properties),
    ...(bySchema
      ? { [schemas]: { card: { properties: { security: more }, required: ['security'] } } }
      : { [names]: { card: ['address'] } }),
  }));
}

function listOf(node: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return fc.record({ items: node, least: fc.nat({ max: 2 }), isLimited: fc.boolean() }).map(
    ({ items, least, isLimited }): Schema => ({
      type: 'array',
      items,
      ...(least === 0 ? {} : { minItems: least }),
      ...(isLimited ? { maxItems: least + 2 } : {}),
    }),
  );
}

function mapOf(node: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return fc.tuple(node, fc.constantFrom('any', 'pattern', 'names')).map(([entry, by]): Schema => {
    if (by === 'any') return { type: 'object', additionalProperties: entry };
    if (by === 'pattern') {
      return { type: 'object', patternProperties: { '^x_[a-z]{1,4}$': entry }, additionalProperties: false };
    }
    return { type: 'object', propertyNames: { pattern: '^[a-z]{1,5}$' }, additionalProperties: entry };
  });
}

function tupleOf(node: fc.Arbitrary<Schema>, dialect: Dialect): fc.Arbitrary<Schema> {
  return fc.tuple(fc.array(node, { minLength: 1, maxLength: 3 }), fc.option(node)).map(([entries, rest]) => {
    const length = { minItems: entries.length, ...(rest === null ? { maxItems: entries.length } : {}) };
    return dialect === 'new'
      ? { type: 'array', prefixItems: entries, items: rest ?? false, ...length }
      : { type: 'array', items: entries, additionalItems: rest ?? false, ...length };
  });
}

function taggedUnion(node: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  const branch = (tag: string) =>
    propertiesOf(node, 3).map((properties) => ({
      ...plainObject([
        { name: 'kind', schema: { const: tag }, required: true },
        ...properties.filter(({ name }) => name !== 'kind'),
      ]),
      title: `The ${tag} one`,
      additionalProperties: false,
    }));
  return fc
    .tuple(branch('red'), branch('green'), fc.boolean())
    .map(([red, green, exactly]) => (exactly ? { oneOf: [red, green] } : { anyOf: [red, green] }));
}

function mixedUnion(node: fc.Arbitrary<Schema>, dialect: Dialect): fc.Arbitrary<Schema> {
  return fc.oneof(
    objectOf(node, dialect).map((object) => ({ anyOf: [{ type: 'string', minLength: 1 }, object] })),
    fc.constant({ oneOf: [{ type: 'integer' }, { type: 'string', minLength: 1 }] }),
    listOf(node).map((list) => ({ anyOf: [{ type: 'boolean' }, list] })),
    fc
      .tuple(propertiesOf(node, 2), propertiesOf(node, 2))
      .map(([left, right]) => ({ anyOf: [plainObject(left), plainObject(right)] })),
  );
}

function nullableOf(node: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return node.map((schema) => ({ anyOf: [schema, { type: 'null' }] }));
}

function togetherOf(node: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return fc.tuple(propertiesOf(node, 2), propertiesOf(node, 2)).map(([left, right]) => ({
    allOf: [
      plainObject(left),
      plainObject(right.filter(({ name }) => !left.some((one) => one.name === name))),
    ],
  }));
}
