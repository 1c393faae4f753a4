import { SLACK_LIMITS } from '../block-kit/limits.ts';
import { type Choice, createChoices } from './choices.ts';
import type { FieldKind } from './form-field.ts';
import { isJsonObject, type JsonObject } from './json-value.ts';
import { shapeOf, typesOf } from './schema-shape.ts';

/** More choices than this are quicker to find in a menu than in a row of radio buttons. */
const MAX_RADIO_CHOICES = 5;
/** Above this a single line is too short to see what one writes. */
const MAX_LINE_CHARS = 200;
const LONG_TEXT_NAME =
  /(^|_)(body|content|contents|description|message|prompt|instructions|text|query|sql|code|html|markdown|notes?|summary|comment)$/;

/** Which input suits a property. `schema` is its shape: references followed, null taken away. */
export function kindOf(schema: JsonObject, name: string, root: unknown): FieldKind {
  const choices = choicesOf(schema, root);
  if (choices !== undefined) return { type: 'choice', choices, as: menuFor(choices) };
  const types = typesOf(schema, root);
  const only = types.size === 1 ? [...types][0] : undefined;
  if (only === 'string') return textKind(schema, name);
  if (only === 'boolean') return { type: 'boolean' };
  if (only === 'integer') return numberKind(schema, true);
  if (only === 'number' || (types.size === 2 && types.has('number') && types.has('integer'))) {
    return numberKind(schema, false);
  }
  if (only === 'array') return arrayKind(schema, root) ?? { type: 'json', acceptsText: false };
  return { type: 'json', acceptsText: types.size === 0 || types.has('string') };
}

function textKind(schema: JsonObject, name: string): FieldKind {
  const { format } = schema;
  if (format === 'date') return { type: 'date' };
  if (format === 'date-time') return { type: 'date-time' };
  const minLength = countOf(schema.minLength);
  const maxLength = countOf(schema.maxLength);
  const snakeName = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  const short = maxLength !== undefined && maxLength <= MAX_LINE_CHARS;
  return {
    type: 'text',
    multiline: !short && (maxLength !== undefined || LONG_TEXT_NAME.test(snakeName)) && format === undefined,
    ...(format === 'email' || format === 'uri' ? { format } : {}),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
}

function numberKind(schema: JsonObject, integer: boolean): FieldKind {
  const minimum = lowest(schema, integer);
  const maximum = highest(schema, integer);
  return {
    type: 'number',
    integer,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

/** The least allowed number; an excluded bound can be named exactly only among integers. */
function lowest(schema: JsonObject, integer: boolean): number | undefined {
  const bounds = [numberOf(schema.minimum)];
  if (integer) bounds.push(shift(numberOf(schema.exclusiveMinimum), (bound) => Math.floor(bound) + 1));
  const known = bounds
    .filter((bound) => bound !== undefined)
    .map((bound) => (integer ? Math.ceil(bound) : bound));
  return known.length === 0 ? undefined : Math.max(...known);
}

function highest(schema: JsonObject, integer: boolean): number | undefined {
  const bounds = [numberOf(schema.maximum)];
  if (integer) bounds.push(shift(numberOf(schema.exclusiveMaximum), (bound) => Math.ceil(bound) - 1));
  const known = bounds
    .filter((bound) => bound !== undefined)
    .map((bound) => (integer ? Math.floor(bound) : bound));
  return known.length === 0 ? undefined : Math.min(...known);
}

function shift(bound: number | undefined, by: (bound: number) => number): number | undefined {
  return bound === undefined ? undefined : by(bound);
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
  const types = typesOf(items, root);
  const only = types.size === 1 ? [...types][0] : undefined;
  if (only === 'string' || only === 'number' || only === 'integer') {
    return { type: 'lines', items: only, minItems };
  }
  return undefined;
}

/** The values to choose from: `enum`, `const`, or a union of such, with their titles. */
function choicesOf(schema: JsonObject, root: unknown): readonly Choice[] | undefined {
  const direct = fixedValues(schema);
  if (direct !== undefined) return createChoices(direct);
  for (const keyword of ['oneOf', 'anyOf']) {
    const branches = schema[keyword];
    if (!Array.isArray(branches) || branches.length === 0) continue;
    const values = branches.map((branch) => fixedValues(shapeOf(branch, root).schema));
    if (values.every((entry) => entry !== undefined)) return createChoices(values.flat());
  }
  return undefined;
}

function fixedValues(schema: JsonObject): readonly { value: unknown; title?: string }[] | undefined {
  if ('const' in schema) {
    return [{ value: schema.const, ...(typeof schema.title === 'string' ? { title: schema.title } : {}) }];
  }
  if (!Array.isArray(schema.enum) || schema.enum.length === 0) return undefined;
  const names = Array.isArray(schema.enumNames) ? schema.enumNames : [];
  return schema.enum.map((value, index) => {
    const title: unknown = names[index];
    return { value, ...(typeof title === 'string' ? { title } : {}) };
  });
}

function menuFor(choices: readonly Choice[]): 'radio' | 'select' | 'search' {
  // One place is kept for "Not set".
  if (choices.length >= SLACK_LIMITS.select.maxOptions || hasLongLabel(choices)) return 'search';
  return choices.length <= MAX_RADIO_CHOICES ? 'radio' : 'select';
}

function hasLongLabel(choices: readonly Choice[]): boolean {
  return choices.some((choice) => choice.label.length > SLACK_LIMITS.option.textChars);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function countOf(value: unknown): number | undefined {
  const count = numberOf(value);
  return count !== undefined && count >= 0 && Number.isInteger(count) ? count : undefined;
}
