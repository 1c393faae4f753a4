import { getOwn, isJsonObject, type JsonObject, sameJson, setOwn } from './json-value.ts';

type Merge = (inner: unknown, outer: unknown) => unknown;

/** Names and texts: the outer schema speaks of the value in its place. */
const ANNOTATIONS: ReadonlySet<string> = new Set(
  (
    'title description default examples deprecated readOnly writeOnly enumNames enumDescriptions ' +
    'contentMediaType contentEncoding discriminator'
  ).split(' '),
);
const GROUPS = [
  ['if', 'then', 'else'],
  ['contains', 'minContains', 'maxContains'],
];
const MERGES: Readonly<Record<string, Merge>> = {
  type: bothTypes,
  properties: bothMaps,
  patternProperties: bothMaps,
  dependentSchemas: bothMaps,
  dependentRequired: bothNameTables,
  required: (inner, outer) => [...new Set([...listOf(inner), ...listOf(outer)])],
  enum: (inner, outer) =>
    listOf(inner).filter((value) => listOf(outer).some((other) => sameJson(value, other))),
  ...Object.fromEntries(
    ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'].map((key) => [key, larger]),
  ),
  ...Object.fromEntries(
    ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'].map((key) => [key, smaller]),
  ),
  multipleOf: bothSteps,
  uniqueItems: (inner, outer) => inner === true || outer === true,
  items: bothSchemas,
  additionalProperties: bothSchemas,
  unevaluatedProperties: bothSchemas,
  unevaluatedItems: bothSchemas,
  propertyNames: bothSchemas,
  prefixItems: bothPositions,
};

/**
 * One schema that asks for what two ask for. What cannot be put into one (two unions, two patterns) stays in `allOf`.
 * Texts come from the outer one where it has them.
 */
export function mergeSchemas(inner: JsonObject, outer: JsonObject): JsonObject {
  const first = withoutRefused(inner, outer);
  const second = withoutRefused(outer, inner);
  const merged: Record<string, unknown> = { ...first };
  const left: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(second)) {
    const known = getOwn(first, key);
    if (key === 'allOf') continue;
    if (known === undefined || ANNOTATIONS.has(key) || sameJson(known, value)) merged[key] = value;
    else {
      const both = Object.hasOwn(MERGES, key) ? MERGES[key]?.(known, value) : undefined;
      if (both === undefined) left[key] = value;
      else merged[key] = both;
    }
  }
  for (const group of GROUPS) keepTogether(group, first, second, merged, left);
  const rest = Object.keys(left).length > 0 ? [left] : [];
  const allOf = [...listOf(first.allOf), ...listOf(second.allOf), ...rest];
  return allOf.length > 0 ? { ...merged, allOf } : merged;
}

/** Keywords that mean something only together go to one side together. */
function keepTogether(
  group: readonly string[],
  first: JsonObject,
  second: JsonObject,
  merged: Record<string, unknown>,
  left: Record<string, unknown>,
): void {
  if (!group.some((key) => key in first) || !group.some((key) => key in second)) return;
  if (group.every((key) => sameJson(first[key], second[key]))) return;
  for (const key of group) {
    if (key in first) merged[key] = first[key];
    else delete merged[key];
    if (key in second) left[key] = second[key];
  }
}

/** What one of two schemas describes but the other one, being closed, does not let through. */
function withoutRefused(schema: JsonObject, other: JsonObject): JsonObject {
  const { properties } = schema;
  if (other.additionalProperties !== false || !isJsonObject(properties)) return schema;
  const named = isJsonObject(other.properties) ? other.properties : {};
  if (isJsonObject(other.patternProperties)) return schema;
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(properties)) {
    if (Object.hasOwn(named, key)) setOwn(kept, key, properties[key]);
  }
  return { ...schema, properties: kept };
}

function bothTypes(inner: unknown, outer: unknown): unknown {
  const first = Array.isArray(inner) ? inner : [inner];
  const second = Array.isArray(outer) ? outer : [outer];
  const both = [
    ...first.filter((type) => second.includes(type) || (type === 'integer' && second.includes('number'))),
    ...second.filter((type) => type === 'integer' && first.includes('number') && !first.includes(type)),
  ];
  return both.length === 1 ? both[0] : both;
}

function bothSchemas(inner: unknown, outer: unknown): unknown {
  if (inner === false || outer === false) return false;
  if (!isJsonObject(inner)) return outer;
  return isJsonObject(outer) ? { allOf: [inner, outer] } : inner;
}

function bothMaps(inner: unknown, outer: unknown): unknown {
  if (!isJsonObject(inner) || !isJsonObject(outer)) return inner;
  const both: Record<string, unknown> = {};
  for (const key of Object.keys(inner)) setOwn(both, key, inner[key]);
  for (const key of Object.keys(outer)) {
    setOwn(both, key, Object.hasOwn(inner, key) ? bothSchemas(inner[key], outer[key]) : outer[key]);
  }
  return both;
}

function bothNameTables(inner: unknown, outer: unknown): unknown {
  if (!isJsonObject(inner) || !isJsonObject(outer)) return inner;
  const both: Record<string, unknown> = {};
  for (const key of [...Object.keys(inner), ...Object.keys(outer)]) {
    setOwn(both, key, [...new Set([...listOf(getOwn(inner, key)), ...listOf(getOwn(outer, key))])]);
  }
  return both;
}

function bothPositions(inner: unknown, outer: unknown): unknown {
  const [first, second] = [listOf(inner), listOf(outer)];
  const longer = first.length > second.length ? first : second;
  return longer.map((entry, index) =>
    index < first.length && index < second.length ? bothSchemas(first[index], second[index]) : entry,
  );
}

function bothSteps(inner: unknown, outer: unknown): unknown {
  if (typeof inner !== 'number' || typeof outer !== 'number') return undefined;
  if (inner % outer === 0) return inner;
  return outer % inner === 0 ? outer : undefined;
}

function larger(inner: unknown, outer: unknown): unknown {
  return Math.max(Number(inner), Number(outer));
}

function smaller(inner: unknown, outer: unknown): unknown {
  return Math.min(Number(inner), Number(outer));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
