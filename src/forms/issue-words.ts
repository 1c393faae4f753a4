import type { ErrorObject } from 'ajv';
import { listed } from './field-facts.ts';
import { isJsonObject, type JsonObject } from './json-value.ts';
import { humanizeName, valueText } from './labels.ts';
import { boundWords, countWords, textLengthWords } from './limit-words.ts';
import { countOf } from './schema-numbers.ts';
import { fitText } from './text-fit.ts';

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object',
  null: 'empty (null)',
};

const FORMAT_WORDS: Readonly<Record<string, string>> = {
  date: 'a date like 2026-01-31',
  time: 'a time like 14:30:00Z',
  'iso-time': 'a time like 14:30:00',
  'date-time': 'a date and time like 2026-01-31T14:30:00Z',
  'iso-date-time': 'a date and time like 2026-01-31T14:30:00',
  duration: 'a duration like P1D',
  email: 'an e-mail address',
  uri: 'a web address like https://example.com',
  url: 'a web address like https://example.com',
  'uri-reference': 'an address like https://example.com or /page',
  'uri-template': 'an address template like /items/{id}',
  hostname: 'a host name like example.com',
  ipv4: 'an IP address like 192.0.2.1',
  ipv6: 'an IPv6 address like 2001:db8::1',
  uuid: 'a UUID like 123e4567-e89b-12d3-a456-426614174000',
  regex: 'a regular expression',
  'json-pointer': 'a JSON pointer like /items/0',
  'relative-json-pointer': 'a relative JSON pointer like 1/name',
  byte: 'Base64',
  int32: 'a whole number of 32 bits',
  int64: 'a whole number of 64 bits',
};

const MAX_VALUE_CHARS = 120;

