import { getOwn, isJsonObject, type JsonObject, pointerKeys } from '../../../src/forms/json-value.ts';
import type { Draw } from './draw.ts';

/** References and branches can lead to each other. */
const MAX_STEPS = 24;

/**
 * What a value has to satisfy at one place once every branch is chosen by lot: references followed, `allOf` put
 * together, one branch of each union, one side of each condition. `false` for what nothing satisfies.
 */
export function effectiveSchema(schema: unknown, root: unknown, draw: Draw): JsonObject | false {
  let current: unknown = schema;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    if (current === true || current === undefined) return {};
    if (!isJsonObject(current)) return false;
    const next = chooseOnce(current, root, draw);
    if (next === undefined) return current;
    current = next;
  }
  return false;
}

function chooseOnce(schema: JsonObject, root: unknown, draw: Draw): unknown {
  const { $ref: ref, allOf, anyOf, oneOf, if: condition, ...rest } = schema;
  if (typeof ref === 'string') return both(lookUp(root, ref), without(schema, '$ref'));
  if (Array.isArray(allOf)) return allOf.reduce<unknown>(both, without(schema, 'allOf'));
  for (const [keyword, branches] of [
    ['oneOf', oneOf],
    ['anyOf', anyOf],
  ] as const) {
    if (Array.isArray(branches)) return both(without(schema, keyword), draw.pick(branches));
  }
  if (condition === undefined) return undefined;
  const { then: yes = true, else: no = true, ...others } = rest;
  return draw.chance(0.6) ? [condition, yes].reduce<unknown>(both, others) : both(others, no);
}

/** A schema that asks for what two ask for; where that cannot be said, the second one's word counts. */
export function both(left: unknown, right: unknown): unknown {
  if (left === false || right === false) return false;
  if (!isJsonObject(left)) return right;
  if (!isJsonObject(right)) return left;
  const merged: Record<string, unknown> = { ...left };
  for (const [keyword, value] of Object.entries(right)) {
    merged[keyword] = Object.hasOwn(merged, keyword) ? combine(keyword, merged[keyword], value) : value;
  }
  return merged;
}

const SUBSCHEMA_TABLES = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']);
const SUBSCHEMAS = new Set(['items', 'additionalProperties', 'propertyNames']);

function combine(keyword: string, left: unknown, right: unknown): unknown {
  if (SUBSCHEMA_TABLES.has(keyword) && isJsonObject(left) && isJsonObject(right)) {
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    return Object.fromEntries(
      [...names].map((name) => [name, both(getOwn(left, name) ?? true, getOwn(right, name) ?? true)]),
    );
  }
  if (SUBSCHEMAS.has(keyword)) return both(left, right);
  if (keyword === 'required' && Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  if (['allOf', 'anyOf', 'oneOf'].includes(keyword) && Array.isArray(left) && Array.isArray(right)) {
    return keyword === 'allOf' ? [...left, ...right] : left;
  }
  if (keyword === 'enum' && Array.isArray(left) && Array.isArray(right)) {
    return left.filter((value) => right.some((other) => JSON.stringify(other) === JSON.stringify(value)));
  }
  if (keyword === 'type') {
    const common = [left].flat().filter((type) => [right].flat().includes(type));
    return common.length === 1 ? common[0] : common;
  }
  if (typeof left === 'number' && typeof right === 'number') {
    if (/^(min|exclusiveMin)/.test(keyword)) return Math.max(left, right);
    if (/^(max|exclusiveMax)/.test(keyword)) return Math.min(left, right);
  }
  return right;
}

function lookUp(root: unknown, ref: string): unknown {
  if (!ref.startsWith('#')) return false;
  return pointerKeys(decodeURIComponent(ref.slice(1))).reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isJsonObject(value) ? getOwn(value, key) : undefined;
  }, root);
}

function without(schema: JsonObject, keyword: string): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== keyword));
}
