import { getOwn, isJsonObject, type JsonObject, sameJson, setOwn } from '../../../src/forms/json-value.ts';
import { createDraw, type Draw } from './draw.ts';
import { both, effectiveSchema } from './effective-schema.ts';
import { createPatternTexts, type InstanceStyle, type PatternTexts, scalarOf } from './valid-scalar.ts';

/** A value that cannot be: what asked for it is left out, or the whole attempt fails. */
const NONE = Symbol('none');
/** Below this no optional part is made, so that recursive schemas end. */
const MAX_DEPTH = 5;
const HARD_DEPTH = 12;

interface Making {
  readonly texts: PatternTexts;
  readonly root: unknown;
  readonly draw: Draw;
  readonly style: InstanceStyle;
  /** How many of the optional parts are there, from 0 to 1. */
  readonly fullness: number;
}

const ATTEMPTS = 60;

/**
 * Makes an instance that `check` finds valid, the same one from the same seed. Undefined where chance found none: the
 * schema asks for what this generator does not know, or for nothing at all.
 */
export type MakeInstance = (
  schema: unknown,
  check: (value: unknown) => boolean,
  options: { readonly seed: number; readonly style: InstanceStyle },
) => unknown;

export function createInstanceMaker(): MakeInstance {
  const texts = createPatternTexts();
  return (schema, check, { seed, style }) => {
    const draw = createDraw(seed);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const fullness = draw.pick([0, 0.5, 0.7, 1]);
      const value = valueOf(schema, 0, { root: schema, draw, style, texts, fullness });
      if (value !== NONE && check(value)) return value;
    }
    return undefined;
  };
}

function valueOf(schema: unknown, depth: number, making: Making): unknown {
  const { draw, root } = making;
  const effective = effectiveSchema(schema, root, draw);
  if (effective === false || depth > HARD_DEPTH) return NONE;
  if ('const' in effective) return effective.const;
  if (Array.isArray(effective.enum)) return effective.enum.length === 0 ? NONE : draw.pick(effective.enum);
  const types = typesOf(effective);
  if (types.length === 0) return NONE;
  const type = draw.pick(types);
  if (type === 'object') return objectValue(effective, depth, making);
  if (type === 'array') return arrayValue(effective, depth, making);
  return scalarOf(type, effective, making);
}

const ANY_TYPE = ['string', 'integer', 'number', 'boolean', 'null', 'object', 'array'];

function typesOf(schema: JsonObject): readonly string[] {
  const { type } = schema;
  if (type !== undefined) return [type].flat().filter((entry) => typeof entry === 'string');
  if (['properties', 'required', 'additionalProperties'].some((key) => key in schema)) return ['object'];
  if (['items', 'prefixItems'].some((key) => key in schema)) return ['array'];
  if (['minLength', 'maxLength', 'pattern', 'format'].some((key) => key in schema)) return ['string'];
  if (['minimum', 'maximum', 'multipleOf'].some((key) => key in schema)) return ['number'];
  return ANY_TYPE;
}

function objectValue(schema: JsonObject, depth: number, making: Making): unknown {
  const value: Record<string, unknown> = {};
  let asked: JsonObject = schema;
  // Each property may ask for others, so that they are looked at until nothing new is asked for.
  for (let round = 0; round < 4; round += 1) {
    if (!addProperties(value, asked, depth, making, round === 0)) return NONE;
    const more = dependents(asked, value, making);
    if (more === undefined) break;
    if (more === false || contradicts(more, value)) return NONE;
    asked = more;
  }
  addOpenEntries(value, asked, depth, making);
  return value;
}

function addProperties(
  value: Record<string, unknown>,
  schema: JsonObject,
  depth: number,
  making: Making,
  isFirst: boolean,
): boolean {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = new Set(Array.isArray(schema.required) ? schema.required.map(String) : []);
  for (const name of new Set([...Object.keys(properties), ...required])) {
    if (Object.hasOwn(value, name)) continue;
    const own = getOwn(properties, name);
    const wanted = isFirst && depth < MAX_DEPTH && making.draw.chance(making.fullness);
    if (!required.has(name) && (!wanted || isReadOnly(own))) continue;
    const made = valueOf(own, depth + 1, making);
    if (made !== NONE && (required.has(name) || !isEmptyForPeople(made, making))) setOwn(value, name, made);
    else if (required.has(name)) return false;
  }
  return true;
}

/** Whoever leaves an optional list or object empty leaves it out. */
function isEmptyForPeople(value: unknown, { style }: Making): boolean {
  if (style.wild || typeof value !== 'object' || value === null) return false;
  return Object.keys(value).length === 0;
}

/** People cannot enter these, so that inputs come without them. */
function isReadOnly(schema: unknown): boolean {
  return isJsonObject(schema) && schema.readOnly === true;
}

