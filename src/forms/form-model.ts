import type { ErrorObject } from 'ajv';
import type { UnionBranch } from './form-node.ts';
import { isJsonObject, type JsonObject } from './json-value.ts';
import type { Leaf } from './leaf.ts';
import { leafOf } from './leaf-of.ts';
import { shapeOf } from './schema-shape.ts';

interface Shape {
  readonly schema: JsonObject;
  readonly nullable: boolean;
}

/** What the parts of one schema say, each worked out once and only when it is asked for. */
export interface FormModel {
  readonly root: unknown;
  readonly shapeOf: (schema: unknown) => Shape;
  readonly leafOf: (schema: unknown, name: string, required: boolean) => Leaf;
  /** What one part of the schema says against a value; nothing where the part cannot be checked by itself. */
  readonly errorsOf: (schema: unknown, value: unknown) => readonly ErrorObject[];
  readonly accepts: (schema: unknown, value: unknown) => boolean;
  /** Whether a text fits a pattern, by an engine that no pattern can hang; false for a pattern that cannot be used. */
  readonly matches: (pattern: string, text: string) => boolean;
  /** A schema made of two, the same object for the same two: what is known of it is kept. */
  readonly allOf: (left: JsonObject, right: unknown) => JsonObject;
  /** What was worked out for a schema's shape, made once. */
  readonly once: <T>(table: WeakMap<object, T>, shape: JsonObject, make: () => T) => T;
  readonly branches: WeakMap<object, readonly UnionBranch[] | null>;
  readonly validDefaults: WeakMap<object, boolean>;
}

type CheckPart = (schema: JsonObject) => (value: unknown) => readonly ErrorObject[];

export function createFormModel(root: unknown, checkPart: CheckPart): FormModel {
  const shapes = new WeakMap<object, Shape>();
  const leaves = new WeakMap<object, Map<string, Leaf>>();
  const checks = new WeakMap<object, (value: unknown) => readonly ErrorObject[]>();
  const joined = new WeakMap<object, WeakMap<object, JsonObject>>();

  function shape(schema: unknown): Shape {
    if (!isJsonObject(schema)) return shapeOf(schema, root);
    const known = shapes.get(schema) ?? shapeOf(schema, root);
    shapes.set(schema, known);
    return known;
  }

  function leaf(schema: unknown, name: string, required: boolean): Leaf {
    const place = { name, required, root };
    if (!isJsonObject(schema)) return leafOf(schema, place);
    const known = leaves.get(schema) ?? new Map<string, Leaf>();
    leaves.set(schema, known);
    const key = `${required} ${name}`;
    const found = known.get(key) ?? leafOf(schema, place);
    known.set(key, found);
    return found;
  }

  function errorsOf(schema: unknown, value: unknown): readonly ErrorObject[] {
    if (!isJsonObject(schema)) return [];
    const check = checks.get(schema) ?? checkPart(schema);
    checks.set(schema, check);
    return check(value);
  }

  function allOf(left: JsonObject, right: unknown): JsonObject {
    if (!isJsonObject(right)) return left;
    const known = joined.get(left) ?? new WeakMap<object, JsonObject>();
    joined.set(left, known);
    const both = known.get(right) ?? { allOf: [left, right] };
    known.set(right, both);
    return both;
  }

  const patterns = new Map<string, JsonObject>();
  function matches(pattern: string, text: string): boolean {
    const schema = patterns.get(pattern) ?? { type: 'string', pattern };
    patterns.set(pattern, schema);
    return errorsOf(schema, text).length === 0;
  }

  return {
    root,
    matches,
    branches: new WeakMap(),
    validDefaults: new WeakMap(),
    once: (table, shapeObject, make) => {
      const found = table.get(shapeObject) ?? make();
      table.set(shapeObject, found);
      return found;
    },
    shapeOf: shape,
    leafOf: leaf,
    errorsOf,
    accepts: (schema, value) => schema !== false && errorsOf(schema, value).length === 0,
    allOf,
  };
}
