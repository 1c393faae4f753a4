import { getOwn, isJsonObject, type JsonObject } from './json-value.ts';
import { refKeys } from './normal-schema.ts';

/** Schemas that one value has to pass, references within references counted each time. */
const MAX_EXPANSION = 5_000;
const IN_PLACE = ['not', 'if', 'then', 'else'];
const IN_PLACE_LISTS = ['allOf', 'anyOf', 'oneOf'];

/** Whether some value would have to pass more schemas than is sensible, or the same one without end. */
export function expandsTooFar(root: JsonObject): boolean {
  const costs = new Map<object, number>();

  function costOf(part: unknown): number {
    if (!isJsonObject(part)) return 1;
    const known = costs.get(part);
    if (known !== undefined) return known;
    // A part that leads to itself in place would be passed without end.
    costs.set(part, Number.POSITIVE_INFINITY);
    const keys = refKeys(part.$ref);
    const parts: unknown[] = IN_PLACE.filter((key) => key in part).map((key) => part[key]);
    for (const keyword of IN_PLACE_LISTS) {
      const list = part[keyword];
      if (Array.isArray(list)) parts.push(...list);
    }
    if (isJsonObject(part.dependentSchemas)) parts.push(...Object.values(part.dependentSchemas));
    if (keys !== undefined) parts.push(partAt(root, keys));
    const cost = parts.reduce<number>((sum, entry) => sum + costOf(entry), 1);
    costs.set(part, cost);
    return cost;
  }

  function anyTooFar(value: unknown): boolean {
    if (Array.isArray(value)) return value.some(anyTooFar);
    if (!isJsonObject(value)) return false;
    return costOf(value) > MAX_EXPANSION || Object.values(value).some(anyTooFar);
  }

  return anyTooFar(root);
}

/** What stands at a place of a document; undefined where nothing does. */
export function partAt(root: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isJsonObject(value) ? getOwn(value, key) : undefined;
  }, root);
}
