import { quoteText } from './argument-scan.ts';
import { argumentValue } from './argument-value.ts';
import type { Form } from './form.ts';
import type { ListNode, ObjectNode } from './form-node.ts';
import { type Path, valueAt } from './json-path.ts';
import { isJsonObject, sameJson } from './json-value.ts';
import { valueText } from './labels.ts';
import type { Leaf } from './leaf.ts';
import { parseArguments } from './parse-arguments.ts';
import { pathText, readArguments, wholeInputKey } from './read-arguments.ts';
import { childSource, filledNode, nodeAt, type Walk } from './resolve-node.ts';
import { decodeSlackMarkup } from './slack-markup.ts';

const BARE_WORD = /^[\p{L}\p{N}_./:@+-]+$/u;
/** More entries than this are shorter as JSON. */
const MAX_ENTRIES = 5;

/**
 * An input as the pairs of a command, the way back from `readArguments`; an empty input gives empty text. It is the
 * text that a person sees and types: for a message it still has to be escaped. What pairs cannot say exactly is
 * written as `input={…}`.
 */
export function formatArguments(form: Form, input: unknown): string {
  const walk: Walk = { model: form.model, value: input, branches: {} };
  const text = pairsOf(walk, []).join(' ');
  return readsBack(form, text, input) ? text : `${wholeInputKey(form)}=${jsonText(input)}`;
}

function pairsOf(walk: Walk, path: Path): string[] {
  const value = valueAt(walk.value, path);
  const found = nodeAt(walk, path);
  const node = found === undefined ? undefined : filledNode(found);
  if (value === null && found?.nullable === true) return [pair(path, 'null')];
  if (node?.type === 'object' && isJsonObject(value)) return objectPairs(walk, node, value, path);
  if (node?.type === 'list' && Array.isArray(value)) return listPairs(walk, node, value, path);
  return [pair(path, node?.type === 'leaf' ? leafText(node.leaf, value) : looseText(value))];
}

function pair(path: Path, text: string): string {
  return `${pathText(path)}=${text}`;
}

function objectPairs(
  walk: Walk,
  node: ObjectNode,
  value: Readonly<Record<string, unknown>>,
  path: Path,
): string[] {
  const fields = node.fields.map((field) => String(field.key)).filter((key) => Object.hasOwn(value, key));
  const others = Object.keys(value).filter((key) => !fields.includes(key));
  const keys = [...fields, ...others];
  if (keys.length === 0) return path.length === 0 ? [] : [pair(path, '{}')];
  if (path.length > 0 && others.length > 0 && !node.entries.offered)
    return [pair(path, JSON.stringify(value))];
  return keys.flatMap((key) => pairsOf(walk, [...path, key]));
}

function listPairs(walk: Walk, node: ListNode, values: readonly unknown[], path: Path): string[] {
  const nested = values.some((entry) => typeof entry === 'object' && entry !== null);
  if (!nested || values.length > MAX_ENTRIES || path.length === 0)
    return [pair(path, JSON.stringify(values))];
  const known = values.every((_value, index) => childSource(node, index) !== undefined);
  if (!known) return [pair(path, JSON.stringify(values))];
  return values.flatMap((_value, index) => pairsOf(walk, [...path, index]));
}

function leafText(leaf: Leaf, value: unknown): string {
  const { kind } = leaf;
  switch (kind.type) {
    case 'number':
      return String(value);
    case 'boolean':
      return valueText(value);
    case 'choice':
      return choiceText(leaf, value);
    case 'choices':
    case 'lines':
      return Array.isArray(value) ? listText(leaf, value) : looseText(value);
    case 'json':
      return kind.acceptsText ? looseText(value) : jsonText(value);
    case 'mixed':
    case 'constant':
      return looseText(value);
    default:
      return typeof value === 'string' ? word(value) : looseText(value);
  }
}

/** A string in quotes, since bare it could be taken for a number or for JSON. */
function looseText(value: unknown): string {
  return typeof value === 'string' ? quoteText(value) : jsonText(value);
}

function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return typeof value === 'string' ? quoteText(text) : text;
}

function choiceText(leaf: Leaf, value: unknown): string {
  const { kind } = leaf;
  const label =
    kind.type === 'choice' ? kind.choices.find((choice) => sameJson(choice.value, value))?.label : undefined;
  const byValue = typeof value === 'string' ? word(value) : quoteUnlessBare(JSON.stringify(value));
  const reads = (text: string) => {
    const given = parseArguments(`x=${text}`).pairs[0];
    const reading = given === undefined ? undefined : argumentValue(leaf, given.values, undefined);
    return reading?.ok === true && sameJson(reading.value, value);
  };
  return label === undefined || reads(byValue) ? byValue : word(label);
}

function listText(leaf: Leaf, values: readonly unknown[]): string {
  const plain =
    values.length > 0 && values.every((value) => typeof value === 'string' || typeof value === 'number');
  if (!plain || leaf.kind.type === 'choices') {
    const words = values.every((value) => typeof value === 'string' && BARE_WORD.test(value));
    if (!words || values.length === 0) return JSON.stringify(values);
  }
  return values.map((value) => word(String(value))).join(',');
}

function word(text: string): string {
  // A bare `null` would be the value null.
  return BARE_WORD.test(text) && text !== 'null' ? text : quoteText(text);
}

function quoteUnlessBare(text: string): string {
  return BARE_WORD.test(text) ? text : quoteText(text);
}

/** Whether the text, as Slack would send it, means just this input. */
function readsBack(form: Form, text: string, input: unknown): boolean {
  const wire = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  if (decodeSlackMarkup(wire) !== text) return false;
  const parsed = parseArguments(wire);
  if (parsed.words.length > 0 || parsed.leftovers.length > 0) return false;
  const reading = readArguments(form, parsed.pairs);
  return reading.errors.length === 0 && reading.unknownKeys.length === 0 && sameJson(reading.input, input);
}
