import { argumentValue } from './argument-value.ts';
import { type Form, type FormField, fieldNamed } from './form-field.ts';
import { type JsonObject, sameJson } from './json-value.ts';
import { valueText } from './labels.ts';
import { type ArgumentPair, parseArguments } from './parse-arguments.ts';
import { readArguments, WHOLE_INPUT_KEY } from './read-arguments.ts';
import { decodeSlackMarkup } from './slack-markup.ts';

const BARE_WORD = /^[\p{L}\p{N}_./:@+-]+$/u;
const BARE_KEY = /^[\p{L}\p{N}_$@.-]+$/u;

/**
 * An input as the pairs of a command, the way back from `readArguments`; an empty input gives empty text. It is the
 * text that a person sees and types: for a message it still has to be escaped. What pairs cannot say exactly is
 * written as `input={…}`.
 */
export function formatArguments(form: Form, input: JsonObject): string {
  const names = Object.keys(input).sort((left, right) => position(form, left) - position(form, right));
  const text = names
    .map((name) => `${BARE_KEY.test(name) ? name : quote(name)}=${valueOf(form, name, input[name])}`)
    .join(' ');
  return readsBack(form, text, input) ? text : `${WHOLE_INPUT_KEY}=${JSON.stringify(input)}`;
}

function position(form: Form, name: string): number {
  return fieldNamed(form, name)?.index ?? form.fields.length;
}

function valueOf(form: Form, name: string, value: unknown): string {
  const field = fieldNamed(form, name);
  if (field === undefined) return looseText(value);
  if (value === null && field.nullable) return 'null';
  const { kind } = field;
  switch (kind.type) {
    case 'number':
      return String(value);
    case 'boolean':
      return valueText(value);
    case 'choice':
      return choiceText(field, value);
    case 'choices':
    case 'lines':
      return Array.isArray(value) ? listText(field, value) : looseText(value);
    case 'json':
      return kind.acceptsText ? looseText(value) : jsonText(value);
    default:
      return typeof value === 'string' ? word(value) : looseText(value);
  }
}

/** A string in quotes, since bare it could be taken for a number or for JSON. */
function looseText(value: unknown): string {
  return typeof value === 'string' ? quote(value) : jsonText(value);
}

function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return typeof value === 'string' ? quote(text) : text;
}

function choiceText(field: FormField, value: unknown): string {
  const kind = field.kind;
  const label =
    kind.type === 'choice' ? kind.choices.find((choice) => sameJson(choice.value, value))?.label : undefined;
  const byValue = typeof value === 'string' ? word(value) : quoteUnlessBare(JSON.stringify(value));
  const reads = (text: string) => {
    const pair: ArgumentPair | undefined = parseArguments(`x=${text}`).pairs[0];
    const reading = pair === undefined ? undefined : argumentValue(field, pair.values, undefined);
    return reading?.ok === true && sameJson(reading.value, value);
  };
  return label === undefined || reads(byValue) ? byValue : word(label);
}

function listText(field: FormField, values: readonly unknown[]): string {
  const plain =
    values.length > 0 && values.every((value) => typeof value === 'string' || typeof value === 'number');
  if (!plain || field.kind.type === 'choices') {
    const words = values.every((value) => typeof value === 'string' && BARE_WORD.test(value));
    if (!words || values.length === 0) return JSON.stringify(values);
  }
  return values.map((value) => word(String(value))).join(',');
}

function word(text: string): string {
  // A bare `null` would be the value null.
  return BARE_WORD.test(text) && text !== 'null' ? text : quote(text);
}

function quoteUnlessBare(text: string): string {
  return BARE_WORD.test(text) ? text : quote(text);
}

function quote(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}

/** Whether the text, as Slack would send it, means just this input. */
function readsBack(form: Form, text: string, input: JsonObject): boolean {
  const wire = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  if (decodeSlackMarkup(wire) !== text) return false;
  const parsed = parseArguments(wire);
  if (parsed.words.length > 0 || parsed.leftovers.length > 0) return false;
  const reading = readArguments(form, parsed.pairs);
  return reading.errors.length === 0 && reading.unknownKeys.length === 0 && sameJson(reading.input, input);
}
