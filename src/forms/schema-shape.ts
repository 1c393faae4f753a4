import { getOwn, isJsonObject, type JsonObject, pointerKeys } from './json-value.ts';

/** A property's schema with local references and single-branch unions taken away. */
interface SchemaShape {
  /** Empty when anything is allowed. */
  readonly schema: JsonObject;
  readonly nullable: boolean;
}

/** References, `allOf` of one and unions with null can stand in each other; beyond this it is a loop. */
const MAX_STEPS = 16;

/** Finds what a schema says about one value: `$ref` followed, `anyOf: [X, null]` seen as an X that may be null. */
export function shapeOf(schema: unknown, root: unknown): SchemaShape {
  let current: JsonObject = isJsonObject(schema) ? schema : {};
  let nullable = false;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const withoutNull = dropNull(current);
    if (withoutNull !== undefined) {
      current = withoutNull;
      nullable = true;
      continue;
    }
    const next = followRef(current, root) ?? mergeSingle(current);
    if (next === undefined) break;
    current = next;
  }
  return { schema: current, nullable };
}

function followRef(schema: JsonObject, root: unknown): JsonObject | undefined {
  const { $ref: ref, ...rest } = schema;
  if (typeof ref !== 'string') return undefined;
  const target = ref.startsWith('#') ? lookUp(root, ref.slice(1)) : undefined;
  return isJsonObject(target) ? { ...target, ...rest } : undefined;
}

function lookUp(root: unknown, pointer: string): unknown {
  if (pointer !== '' && !pointer.startsWith('/')) return undefined;
  let keys: string[];
  try {
    keys = pointerKeys(decodeURIComponent(pointer));
  } catch {
    return undefined;
  }
  return keys.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isJsonObject(value) ? getOwn(value, key) : undefined;
  }, root);
}

/** `allOf`, `anyOf` or `oneOf` with a single branch says no more than the branch. */
function mergeSingle(schema: JsonObject): JsonObject | undefined {
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const branches = schema[keyword];
    const only = Array.isArray(branches) && branches.length === 1 ? branches[0] : undefined;
    if (isJsonObject(only)) return { ...only, ...without(schema, keyword) };
  }
  return undefined;
}

function dropNull(schema: JsonObject): JsonObject | undefined {
  const { type } = schema;
  if (Array.isArray(type) && type.length > 1 && type.includes('null')) {
    const others = type.filter((entry) => entry !== 'null');
    return { ...schema, type: others.length === 1 ? others[0] : others };
  }
  if (schema.nullable === true && typeof type === 'string') return without(schema, 'nullable');
  if (Array.isArray(schema.enum) && schema.enum.length > 1 && schema.enum.includes(null)) {
    return { ...schema, enum: schema.enum.filter((entry) => entry !== null) };
  }
  for (const keyword of ['anyOf', 'oneOf']) {
    const branches = schema[keyword];
    if (!Array.isArray(branches) || branches.length < 2) continue;
    const others = branches.filter((branch) => !isNullSchema(branch));
    if (others.length === branches.length || others.length === 0) continue;
    return { ...schema, [keyword]: others };
  }
  return undefined;
}

function isNullSchema(schema: unknown): boolean {
  if (!isJsonObject(schema)) return false;
  if (schema.type === 'null' || schema.const === null) return true;
  return Array.isArray(schema.enum) && schema.enum.length === 1 && schema.enum[0] === null;
}

function without(schema: JsonObject, keyword: string): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== keyword));
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
  return without(without(shapeOf(branch, root).schema, 'anyOf'), 'oneOf');
}

function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}
