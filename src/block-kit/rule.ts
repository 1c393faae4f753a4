import { type Pass, pointerTo, report } from './problem.ts';

type Check = (value: unknown, pointer: string, pass: Pass) => void;
type Json = Readonly<Record<string, unknown>>;

/** Checks one value of a payload and reports what Slack would refuse. `shape` is the same rule as data. */
export type Rule = Check & { readonly shape: Shape };

/** What a rule accepts. `says` is prose, for what has no numbers. */
export type Shape =
  | {
      readonly kind: 'string';
      readonly minChars?: number;
      readonly maxChars?: number;
      readonly says?: string;
    }
  | { readonly kind: 'values'; readonly values: readonly unknown[] }
  | { readonly kind: 'boolean' | 'number'; readonly says?: string }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'array'; readonly item: Rule; readonly min: number; readonly max: number }
  | { readonly kind: 'object'; readonly fields: Fields; readonly whole: readonly WholeRule[] }
  | { readonly kind: 'byType'; readonly rules: Readonly<Record<string, Rule>> }
  | { readonly kind: 'named'; readonly kindId: string; readonly rule: Rule };

/**
 * How a rule is known: `page`, Slack's reference page of the block; `types`, the typings that Slack publishes;
 * `observed`, refusals that people reported; `assumed`, nothing says so and the stricter reading was taken.
 */
export type Source = 'page' | 'types' | 'observed' | 'assumed';

export interface Field {
  readonly rule: Rule;
  readonly required: boolean;
  /** As its object's unless given. */
  readonly source?: Source;
}

export type Fields = Readonly<Record<string, Field>>;

/** A rule over several properties of one object, looked at once each of them was. */
export interface WholeRule {
  readonly says: string;
  readonly source: Source;
  readonly check: (value: Json, pointer: string, pass: Pass) => void;
}

/** Joins a check with what it says. */
export function rule(shape: Shape, check: Check): Rule {
  return Object.assign((value: unknown, pointer: string, pass: Pass) => check(value, pointer, pass), {
    shape,
  });
}

/** A rule whose object has a section of its own in the table of rules. */
export function named(kindId: string, inner: Rule): Rule {
  return rule({ kind: 'named', kindId, rule: inner }, inner);
}

export function required(inner: Rule, source?: Source): Field {
  return { rule: inner, required: true, ...(source && { source }) };
}

export function optional(inner: Rule, source?: Source): Field {
  return { rule: inner, required: false, ...(source && { source }) };
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string with a length; `minChars` 0 unless given. `also` looks at strings of the right length. */
export function string(
  limits: { readonly minChars?: number; readonly maxChars?: number } = {},
  also?: {
    readonly says: string;
    readonly message: string;
    readonly isValid: (value: string, pass: Pass) => boolean;
  },
): Rule {
  const { minChars = 0, maxChars = Number.POSITIVE_INFINITY } = limits;
  return rule({ kind: 'string', ...limits, ...(also && { says: also.says }) }, (value, pointer, pass) => {
    if (typeof value !== 'string') report(pass, pointer, 'must provide a string');
    else if (value.length < minChars) report(pass, pointer, `must be more than ${minChars - 1} characters`);
    else if (value.length > maxChars) report(pass, pointer, `must be less than ${maxChars + 1} characters`);
    else if (also && !also.isValid(value, pass)) report(pass, pointer, also.message);
  });
}

export function oneOf(values: readonly unknown[]): Rule {
  return rule({ kind: 'values', values }, (value, pointer, pass) => {
    if (!values.includes(value)) {
      report(pass, pointer, `value must be one of: ${values.map((item) => String(item)).join(', ')}`);
    }
  });
}

export const boolean: Rule = rule({ kind: 'boolean' }, (value, pointer, pass) => {
  if (typeof value !== 'boolean') report(pass, pointer, 'must provide a boolean');
});

export const number: Rule = rule({ kind: 'number' }, (value, pointer, pass) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) report(pass, pointer, 'must provide a number');
});

export const positiveNumber: Rule = rule({ kind: 'number', says: 'above 0' }, (value, pointer, pass) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) report(pass, pointer, 'must provide a number');
  else if (value <= 0) report(pass, pointer, 'must be greater than 0');
});

export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): Rule {
  return rule({ kind: 'integer', min, max }, (value, pointer, pass) => {
    if (typeof value !== 'number' || !Number.isInteger(value))
      report(pass, pointer, 'must provide an integer');
    else if (value < min) report(pass, pointer, `must be greater than or equal to ${min}`);
    else if (value > max) report(pass, pointer, `must be less than or equal to ${max}`);
  });
}

export function array(item: Rule, limits: { readonly min?: number; readonly max?: number } = {}): Rule {
  const { min = 0, max = Number.POSITIVE_INFINITY } = limits;
  return rule({ kind: 'array', item, min, max }, (value, pointer, pass) => {
    if (!Array.isArray(value)) {
      report(pass, pointer, 'must be an array');
      return;
    }
    if (value.length < min) report(pass, pointer, `no less than ${min} items allowed`);
    if (value.length > max) report(pass, pointer, `no more than ${max} items allowed`);
    for (const [index, entry] of value.entries()) item(entry, pointerTo(pointer, index), pass);
  });
}

/** An object with exactly these properties, and rules over the whole of it. */
export function object(fields: Fields, ...whole: readonly WholeRule[]): Rule {
  return rule({ kind: 'object', fields, whole }, (value, pointer, pass) => {
    if (!isObject(value)) {
      report(pass, pointer, 'must provide an object');
      return;
    }
    for (const [key, field] of Object.entries(fields)) {
      if (value[key] !== undefined) field.rule(value[key], pointerTo(pointer, key), pass);
      else if (field.required) report(pass, pointer, `missing required field: ${key}`);
    }
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(fields, key) && value[key] !== undefined) {
        report(pass, pointer, `invalid additional property: ${key}`);
      }
    }
    for (const { check } of whole) check(value, pointer, pass);
  });
}

/** An object whose `type` chooses its rule. */
export function byType(rules: Readonly<Record<string, Rule>>): Rule {
  return rule({ kind: 'byType', rules }, (value, pointer, pass) => {
    if (!isObject(value)) {
      report(pass, pointer, 'must provide an object');
      return;
    }
    const { type } = value;
    if (type === undefined) {
      report(pass, pointer, 'missing required field: type');
      return;
    }
    const chosen = typeof type === 'string' && Object.hasOwn(rules, type) ? rules[type] : undefined;
    if (chosen) chosen(value, pointer, pass);
    else {
      const shown = typeof type === 'string' ? type : JSON.stringify(type);
      report(pass, pointerTo(pointer, 'type'), `unsupported type: ${shown}`);
    }
  });
}
