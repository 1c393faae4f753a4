import { valueText } from './labels.ts';
import type { FieldKind, Leaf } from './leaf.ts';
import { fitText } from './text-fit.ts';
import { scalarWords } from './typed-text.ts';

const MAX_VALUE_CHARS = 200;
/** A longer default is cut where it would stand in an input. */
const MAX_SHOWN_DEFAULT_CHARS = 40;

/** What a leaf asks for beyond its description, as short sentences; nothing that the description or the input says. */
export function leafFacts(leaf: Leaf): string[] {
  const { kind, description } = leaf;
  return [
    ...(leaf.deprecated && !/\bdeprecated\b/i.test(description) ? ['No longer recommended.'] : []),
    ...kindFacts(kind, description),
    ...nullFact(leaf),
    ...exampleFact(leaf),
    ...(defaultPlace(leaf) === 'hint'
      ? [`Default: ${fitText(valueText(leaf.defaultValue), MAX_VALUE_CHARS)}.`]
      : []),
    ...(leaf.secret ? ['Slack does not hide what you write here.'] : []),
  ];
}

/**
 * Where an optional default is told: in the input (a placeholder, or "Not set (25 by default)"), in the hint, or
 * nowhere, because the description speaks of it or the leaf starts with it.
 */
export function defaultPlace(leaf: Leaf): 'input' | 'hint' | 'nowhere' {
  const { kind, defaultValue, description, required } = leaf;
  if (defaultValue === undefined || required) return 'nowhere';
  const said = speaksOf(description, valueText(defaultValue)) && /\bdefault/i.test(description);
  if (said) return 'nowhere';
  if (kind.type === 'boolean' || kind.type === 'choice') {
    return valueText(defaultValue).length <= MAX_SHOWN_DEFAULT_CHARS ? 'input' : 'hint';
  }
  const hasPlaceholder = ['text', 'number', 'mixed', 'date', 'date-text', 'lines'].includes(kind.type);
  const short = !isObject(defaultValue) && valueText(defaultValue).length <= MAX_SHOWN_DEFAULT_CHARS;
  return hasPlaceholder && short && leaf.examples.length === 0 ? 'input' : 'hint';
}

/** What is demanded and may be null; among choices null is one of them. */
function nullFact({ kind, required, nullable }: Leaf): string[] {
  const hasOwnWay =
    kind.type === 'constant' ||
    kind.type === 'choice' ||
    kind.type === 'boolean' ||
    (kind.type === 'mixed' && kind.types.includes('null'));
  return required && nullable && !hasOwnWay ? ['Leave it empty to send null (no value).'] : [];
}

function kindFacts(kind: FieldKind, description: string): string[] {
  switch (kind.type) {
    case 'number':
      return [...rangeFact(kind, description), ...stepFact(kind.step, description)];
    case 'lines':
      return [`One ${lineNoun(kind.items)} per line.`, ...countFact(kind.minItems, undefined)];
    case 'choices':
      return countFact(kind.minItems, kind.maxItems);
    case 'mixed':
      return kind.types.includes('string')
        ? [`${capital(scalarWords(kind.types))}; in quotes it is text.`]
        : [`${capital(scalarWords(kind.types))}.`];
    case 'time':
      return ['In your time zone.'];
    case 'json':
      return [kind.acceptsText ? 'Text, or JSON.' : 'Written as JSON.'];
    default:
      return [];
  }
}

/** One word or two for the kind of a field, as in help texts. */
export function kindNoun(kind: FieldKind): string {
  switch (kind.type) {
    case 'text':
      return textNoun(kind.format);
    case 'number':
      return kind.integer ? 'whole number' : 'number';
    case 'boolean':
      return 'yes or no';
    case 'date':
      return 'date (YYYY-MM-DD)';
    case 'date-text':
      return kind.picks === 'date' ? 'date (YYYY-MM-DD)' : 'date and time';
    case 'time':
      return 'time of day';
    case 'date-time':
      return 'date and time';
    case 'choice':
      return `one of ${listed(kind.choices.map((choice) => choice.label))}`;
    case 'choices':
      return `any of ${listed(kind.choices.map((choice) => choice.label))}`;
    case 'lines':
      return kind.items === 'string'
        ? 'list of texts'
        : `list of ${kind.items === 'integer' ? 'whole ' : ''}numbers`;
    case 'mixed':
      return scalarWords(kind.types);
    case 'file':
      return 'file';
    case 'constant':
      return `always ${fitText(valueText(kind.value), MAX_VALUE_CHARS)}`;
    case 'json':
      return kind.acceptsText ? 'text or JSON' : 'JSON';
  }
}

