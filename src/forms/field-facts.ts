import type { FieldKind, FormField } from './form-field.ts';
import { valueText } from './labels.ts';
import { fitText } from './text-fit.ts';

const MAX_VALUE_CHARS = 200;

/** What a kind of field asks for, as short sentences that stand under its input. */
export function kindFacts(kind: FieldKind): string[] {
  switch (kind.type) {
    case 'number':
      return rangeFact(kind.minimum, kind.maximum);
    case 'lines':
      return [`One ${lineNoun(kind.items)} per line.`, ...countFact(kind.minItems, undefined)];
    case 'choices':
      return countFact(kind.minItems, kind.maxItems);
    case 'json':
      return [kind.acceptsText ? 'Text, or JSON.' : 'Written as JSON.'];
    default:
      return [];
  }
}

/** `Default: 25.` */
export function defaultFact(value: unknown): string[] {
  return value === undefined ? [] : [`Default: ${fitText(valueText(value), MAX_VALUE_CHARS)}.`];
}

/** One word or two for the kind of a field, as in help texts. */
export function kindNoun(kind: FieldKind): string {
  switch (kind.type) {
    case 'text':
      return kind.format === 'email' ? 'e-mail address' : kind.format === 'uri' ? 'web address' : 'text';
    case 'number':
      return kind.integer ? 'whole number' : 'number';
    case 'boolean':
      return 'yes or no';
    case 'date':
      return 'date (YYYY-MM-DD)';
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
    case 'json':
      return kind.acceptsText ? 'text or JSON' : 'JSON';
  }
}

/** The first few of a list, and how many more there are. */
export function listed(entries: readonly string[], most = 8): string {
  if (entries.length <= most) return entries.join(', ');
  return `${entries.slice(0, most).join(', ')} and ${entries.length - most} more`;
}

/** The example that shows best what to write, as text for a placeholder. */
export function placeholderText(
  field: Pick<FormField, 'examples' | 'kind' | 'defaultValue'>,
): string | undefined {
  const [example] = field.examples;
  if (example !== undefined) {
    const text = Array.isArray(example) ? example.map(valueText).join(', ') : valueText(example);
    return `For example ${text}`;
  }
  if (field.defaultValue === undefined || isStructured(field.defaultValue)) return undefined;
  return `Default: ${valueText(field.defaultValue)}`;
}

function isStructured(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function lineNoun(items: 'string' | 'number' | 'integer'): string {
  if (items === 'string') return 'entry';
  return items === 'integer' ? 'whole number' : 'number';
}

function rangeFact(minimum: number | undefined, maximum: number | undefined): string[] {
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  if (low !== undefined && high !== undefined) return [`Between ${low} and ${high}.`];
  if (low !== undefined) return [`At least ${low}.`];
  return high === undefined ? [] : [`At most ${high}.`];
}

function countFact(minItems: number, maxItems: number | undefined): string[] {
  if (minItems > 0 && maxItems !== undefined) return [`Between ${minItems} and ${maxItems} of them.`];
  if (minItems > 1) return [`At least ${minItems} of them.`];
  return maxItems === undefined ? [] : [`At most ${maxItems} of them.`];
}
