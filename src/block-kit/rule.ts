import { type Pass, pointerTo, report } from './problem.ts';

/** Checks one value of a payload and reports what Slack would refuse. */
export type Rule = (value: unknown, pointer: string, pass: Pass) => void;

export interface Field {
  readonly rule: Rule;
  readonly required: boolean;
}

export type Fields = Readonly<Record<string, Field>>;
type Json = Readonly<Record<string, unknown>>;

export function required(rule: Rule): Field {
  return { rule, required: true };
}

export function optional(rule: Rule): Field {
  return { rule, required: false };
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string with a length; `minChars` 0 unless given. */
export function string(limits: { readonly minChars?: number; readonly maxChars?: number } = {}): Rule {
  const { minChars = 0, maxChars = Number.POSITIVE_INFINITY } = limits;
  return (value, pointer, pass) => {
    if (typeof value !== 'string') report(pass, pointer, 'must provide a string');
    else if (value.length < minChars) report(pass, pointer, `must be more than ${minChars - 1} characters`);
    else if (value.length > maxChars) report(pass, pointer, `must be less than ${maxChars + 1} characters`);
  };
}

export function pattern(expression: RegExp, message: string): Rule {
  return (value, pointer, pass) => {
    if (typeof value !== 'string') report(pass, pointer, 'must provide a string');
    else if (!expression.test(value)) report(pass, pointer, message);
  };
}

/** An absolute address; Slack takes http(s) and mailto, links of other kinds are refused. */
export function url(maxChars: number): Rule {
  const length = string({ minChars: 1, maxChars });
  return (value, pointer, pass) => {
    const before = pass.problems.length;
    length(value, pointer, pass);
    if (pass.problems.length > before) return;
    if (!/^(https?:\/\/[^\s/]|mailto:[^\s])/i.test(String(value)))
      report(pass, pointer, 'must be a valid URL');
  };
}

export function oneOf(values: readonly unknown[]): Rule {
  return (value, pointer, pass) => {
    if (!values.includes(value)) {
      report(pass, pointer, `value must be one of: ${values.map((item) => String(item)).join(', ')}`);
    }
  };
}

export const boolean: Rule = (value, pointer, pass) => {
  if (typeof value !== 'boolean') report(pass, pointer, 'must provide a boolean');
};

export const number: Rule = (value, pointer, pass) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) report(pass, pointer, 'must provide a number');
};

export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): Rule {
  return (value, pointer, pass) => {
    if (typeof value !== 'number' || !Number.isInteger(value))
      report(pass, pointer, 'must provide an integer');
    else if (value < min) report(pass, pointer, `must be greater than or equal to ${min}`);
    else if (value > max) report(pass, pointer, `must be less than or equal to ${max}`);
  };
}

export function array(item: Rule, limits: { readonly min?: number; readonly max?: number } = {}): Rule {
  const { min = 0, max = Number.POSITIVE_INFINITY } = limits;
  return (value, pointer, pass) => {
    if (!Array.isArray(value)) {
      report(pass, pointer, 'must be an array');
      return;
    }
    if (value.length < min) report(pass, pointer, `no less than ${min} items allowed`);
    if (value.length > max) report(pass, pointer, `no more than ${max} items allowed`);
    for (const [index, entry] of value.entries()) item(entry, pointerTo(pointer, index), pass);
  };
}

/** An object with exactly these properties. `also` looks at the whole once its parts were looked at. */
export function object(fields: Fields, also?: (value: Json, pointer: string, pass: Pass) => void): Rule {
  return (value, pointer, pass) => {
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
    also?.(value, pointer, pass);
  };
}

/** An object whose `type` chooses its rule. */
export function byType(rules: Readonly<Record<string, Rule>>): Rule {
  return (value, pointer, pass) => {
    if (!isObject(value)) {
      report(pass, pointer, 'must provide an object');
      return;
    }
    const { type } = value;
    if (type === undefined) {
      report(pass, pointer, 'missing required field: type');
      return;
    }
    const rule = typeof type === 'string' && Object.hasOwn(rules, type) ? rules[type] : undefined;
    if (rule) rule(value, pointer, pass);
    else {
      const shown = typeof type === 'string' ? type : JSON.stringify(type);
      report(pass, pointerTo(pointer, 'type'), `unsupported type: ${shown}`);
    }
  };
}
