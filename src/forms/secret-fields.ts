import { isSecretKey } from '../observability/redact.ts';
import { getOwn, isJsonObject, type JsonObject, setOwn } from './json-value.ts';
import { normalSchema } from './normal-schema.ts';
import { shapeOf } from './schema-shape.ts';

/** Schemas may point at themselves; what lies deeper than this is taken by its name alone. */
const MAX_DEPTH = 12;

/**
 * A copy of an input in which each value is replaced that a schema declares secret (`writeOnly`, `format: password`) or
 * whose name says so, at every depth.
 */
export function mapSecrets(
  given: unknown,
  input: Readonly<Record<string, unknown>>,
  replace: (value: unknown) => unknown,
): Record<string, unknown> {
  const normal = normalSchema(given);
  // One that makes no form may still say of its properties that they are secret.
  const schema = normal.ok ? normal.root : given;
  const mapped: Record<string, unknown> = {};
  const schemas = branchesOf(schema, schema, 0);
  for (const [key, value] of Object.entries(input)) {
    setOwn(
      mapped,
      key,
      mapValue(value, key, propertySchemas(schemas, key, schema), { schema, replace, depth: 1 }),
    );
  }
  return mapped;
}

interface Walk {
  readonly schema: unknown;
  readonly replace: (value: unknown) => unknown;
  readonly depth: number;
}

function mapValue(value: unknown, key: string, schemas: readonly JsonObject[], walk: Walk): unknown {
  if (value === null || value === undefined) return value;
  if (isSecretKey(key) || schemas.some(isSecretSchema)) return walk.replace(value);
  const deeper = { ...walk, depth: walk.depth + 1 };
  if (Array.isArray(value)) {
    return value.map((item, index) => mapValue(item, '', itemSchemas(schemas, index, walk.schema), deeper));
  }
  if (!isJsonObject(value)) return value;
  const mapped: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    const below = walk.depth < MAX_DEPTH ? propertySchemas(schemas, name, walk.schema) : [];
    setOwn(mapped, name, mapValue(item, name, below, deeper));
  }
  return mapped;
}

function isSecretSchema({ writeOnly, format }: JsonObject): boolean {
  return writeOnly === true || format === 'password';
}

/** Everything that may hold for a value: a schema, its references, and all branches of its unions. */
function branchesOf(schema: unknown, root: unknown, depth: number): JsonObject[] {
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return [];
  const { schema: shape } = shapeOf(schema, root);
  const branches = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
    const listed = shape[keyword];
    return Array.isArray(listed) ? listed : [];
  });
  const conditional = [shape['then'], shape['else']];
  return [shape, ...[...branches, ...conditional].flatMap((branch) => branchesOf(branch, root, depth + 1))];
}

function propertySchemas(schemas: readonly JsonObject[], key: string, root: unknown): JsonObject[] {
  return schemas.flatMap(({ properties, additionalProperties }) => {
    const named = isJsonObject(properties) ? getOwn(properties, key) : undefined;
    return branchesOf(named ?? additionalProperties, root, 0);
  });
}

function itemSchemas(schemas: readonly JsonObject[], index: number, root: unknown): JsonObject[] {
  return schemas.flatMap(({ items, prefixItems }) => {
    const positional: unknown = Array.isArray(prefixItems) ? prefixItems[index] : undefined;
    return branchesOf(positional ?? items, root, 0);
  });
}