const TEXT_NOUNS: Readonly<Record<string, string>> = {
  email: 'e-mail address',
  'idn-email': 'e-mail address',
  uri: 'web address',
  url: 'web address',
  hostname: 'host name',
  ipv4: 'IP address',
  ipv6: 'IPv6 address',
  uuid: 'UUID',
  regex: 'regular expression',
  duration: 'duration',
};

function textNoun(format: string | undefined): string {
  return (format === undefined ? undefined : TEXT_NOUNS[format]) ?? 'text';
}

/** The first few of a list, and how many more there are. */
export function listed(entries: readonly string[], most = 8): string {
  if (entries.length <= most) return entries.join(', ');
  return `${entries.slice(0, most).join(', ')} and ${entries.length - most} more`;
}

const FORMAT_EXAMPLES: Readonly<Record<string, string>> = {
  email: 'name@example.com',
  uri: 'https://example.com',
  url: 'https://example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uuid: '123e4567-e89b-12d3-a456-426614174000',
  duration: 'P1D',
};

/** What stands in an empty input: an example, the default, or what such a value looks like. */
export function placeholderText(leaf: Leaf): string | undefined {
  const [example] = leaf.examples;
  if (example !== undefined) {
    const text = Array.isArray(example) ? example.map(valueText).join(', ') : valueText(example);
    return `For example ${text}`;
  }
  if (defaultPlace(leaf) === 'input') return `Default: ${valueText(leaf.defaultValue)}`;
  const { kind } = leaf;
  if (kind.type === 'date-text') return kind.picks === 'date' ? '2026-01-31' : '2026-01-31T14:30:00';
  return kind.type === 'text' && kind.format !== undefined ? FORMAT_EXAMPLES[kind.format] : undefined;
}

/** Further examples; the first one stands in the input. */
function exampleFact({ kind, examples, description }: Leaf): string[] {
  const more = examples.slice(kind.type === 'text' ? 1 : examples.length).map(valueText);
  const untold = more.filter((example) => !speaksOf(description, example));
  return untold.length === 0 ? [] : [`Also for example: ${fitText(listed(untold, 5), MAX_VALUE_CHARS)}.`];
}

function lineNoun(items: 'string' | 'number' | 'integer'): string {
  if (items === 'string') return 'entry';
  return items === 'integer' ? 'whole number' : 'number';
}

function rangeFact(kind: FieldKind & { readonly type: 'number' }, description: string): string[] {
  const least =
    kind.minimum !== undefined && kind.minimum > Number.MIN_SAFE_INTEGER ? kind.minimum : undefined;
  const most =
    kind.maximum !== undefined && kind.maximum < Number.MAX_SAFE_INTEGER ? kind.maximum : undefined;
  // Of two bounds on one side the stricter one counts.
  const isAbove = kind.above !== undefined && kind.above >= (least ?? -Infinity);
  const isBelow = kind.below !== undefined && kind.below <= (most ?? Infinity);
  const low = isAbove ? kind.above : least;
  const high = isBelow ? kind.below : most;
  const told = [low, high].every((bound) => bound === undefined || speaksOf(description, String(bound)));
  if (told) return [];
  if (low !== undefined && high !== undefined && !isAbove && !isBelow) return [`Between ${low} and ${high}.`];
  const words = [
    ...(low === undefined ? [] : [isAbove ? `above ${low}` : `at least ${low}`]),
    ...(high === undefined ? [] : [isBelow ? `below ${high}` : `at most ${high}`]),
  ];
  return [`${capital(words.join(', '))}.`];
}

function stepFact(step: number | undefined, description: string): string[] {
  return step === undefined || speaksOf(description, String(step)) ? [] : [`In steps of ${step}.`];
}

function countFact(minItems: number, maxItems: number | undefined): string[] {
  if (minItems > 0 && minItems === maxItems) return [`Exactly ${minItems} of them.`];
  if (minItems > 0 && maxItems !== undefined) return [`Between ${minItems} and ${maxItems} of them.`];
  if (minItems > 1) return [`At least ${minItems} of them.`];
  return maxItems === undefined ? [] : [`At most ${maxItems} of them.`];
}

/** Whether a text mentions a value as a word of its own; `yes` is `true` to those who write descriptions. */
function speaksOf(text: string, value: string): boolean {
  const spellings = value === 'yes' ? ['yes', 'true'] : value === 'no' ? ['no', 'false'] : [value];
  return spellings.some((spelling) => {
    const at = text.toLowerCase().indexOf(spelling.toLowerCase());
    if (at < 0 || spelling === '') return false;
    const around = text.charAt(at - 1) + text.charAt(at + spelling.length);
    return !/[\p{L}\p{N}]/u.test(around);
  });
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
