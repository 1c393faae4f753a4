import { isJsonObject, type JsonObject } from './json-value.ts';
import { refKeys } from './normal-schema.ts';
import { partAt } from './schema-expansion.ts';
import { mergeSchemas } from './schema-merge.ts';

/** What a schema says about one value by itself. */
export interface SchemaShape {
  /** Empty when anything is allowed. Without references; `allOf` holds only what could not be merged. */
  readonly schema: JsonObject;
  readonly nullable: boolean;
}

/** References, `allOf` and unions of one can stand in each other; beyond this it is a loop. */
const MAX_STEPS = 32;
const NOTHING: JsonObject = { not: {} };

/**
 * Finds what a part of a normal schema says about one value: references followed, `allOf` merged, `anyOf: [X, null]`
 * seen as an X that may be null.
 */
export function shapeOf(schema: unknown, root: unknown): SchemaShape {
  let current = expanded(schema, root, 0);
  let nullable = false;
  // Without its null a union of two is one, which may be nullable itself.
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const found = dropNull(current);
    if (found.schema === current) break;
    nullable ||= found.nullable;
    current = expanded(found.schema, root, 0);
  }
  return { schema: current, nullable };
}

function expanded(schema: unknown, root: unknown, depth: number): JsonObject {
  if (schema === false) return NOTHING;
  let current: JsonObject = isJsonObject(schema) ? schema : {};
  for (let step = depth; step < MAX_STEPS; step += 1) {
    const next = followRef(current, root) ?? mergeSingle(current);
    if (next === undefined) break;
    current = next;
  }
  const { allOf, ...own } = current;
  if (!Array.isArray(allOf) || depth >= MAX_STEPS) return current;
  const members = allOf.map((member) => expanded(member, root, depth + 1));
  const inner = members.reduce(mergeSchemas, {});
  const merged = mergeSchemas(inner, own);
  // What came out of the members may be a union of one again.
  return mergeSingle(merged) === undefined ? merged : expanded(merged, root, depth + 1);
}

function followRef(schema: JsonObject, root: unknown): JsonObject | undefined {
  const keys = refKeys(schema.$ref);
  if (keys === undefined) return undefined;
  const target = partAt(root, keys);
  const { $ref: _followed, ...rest } = schema;
  if (target === false) return NOTHING;
  if (!isJsonObject(target)) return rest;
  const { $defs: _defs, definitions: _definitions, ...said } = target;
  if (Object.keys(rest).length === 0) return said;
  // Its own references and unions of one come first, so that the merged schema has nothing left to follow.
  return { allOf: [said], ...rest };
}

/** `anyOf` or `oneOf` with a single branch says no more than the branch. */
function mergeSingle(schema: JsonObject): JsonObject | undefined {
  for (const keyword of ['anyOf', 'oneOf']) {
    const { [keyword]: branches, ...rest } = schema;
    const only: unknown = Array.isArray(branches) && branches.length === 1 ? branches[0] : undefined;
    if (only === false) return NOTHING;
    if (only === true) return rest;
    if (isJsonObject(only))
      return { ...rest, allOf: [...(Array.isArray(rest.allOf) ? rest.allOf : []), only] };
  }
  return undefined;
}

function dropNull(schema: JsonObject): SchemaShape {
  let current = schema;
  let nullable = false;
  const { type } = schema;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  const mayBeNull = type === undefined || types.includes('null');
  if (types.length > 1 && types.includes('null')) {
    const others = types.filter((entry) => entry !== 'null');
    current = { ...current, type: others.length === 1 ? others[0] : others };
    nullable = true;
  }
  if (Array.isArray(schema.enum)) {
    const others = schema.enum.filter((entry) => entry !== null);
    if (others.length < schema.enum.length && others.length > 0) {
      current = { ...current, enum: others };
      nullable = mayBeNull;
    } else if (others.length === schema.enum.length) nullable = false;
  }
  for (const keyword of ['anyOf', 'oneOf']) {
    const branches = schema[keyword];
    if (!Array.isArray(branches)) continue;
    const others = branches.filter((branch) => !isNullSchema(branch));
    if (others.length === branches.length || others.length === 0) continue;
    current = { ...current, [keyword]: others };
    nullable = mayBeNull;
  }
  return current === schema ? { schema, nullable: false } : { schema: current, nullable };
}

function isNullSchema(schema: unknown): boolean {
  if (!isJsonObject(schema)) return false;
  if (schema.type === 'null' || schema.const === null) return true;
  return Array.isArray(schema.enum) && schema.enum.length === 1 && schema.enum[0] === null;
}

/** The JSON types that a shape allows, as far as its surface shows; empty when it does not. */
export function typesOf(schema: JsonObject, root: unknown): ReadonlySet<string> {
  if (typeof schema.type === 'string') return new Set([schema.type]);
  if (Array.isArray(schema.type)) return new Set(schema.type.filter((entry) => typeof entry === 'string'));
  for (const keyword of ['anyOf', 'oneOf']) {
    const branches = schema[keyword];
    if (!Array.isArray(branches)) continue;
    const types = branches.map((branch) => typesOf(shallow(branch, root), root));
    return types.some((set) => set.size === 0) ? new Set() : new Set(types.flatMap((set) => [...set]));
  }
  if (Array.isArray(schema.enum)) return new Set(schema.enum.map(typeOfValue));
  if ('const' in schema) return new Set([typeOfValue(schema.const)]);
  if (isJsonObject(schema.properties)) return new Set(['object']);
  if (schema.items !== undefined || schema.prefixItems !== undefined) return new Set(['array']);
  if (['minLength', 'maxLength', 'pattern', 'format'].some((key) => key in schema))
    return new Set(['string']);
  if (['minimum', 'maximum', 'multipleOf'].some((key) => key in schema)) return new Set(['number']);
  return new Set();
}

/** A branch with its own references followed, its unions cut off so that recursion ends. */
function shallow(branch: unknown, root: unknown): JsonObject {
  const { anyOf: _any, oneOf: _one, ...rest } = shapeOf(branch, root).schema;
  return rest;
}

function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}