/** One of ajv's errors (with `verbose`) as a sentence without its place, which the caller knows. */
export function issueWords(error: ErrorObject): string {
  const words = keywordWords(error);
  // What is said of a key is said at its object.
  return error.propertyName === undefined || error.keyword === 'propertyNames'
    ? words
    : `The key “${fitText(error.propertyName, MAX_VALUE_CHARS)}” ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

function keywordWords(error: ErrorObject): string {
  const { params, parentSchema, schema } = error;
  const parent = isJsonObject(parentSchema) ? parentSchema : {};
  switch (error.keyword) {
    case 'required':
      return 'This is required.';
    case 'dependentRequired':
    case 'dependencies':
      return `This is required when “${humanizeName(String(params.property))}” is given.`;
    case 'type':
      return `Must be ${typeWords(params.type)}.`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return boundWords(parent) ?? `Must be ${String(params.comparison)} ${String(schema)}.`;
    case 'multipleOf':
      return `Must be a multiple of ${String(params.multipleOf)}.`;
    case 'minLength':
    case 'maxLength':
      return textLengthWords(parent);
    case 'minItems':
    case 'maxItems':
      return countWords(parent.minItems, parent.maxItems, isChoice(parent.items) ? 'choice' : 'entry');
    case 'minProperties':
    case 'maxProperties':
      return countWords(parent.minProperties, parent.maxProperties, 'value');
    case 'items':
    case 'unevaluatedItems':
    case 'additionalItems':
      return countWords(undefined, params.limit ?? params.len, 'entry');
    case 'minContains':
    case 'maxContains':
    case 'contains':
      return containsWords(parent);
    case 'uniqueItems':
      return `The entries ${Math.min(Number(params.i), Number(params.j)) + 1} and ${Math.max(Number(params.i), Number(params.j)) + 1} are the same.`;
    case 'pattern':
      return `Does not have the expected form (pattern ${fitText(String(params.pattern), MAX_VALUE_CHARS)}).`;
    case 'format':
      return `Must be ${FORMAT_WORDS[String(params.format).replace(/^(idn|iri)-?/, formatBase)] ?? `a valid ${String(params.format)}`}.`;
    case 'enum':
      return `Must be one of: ${listed(valuesOf(schema))}.`;
    case 'const':
      return `Must be ${fitText(valueText(schema), MAX_VALUE_CHARS)}.`;
    case 'additionalProperties':
      return `The key “${String(params.additionalProperty)}” is not known here.`;
    case 'unevaluatedProperties':
      return `The key “${String(params.unevaluatedProperty)}” is not known here.`;
    case 'propertyNames':
      return `The key “${String(params.propertyName)}” is not allowed.`;
    case 'anyOf':
    case 'oneOf':
      return unionWords(error);
    case 'if':
      return 'Does not go together with the other values.';
    case 'not':
      return notWords(schema);
    case 'false schema':
      return 'This may not be given here.';
    default:
      return `Is not valid: ${error.message ?? error.keyword}.`;
  }
}

/** `text or a number`, for JSON Schema's types. */
export function typeWords(type: unknown): string {
  const types = Array.isArray(type) ? type : String(type).split(',');
  return types.map((entry) => TYPE_WORDS[String(entry)] ?? String(entry)).join(' or ');
}

/** `idn-email` is an e-mail address, an `iri` a web address, to whoever writes them. */
function formatBase(prefix: string): string {
  return prefix.startsWith('iri') ? (prefix === 'iri-' ? 'uri-' : 'uri') : '';
}

function valuesOf(schema: unknown): string[] {
  return Array.isArray(schema) ? schema.map((value) => fitText(valueText(value), MAX_VALUE_CHARS)) : [];
}

function isChoice(items: unknown): boolean {
  if (!isJsonObject(items)) return false;
  const branches = items.oneOf ?? items.anyOf;
  return Array.isArray(items.enum) || (Array.isArray(branches) && branches.every(isConst));
}

function isConst(schema: unknown): boolean {
  return isJsonObject(schema) && 'const' in schema;
}

function containsWords(parent: JsonObject): string {
  const { contains } = parent;
  const minContains = countOf(parent.minContains) ?? 1;
  const maxContains = countOf(parent.maxContains);
  const wanted = isJsonObject(contains) && 'const' in contains ? fitText(valueText(contains.const), 60) : '';
  const what = wanted === '' ? 'entries that fit' : `entries that are ${wanted}`;
  if (maxContains === undefined && minContains === 1)
    return wanted === '' ? 'The list lacks an entry that it needs.' : `The list must have ${wanted} in it.`;
  if (maxContains === undefined) return `The list must have at least ${minContains} ${what}.`;
  return `The list must have between ${minContains} and ${maxContains} ${what}.`;
}

function notWords(schema: unknown): string {
  if (!isJsonObject(schema)) return 'This is not allowed.';
  if (Array.isArray(schema.enum)) return `Must be none of: ${listed(valuesOf(schema.enum))}.`;
  if ('const' in schema) return `Must not be ${fitText(valueText(schema.const), MAX_VALUE_CHARS)}.`;
  const names = requiredOnly(schema);
  if (names === undefined) return 'This is not allowed.';
  return names.length === 1
    ? `“${names[0]}” may not be given.`
    : `May not be given together: ${listed(names)}.`;
}

/** What a union asks for, where that can be said shortly. */
function unionWords({ keyword, params, schema }: ErrorObject): string {
  const branches: readonly unknown[] = Array.isArray(schema) ? schema : [];
  const names = branches.map((branch) => requiredOnly(branch)?.join(' with '));
  const askedFor = names.every((name) => name !== undefined) ? listed(names) : undefined;
  if (keyword === 'oneOf' && Array.isArray(params.passingSchemas)) {
    return askedFor === undefined
      ? 'Fits more than one of the allowed forms, but only one may be meant.'
      : `Give only one of: ${askedFor}.`;
  }
  if (askedFor !== undefined) return `Give ${keyword === 'anyOf' ? 'at least ' : ''}one of: ${askedFor}.`;
  return `Fits none of the allowed forms${branchWords(branches)}.`;
}

/** The names of a schema that only says what has to be there. */
function requiredOnly(schema: unknown): string[] | undefined {
  if (!isJsonObject(schema) || !Array.isArray(schema.required)) return undefined;
  const says = Object.keys(schema).every(
    (key) => key === 'required' || key === 'title' || key === 'description',
  );
  return says || (Object.keys(schema).length === 2 && schema.type === 'object')
    ? schema.required.map((name) => humanizeName(String(name)))
    : undefined;
}

function branchWords(branches: readonly unknown[]): string {
  const words = branches.map((branch) => {
    if (!isJsonObject(branch)) return undefined;
    if (typeof branch.title === 'string') return branch.title;
    return typeof branch.type === 'string' ? TYPE_WORDS[branch.type] : undefined;
  });
  const known = words.filter((word) => word !== undefined && word !== '');
  return known.length === words.length && known.length > 0 ? `: ${[...new Set(known)].join(', or ')}` : '';
}
