/** Larger schemas cost more time than a person in front of a modal has. */
const MAX_SCHEMA_CHARS = 512 * 1024;
const MAX_SCHEMA_VALUES = 20_000;
/** Schemas within the schema, mostly: each is compiled. Real tools have up to some seven hundred. */
const MAX_SCHEMA_OBJECTS = 2_500;
const MAX_SCHEMA_DEPTH = 64;

/**
 * Why a schema is no plain JSON of a size to work with, in words; undefined where it is. Stops at the first bound that
 * it meets, so that its own cost is bounded too.
 */
export function boundsProblem(schema: unknown): string | undefined {
  let chars = 0;
  let values = 0;
  let objects = 0;
  const ancestors = new Set<object>();

  function problemOf(value: unknown): string | undefined {
    values += 1;
    if (typeof value === 'string') chars += value.length;
    if (typeof value === 'object' && !Array.isArray(value)) objects += 1;
    if (chars > MAX_SCHEMA_CHARS || values > MAX_SCHEMA_VALUES || objects > MAX_SCHEMA_OBJECTS) {
      return 'The tool’s schema is too large for a form, so its input is entered as JSON.';
    }
    if (typeof value !== 'object' || value === null) {
      return isJsonScalar(value) ? undefined : NOT_JSON;
    }
    if (ancestors.has(value)) return NOT_JSON;
    if (ancestors.size >= MAX_SCHEMA_DEPTH) {
      return 'The tool’s schema is nested too deeply for a form, so its input is entered as JSON.';
    }
    ancestors.add(value);
    const problem = Array.isArray(value) ? inList(value) : inObject(value);
    ancestors.delete(value);
    return problem;
  }

  function inList(list: readonly unknown[]): string | undefined {
    for (const entry of list) {
      const problem = problemOf(entry);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  function inObject(object: object): string | undefined {
    // Unlike a list of its keys, this ends early in an object with millions of them.
    for (const key in object) {
      chars += key.length;
      const problem = problemOf(Reflect.get(object, key));
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  return problemOf(schema);
}

const NOT_JSON = 'The tool’s schema is not plain JSON, so its input is entered as JSON.';

function isJsonScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