/** The schema with what the properties that are there ask for; undefined when that is nothing. */
function dependents(
  schema: JsonObject,
  value: JsonObject,
  { root, draw }: Making,
): JsonObject | false | undefined {
  const asked = ['dependentRequired', 'dependentSchemas', 'dependencies'].flatMap((keyword) =>
    Object.entries(isJsonObject(schema[keyword]) ? schema[keyword] : {})
      .filter(([name]) => Object.hasOwn(value, name))
      .map(([, one]) => (Array.isArray(one) ? { required: one } : one)),
  );
  if (asked.length === 0) return undefined;
  const { dependentRequired: _1, dependentSchemas: _2, dependencies: _3, ...rest } = schema;
  return effectiveSchema(asked.reduce<unknown>(both, rest), root, draw);
}

/** The branch that chance chose is not the one of the values that are there already. */
function contradicts({ properties }: JsonObject, value: JsonObject): boolean {
  if (!isJsonObject(properties)) return false;
  return Object.entries(value).some(([name, held]) => {
    const own = getOwn(properties, name);
    const allowed = isJsonObject(own) ? own.enum : undefined;
    return Array.isArray(allowed) && !allowed.some((one) => sameJson(one, held));
  });
}

const NEW_KEYS = ['alpha', 'Beta 2', 'x.y', 'größe', 'k'];

function addOpenEntries(
  value: Record<string, unknown>,
  schema: JsonObject,
  depth: number,
  making: Making,
): void {
  const { draw, style } = making;
  const patterns = Object.entries(isJsonObject(schema.patternProperties) ? schema.patternProperties : {});
  const rest = schema.additionalProperties;
  const least = typeof schema.minProperties === 'number' ? schema.minProperties : 0;
  const says = isJsonObject(rest) && (style.wild || Object.keys(rest).length > 0);
  const isMap = says || patterns.length > 0 || schema.propertyNames !== undefined;
  const isFree = !isMap && rest !== false && schema.properties === undefined;
  const wanted = isMap || isFree ? draw.whole(0, depth < MAX_DEPTH ? 3 : 0) : 0;
  for (let tries = 0; tries < 8 && Object.keys(value).length < Math.max(wanted, least); tries += 1) {
    const key = openKey(schema, patterns, making);
    if (key === undefined || Object.hasOwn(value, key)) continue;
    const matching = patterns.filter(([pattern]) => new RegExp(pattern, 'u').test(key));
    const entry =
      matching.length > 0 ? matching.map(([, one]) => one).reduce<unknown>(both, true) : (rest ?? true);
    if (entry === false) continue;
    const made = valueOf(entry, depth + 1, isFree ? { ...making, style: { ...style, wild: false } } : making);
    if (made !== NONE) setOwn(value, key, made);
  }
}

function openKey(
  schema: JsonObject,
  patterns: readonly (readonly [string, unknown])[],
  making: Making,
): string | undefined {
  const { root, draw } = making;
  const byPattern = patterns.length > 0 && (schema.additionalProperties === false || draw.chance(0.6));
  if (byPattern) return String(scalarOf('string', { pattern: draw.pick(patterns)[0] }, making));
  const names = effectiveSchema(schema.propertyNames ?? true, root, draw);
  if (names === false) return undefined;
  if (Array.isArray(names.enum)) return String(draw.pick(names.enum));
  if (Object.keys(names).every((keyword) => keyword === 'type')) return draw.pick(NEW_KEYS);
  return String(scalarOf('string', names, making));
}

function arrayValue(schema: JsonObject, depth: number, making: Making): unknown {
  const { draw } = making;
  const isOldTuple = Array.isArray(schema.items);
  const tuple: readonly unknown[] = isOldTuple
    ? [schema.items].flat()
    : Array.isArray(schema.prefixItems)
      ? schema.prefixItems
      : [];
  const rest: unknown = isOldTuple ? schema.additionalItems : schema.items;
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
  const most = typeof schema.maxItems === 'number' ? schema.maxItems : Math.max(least, tuple.length) + 3;
  const open = rest === false ? Math.min(most, tuple.length) : most;
  const usual = depth < MAX_DEPTH ? draw.whole(least, Math.min(open, least + tuple.length + 3)) : least;
  const length = tuple.length > 0 && draw.chance(0.8) ? Math.max(least, Math.min(tuple.length, open)) : usual;
  const entries: unknown[] = [];
  const seen = new Set<string>();
  for (let tries = 0; entries.length < length && tries < length + 20; tries += 1) {
    const made = valueOf(tuple[entries.length] ?? rest, depth + 1, making);
    if (made === NONE) return entries.length >= least ? entries : NONE;
    const key = JSON.stringify(made);
    const isChoice = isJsonObject(rest) && effectiveChoices(rest, making);
    if (seen.has(key) && (schema.uniqueItems === true || (isChoice && !making.style.wild))) continue;
    seen.add(key);
    entries.push(made);
  }
  return entries.length >= least ? entries : NONE;
}

/** Boxes that are ticked cannot be ticked twice. */
function effectiveChoices(items: unknown, { root, draw }: Making): boolean {
  const effective = effectiveSchema(items, root, draw);
  return effective !== false && ('enum' in effective || 'const' in effective);
}
