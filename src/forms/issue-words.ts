import type { ErrorObject } from 'ajv';
import { listed } from './field-facts.ts';
import { isJsonObject } from './json-value.ts';
import { valueText } from './labels.ts';
import { fitText } from './text-fit.ts';

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object',
  null: 'empty',
};

const FORMAT_WORDS: Readonly<Record<string, string>> = {
  date: 'a date like 2026-01-31',
  time: 'a time like 14:30:00Z',
  'date-time': 'a date and time like 2026-01-31T14:30:00Z',
  duration: 'a duration like P1D',
  email: 'an e-mail address',
  uri: 'a web address like https://example.com',
  url: 'a web address like https://example.com',
  hostname: 'a host name like example.com',
  ipv4: 'an IP address like 192.0.2.1',
  ipv6: 'an IPv6 address',
  uuid: 'a UUID like 123e4567-e89b-12d3-a456-426614174000',
  regex: 'a regular expression',
};

/** One of ajv's errors (with `verbose`) as a sentence without its place, which the caller knows. */
export function issueWords(error: ErrorObject): string {
  const { params, parentSchema, schema } = error;
  const parent = isJsonObject(parentSchema) ? parentSchema : {};
  switch (error.keyword) {
    case 'required':
      return 'This is required.';
    case 'dependentRequired':
    case 'dependencies':
      return `This is required when “${String(params.property)}” is given.`;
    case 'type':
      return `Must be ${typeWords(params.type)}.`;
    case 'minimum':
    case 'maximum':
      return (
        boundWords(parent.minimum, parent.maximum) ??
        `Must be ${String(params.comparison)} ${String(schema)}.`
      );
    case 'exclusiveMinimum':
      return `Must be more than ${String(params.limit)}.`;
    case 'exclusiveMaximum':
      return `Must be less than ${String(params.limit)}.`;
    case 'multipleOf':
      return `Must be a multiple of ${String(params.multipleOf)}.`;
    case 'minLength':
    case 'maxLength':
      return lengthWords(parent.minLength, parent.maxLength, 'character');
    case 'minItems':
    case 'maxItems':
      return lengthWords(parent.minItems, parent.maxItems, 'entry');
    case 'minProperties':
    case 'maxProperties':
      return lengthWords(parent.minProperties, parent.maxProperties, 'key');
    case 'uniqueItems':
      return `The entries ${Math.min(Number(params.i), Number(params.j)) + 1} and ${Math.max(Number(params.i), Number(params.j)) + 1} are the same.`;
    case 'pattern':
      return `Does not have the expected form (pattern ${fitText(String(params.pattern), 120)}).`;
    case 'format':
      return `Must be ${FORMAT_WORDS[String(params.format)] ?? `a valid ${String(params.format)}`}.`;
    case 'enum':
      return `Must be one of: ${listed(Array.isArray(schema) ? schema.map(valueText) : [])}.`;
    case 'const':
      return `Must be ${valueText(schema)}.`;
    case 'additionalProperties':
      return `The key “${String(params.additionalProperty)}” is not known here.`;
    case 'unevaluatedProperties':
      return `The key “${String(params.unevaluatedProperty)}” is not known here.`;
    case 'propertyNames':
      return `The key “${String(params.propertyName)}” is not allowed.`;
    case 'anyOf':
      return `Fits none of the allowed forms${branchWords(schema)}.`;
    case 'oneOf':
      return Array.isArray(params.passingSchemas)
        ? 'Fits more than one of the allowed forms, but only one may be meant.'
        : `Fits none of the allowed forms${branchWords(schema)}.`;
    case 'contains':
      return 'The list lacks an entry that it needs.';
    case 'not':
    case 'false schema':
      return 'This is not allowed.';
    default:
      return `Is not valid: ${error.message ?? error.keyword}.`;
  }
}

/** `text or a number`, for JSON Schema's types. */
export function typeWords(type: unknown): string {
  const types = Array.isArray(type) ? type : String(type).split(',');
  return types.map((entry) => TYPE_WORDS[String(entry)] ?? String(entry)).join(' or ');
}

function boundWords(minimum: unknown, maximum: unknown): string | undefined {
  if (typeof minimum === 'number' && typeof maximum === 'number')
    return `Must be between ${minimum} and ${maximum}.`;
  if (typeof minimum === 'number') return `Must be at least ${minimum}.`;
  return typeof maximum === 'number' ? `Must be at most ${maximum}.` : undefined;
}

function lengthWords(least: unknown, most: unknown, noun: string): string {
  if (typeof least === 'number' && typeof most === 'number') {
    if (least === most) return `Must have exactly ${counted(least, noun)}.`;
    return `Must have between ${least} and ${counted(most, noun)}.`;
  }
  if (typeof least === 'number') return `Must have at least ${counted(least, noun)}.`;
  return typeof most === 'number' ? `Must have at most ${counted(most, noun)}.` : 'Has the wrong length.';
}

function counted(count: number, noun: string): string {
  if (count === 1) return `1 ${noun}`;
  return `${count} ${noun === 'entry' ? 'entries' : `${noun}s`}`;
}

/** What the branches of a union ask for, where that can be said shortly. */
function branchWords(schema: unknown): string {
  if (!Array.isArray(schema)) return '';
  const words = schema.map((branch) => {
    if (!isJsonObject(branch)) return undefined;
    if (typeof branch.title === 'string') return branch.title;
    if (Array.isArray(branch.required) && branch.properties === undefined)
      return branch.required.join(' and ');
    return typeof branch.type === 'string' ? TYPE_WORDS[branch.type] : undefined;
  });
  const known = words.filter((word) => word !== undefined && word !== '');
  return known.length === words.length ? `: ${[...new Set(known)].join(', or ')}` : '';
}
