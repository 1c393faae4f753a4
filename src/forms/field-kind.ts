import { SLACK_LIMITS } from '../block-kit/limits.ts';
import { type Choice, choicesOf } from './choices.ts';
import { isJsonObject, type JsonObject } from './json-value.ts';
import type { FieldKind, ScalarType } from './leaf.ts';
import { numberKind } from './number-kind.ts';
import { countOf } from './schema-numbers.ts';
import { shapeOf, typesOf } from './schema-shape.ts';
import { textKind } from './text-kind.ts';

/** More choices than this are quicker to find in a menu than in a row of radio buttons. */
const MAX_RADIO_CHOICES = 5;
const SCALAR_TYPES: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean', 'null']);

/** Which input suits a value. `schema` is its shape: references followed, null taken away. */
export function kindOf(schema: JsonObject, name: string, root: unknown): FieldKind {
  const choices = choicesOf(schema, root);
  if (choices !== undefined) return { type: 'choice', choices, as: menuFor(choices) };
  const types = withoutSubsumed(typesOf(schema, root));
  const [only] = types;
  if (types.length !== 1) return severalKind(types);
  switch (only) {
    case 'string':
      return textKind(stringPart(schema, root), name);
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
    case 'number':
      return numberKind(schema, only === 'integer');
    case 'null':
      return { type: 'choice', choices: [{ label: 'Empty (null)', value: null }], as: 'radio' };
    case 'array':
      return arrayKind(schema, root) ?? { type: 'json', acceptsText: false };
    default:
      return { type: 'json', acceptsText: false, ...(only === 'object' ? { objectOnly: true } : {}) };
  }
}

/** A number is any integer as well. */
function withoutSubsumed(types: ReadonlySet<string>): string[] {
  return [...types].filter((type) => type !== 'integer' || !types.has('number'));
}

function severalKind(types: readonly string[]): FieldKind {
  if (types.length > 0 && types.every(isScalarType))
    return { type: 'mixed', types: types.filter(isScalarType) };
  return { type: 'json', acceptsText: types.length === 0 || types.includes('string') };
}

function isScalarType(type: string): type is ScalarType {
  return SCALAR_TYPES.has(type);
}

/** In a union of texts (a date or a word, an address or a name) only what all of them say can be asked for. */
function stringPart(schema: JsonObject, root: unknown): JsonObject {
  const branches = schema.anyOf ?? schema.oneOf;
  if (!Array.isArray(branches) || branches.length === 0) return schema;
  const formats = new Set(branches.map((branch) => shapeOf(branch, root).schema.format));
  const [format] = formats;
  return formats.size === 1 && typeof format === 'string' ? { ...schema, format } : schema;
}

function arrayKind(schema: JsonObject, root: unknown): FieldKind | undefined {
  if (schema.prefixItems !== undefined || !isJsonObject(schema.items)) return undefined;
  const { schema: items, nullable } = shapeOf(schema.items, root);
  if (nullable) return undefined;
  const minItems = countOf(schema.minItems) ?? 0;
  const maxItems = countOf(schema.maxItems);
  const choices = choicesOf(items, root);
  if (choices !== undefined) {
    const many = choices.length > SLACK_LIMITS.select.maxOptions || hasLongLabel(choices);
    const few = choices.length <= SLACK_LIMITS.checkboxes.maxOptions;
    const as = many ? 'search' : few ? 'checkboxes' : 'select';
    return { type: 'choices', choices, as, minItems, ...(maxItems === undefined ? {} : { maxItems }) };
  }
  const types = withoutSubsumed(typesOf(items, root));
  const [only] = types;
  if (types.length === 1 && (only === 'string' || only === 'number' || only === 'integer')) {
    return { type: 'lines', items: only, minItems };
  }
  return undefined;
}

function menuFor(choices: readonly Choice[]): 'radio' | 'select' | 'search' {
  // Two places are kept for "Not set" and null.
  if (choices.length > SLACK_LIMITS.select.maxOptions - 2 || hasLongLabel(choices)) return 'search';
  return choices.length <= MAX_RADIO_CHOICES ? 'radio' : 'select';
}

function hasLongLabel(choices: readonly Choice[]): boolean {
  return choices.some((choice) => choice.label.length > SLACK_LIMITS.option.textChars);
}
