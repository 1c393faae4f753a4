import { isJsonObject, type JsonObject, setOwn } from './json-value.ts';
import { countOf, numberOf } from './schema-numbers.ts';

interface PlainKeywords {
  /** Everything that is not a schema or a reference, in the words of 2020-12. */
  readonly keywords: JsonObject;
  /** OpenAPI's `nullable` where no type takes it in. */
  readonly alsoNull: boolean;
}

const KEPT_AS_THEY_ARE = words('const default readOnly writeOnly deprecated discriminator uniqueItems');
const TEXTS = words('title description format contentMediaType contentEncoding');
const NUMBERS = words('minimum maximum exclusiveMinimum exclusiveMaximum');
const COUNTS = words(
  'minLength maxLength minItems maxItems minContains maxContains minProperties maxProperties',
);
/** JSON Schema's types, and what generators of other languages call them. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ...words('string number integer boolean array object null').map((type) => [type, type] as const),
  ['str', 'string'],
  ['text', 'string'],
  ['int', 'integer'],
  ['float', 'number'],
  ['double', 'number'],
  ['bool', 'boolean'],
  ['list', 'array'],
  ['dict', 'object'],
  ['map', 'object'],
]);

function words(text: string): readonly string[] {
  return text.split(' ');
}

/**
 * A schema's keywords except those that hold schemas or references: what older drafts and OpenAPI call otherwise is
 * translated, what makes no sense is left out. `isUsable` says whether a pattern can be checked.
 */
export function plainKeywords(schema: JsonObject, isUsable: (pattern: string) => boolean): PlainKeywords {
  const keywords: Record<string, unknown> = {};
  for (const key of KEPT_AS_THEY_ARE) if (schema[key] !== undefined) keywords[key] = schema[key];
  for (const key of TEXTS) if (typeof schema[key] === 'string') keywords[key] = schema[key];
  for (const key of NUMBERS) if (numberOf(schema[key]) !== undefined) keywords[key] = schema[key];
  for (const key of COUNTS) if (countOf(schema[key]) !== undefined) keywords[key] = schema[key];
  const { pattern, required } = schema;
  if (typeof pattern === 'string') {
    if (isUsable(pattern)) keywords.pattern = pattern;
    else keywords.description = `${textOf(schema.description)} (Only the tool checks its form.)`.trim();
  }
  if (Array.isArray(required)) keywords.required = required.filter((name) => typeof name === 'string');
  addStep(schema, keywords);
  addExcludedBounds(schema, keywords);
  addLists(schema, keywords);
  addDependents(schema, keywords);
  return { keywords, alsoNull: addTypes(schema, keywords) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function addStep(schema: JsonObject, keywords: Record<string, unknown>): void {
  const step = numberOf(schema.multipleOf ?? schema.divisibleBy);
  if (step !== undefined && step > 0) keywords.multipleOf = step;
}

/** Draft 04 says `exclusiveMinimum: true` beside the bound. */
function addExcludedBounds(schema: JsonObject, keywords: Record<string, unknown>): void {
  for (const [excluded, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (schema[excluded] !== true || keywords[bound] === undefined) continue;
    keywords[excluded] = keywords[bound];
    delete keywords[bound];
  }
}

function addLists(schema: JsonObject, keywords: Record<string, unknown>): void {
  if (Array.isArray(schema.enum) && schema.enum.length > 0) keywords.enum = schema.enum;
  for (const key of ['enumNames', 'enumDescriptions'])
    if (Array.isArray(schema[key])) keywords[key] = schema[key];
  if (Array.isArray(schema.examples)) keywords.examples = schema.examples;
  else if (schema.example !== undefined) keywords.examples = [schema.example];
}

function addDependents(schema: JsonObject, keywords: Record<string, unknown>): void {
  const table: Record<string, unknown> = {};
  for (const dependents of [schema.dependencies, schema.dependentRequired]) {
    if (!isJsonObject(dependents)) continue;
    for (const [key, names] of Object.entries(dependents)) {
      const list = typeof names === 'string' ? [names] : names;
      if (Array.isArray(list))
        setOwn(
          table,
          key,
          list.filter((name) => typeof name === 'string'),
        );
    }
  }
  if (Object.keys(table).length > 0) keywords.dependentRequired = table;
}

/** The first type that JSON Schema does not know, as text. `any` is draft 03's. */
export function unknownType(type: unknown): string | undefined {
  if (type === undefined) return undefined;
  const unknown = (Array.isArray(type) ? type : [type]).find(
    (entry) => typeof entry !== 'string' || (entry !== 'any' && !TYPES.has(entry.toLowerCase())),
  );
  return unknown === undefined ? undefined : JSON.stringify(unknown);
}

/** True where null has to be allowed beside the whole. */
function addTypes(schema: JsonObject, keywords: Record<string, unknown>): boolean {
  const declared: unknown[] = Array.isArray(schema.type) ? schema.type : [schema.type];
  const known = declared.map((type) =>
    typeof type === 'string' ? TYPES.get(type.toLowerCase()) : undefined,
  );
  // A type that nobody knows may be anything.
  const types = known.every((type) => type !== undefined) ? [...new Set(known)] : [];
  const nullable = schema.nullable === true;
  if (types.length === 0) return nullable && hasAssertions(schema);
  const all = nullable && !types.includes('null') ? [...types, 'null'] : types;
  keywords.type = all.length === 1 ? all[0] : all;
  if (!nullable) return false;
  if (Array.isArray(keywords.enum) && !keywords.enum.includes(null)) keywords.enum = [...keywords.enum, null];
  return ['$ref', 'anyOf', 'oneOf', 'allOf', 'const'].some((key) => key in schema);
}

function hasAssertions(schema: JsonObject): boolean {
  return ['$ref', 'anyOf', 'oneOf', 'allOf', 'enum', 'const'].some((key) => key in schema);
}
