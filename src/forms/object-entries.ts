import type { FormModel } from './form-model.ts';
import type { Entries } from './form-node.ts';
import { getOwn, isJsonObject, type JsonObject } from './json-value.ts';

/** What may stand in an object beside its named properties, by `additionalProperties` and `patternProperties`. */
export function entriesOf(model: FormModel, schema: JsonObject): Entries {
  const { additionalProperties: additional, propertyNames, maxProperties } = schema;
  const patterns = isJsonObject(schema.patternProperties) ? schema.patternProperties : {};
  const patternKeys = Object.keys(patterns);
  const hasNamed = isJsonObject(schema.properties) && Object.keys(schema.properties).length > 0;
  const closed = additional === false || (additional === undefined && schema.unevaluatedProperties === false);
  const says = isJsonObject(additional) && Object.keys(additional).length > 0;
  return {
    offered: maxProperties !== 0 && (says || patternKeys.length > 0 || (!hasNamed && !closed)),
    names: namesSchema(propertyNames, closed ? patternKeys : []),
    schemaOf: (key) => {
      const matching = patternKeys.filter((pattern) => (key === '' ? closed : model.matches(pattern, key)));
      const [first, ...others] = matching.map((pattern) => getOwn(patterns, pattern));
      if (first === undefined) return additional ?? {};
      return others.reduce<JsonObject>(
        (all, other) => model.allOf(all, other),
        isJsonObject(first) ? first : {},
      );
    },
  };
}

function namesSchema(propertyNames: unknown, patterns: readonly string[]): JsonObject {
  const own = isJsonObject(propertyNames) ? propertyNames : {};
  const [only, ...more] = patterns;
  const pattern =
    only !== undefined && more.length === 0 && own.pattern === undefined ? { pattern: only } : {};
  return { title: 'Name', type: 'string', ...pattern, ...own };
}
