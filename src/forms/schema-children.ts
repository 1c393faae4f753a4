import { isJsonObject, type JsonObject } from './json-value.ts';

/** A schema within a schema, and where it stands once it is written as 2020-12. */
export interface ChildSchema {
  readonly schema: unknown;
  readonly keys: readonly string[];
}

const SINGLE = [
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
];
const LISTS = ['allOf', 'anyOf', 'oneOf'];
const MAPS = ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'];

/** The schemas that stand directly in a schema of any draft, with their places in 2020-12. */
export function childSchemas(schema: JsonObject): ChildSchema[] {
  const children: ChildSchema[] = [];
  for (const keyword of SINGLE)
    if (keyword in schema) children.push({ schema: schema[keyword], keys: [keyword] });
  for (const keyword of LISTS) children.push(...entriesOf(schema[keyword], keyword));
  for (const keyword of MAPS) {
    const map = schema[keyword];
    if (isJsonObject(map))
      for (const key of Object.keys(map)) children.push({ schema: map[key], keys: [keyword, key] });
  }
  children.push(...itemSchemas(schema), ...dependencySchemas(schema));
  return children;
}

/** A list of `items` is what `prefixItems` became, and `additionalItems` is then what `items` became. */
function itemSchemas(schema: JsonObject): ChildSchema[] {
  if (Array.isArray(schema.prefixItems) || !Array.isArray(schema.items)) {
    return [
      ...entriesOf(schema.prefixItems, 'prefixItems'),
      ...('items' in schema ? [{ schema: schema.items, keys: ['items'] }] : []),
    ];
  }
  const rest = 'additionalItems' in schema ? [{ schema: schema.additionalItems, keys: ['items'] }] : [];
  return [...entriesOf(schema.items, 'prefixItems'), ...rest];
}

function dependencySchemas(schema: JsonObject): ChildSchema[] {
  const { dependencies, dependentSchemas } = schema;
  if (!isJsonObject(dependencies)) return [];
  return Object.keys(dependencies)
    .filter((key) => !Array.isArray(dependencies[key]) && typeof dependencies[key] !== 'string')
    .filter((key) => !(isJsonObject(dependentSchemas) && Object.hasOwn(dependentSchemas, key)))
    .map((key) => ({ schema: dependencies[key], keys: ['dependentSchemas', key] }));
}

function entriesOf(list: unknown, keyword: string): ChildSchema[] {
  if (!Array.isArray(list)) return [];
  return list.map((schema: unknown, index) => ({ schema, keys: [keyword, String(index)] }));
}
