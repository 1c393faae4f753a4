import { type KeyStep, keyText, scanKey } from './argument-key.ts';
import { nodeValue } from './argument-node.ts';
import { quoteText } from './argument-scan.ts';
import type { ArgumentClock } from './argument-value.ts';
import type { Form } from './form.ts';
import type { Source } from './form-node.ts';
import { type Path, pointerOf, withValueAt } from './json-path.ts';
import { isNamed, locateArgument } from './locate-argument.ts';
import type { ArgumentPair } from './parse-arguments.ts';
import { resolveNode, type Walk } from './resolve-node.ts';
import { parseJson } from './typed-text.ts';

/** Something that could not be read. */
export interface ArgumentError {
  /** JSON pointer to the value. */
  readonly pointer: string;
  /** Its key as it is written in a command. */
  readonly key: string;
  readonly message: string;
}

export interface ArgumentsReading {
  /** What could be read; an empty object, or undefined where an object would make no sense; the schema as a whole is not checked here. */
  readonly input: unknown;
  readonly errors: readonly ArgumentError[];
  /** By the key as it was typed; `nearest` are whole keys. */
  readonly unknownKeys: readonly { readonly key: string; readonly nearest: readonly string[] }[];
  /** Words that are no flag of the tool. */
  readonly strayWords: readonly string[];
}

export interface ArgumentsOptions {
  /** What words like `today` are measured by. */
  readonly clock?: ArgumentClock;
  /** Words without a value: a yes-or-no property's name sets it to yes. */
  readonly words?: readonly string[];
}

/** Keys that may take a whole input as JSON: the first of them that is no property of the tool. */
const WHOLE_INPUT_KEYS = ['input', 'json', 'whole_input', 'whole_input_json'];

/**
 * Types a command's pairs by the form's schema: numbers, yes and no, choices in any case, comma lists, dates with
 * `today`, JSON for the rest; `filter.from` and `items[0].name` lead into objects and lists, and `input={…}` gives
 * the whole.
 */
export function readArguments(
  form: Form,
  pairs: readonly ArgumentPair[],
  { clock, words = [] }: ArgumentsOptions = {},
): ArgumentsReading {
  const errors: ArgumentError[] = [];
  const wholeKey = wholeInputKey(form);
  let input = emptyInput(form);
  for (const pair of pairs.filter(({ key }) => key === wholeKey)) {
    const reading = parseJson(pair.values.map((value) => value.text).join(' '), false, false);
    if (reading.ok) input = reading.value;
    else errors.push({ pointer: '', key: pair.key, message: reading.message });
  }
  const flags = words.map((word) => ({ word, pair: flagPair(form, word, input) }));
  const strayWords = flags.filter(({ pair }) => pair === undefined).map(({ word }) => word);
  let left = [
    ...pairs.filter(({ key }) => key !== wholeKey),
    ...flags.flatMap(({ pair }) => pair ?? []),
  ].toSorted((first, second) => first.steps.length - second.steps.length);
  // What one key leads to may depend on the others: a union's branch, a condition, an entry before it.
  for (let before = left.length + 1; left.length > 0 && left.length < before; ) {
    before = left.length;
    const unknown: ArgumentPair[] = [];
    for (const pair of left) {
      const located = locateArgument(walkOf(form, input), rootOf(form), stepsOf(form, pair));
      if (!located.found) {
        unknown.push(pair);
        continue;
      }
      const reading = nodeValue(form.model, located, pair.values, clock);
      const { path } = located;
      if (!reading.ok)
        errors.push({ pointer: pointerOf(path), key: pathText(path), message: reading.message });
      else if (reading.value !== undefined) input = withValueAt(input, path, reading.value);
    }
    left = unknown;
  }
  const unknownKeys = pairs
    .filter((pair) => left.includes(pair))
    .map((pair) => ({ key: pair.key, nearest: nearestKeys(form, input, pair) }));
  return { input, errors, unknownKeys, strayWords };
}

/** The key that takes the whole input. */
export function wholeInputKey(form: Form): string {
  return freeKey(form, WHOLE_INPUT_KEYS) ?? 'input';
}

/** The first of these names that means no property of the tool: it may mean something else in a command. */
export function freeKey(form: Form, names: readonly string[]): string | undefined {
  return names.find((name) => !hasProperty(form, name));
}

/** A path as a key of a command. */
export function pathText(path: Path): string {
  return keyText(path, quoteText);
}

function walkOf(form: Form, value: unknown): Walk {
  return { model: form.model, value, branches: {} };
}

function rootOf(form: Form): Source {
  return { schema: form.model.root, key: '', required: true, label: 'Input' };
}

/** A name with dots may stand bare where there is just such a property. */
function stepsOf(form: Form, pair: ArgumentPair): readonly KeyStep[] {
  return pair.steps.length > 1 && hasProperty(form, pair.key) ? [pair.key] : pair.steps;
}

function hasProperty(form: Form, name: string): boolean {
  return isNamed(walkOf(form, undefined), rootOf(form), name);
}

/** `dry_run` or `--dry-run` alone: yes, where it names something that is yes or no. */
function flagPair(form: Form, word: string, input: unknown): ArgumentPair | undefined {
  const key = scanKey(word, 0);
  if (key === undefined || key.end < word.length) return undefined;
  const located = locateArgument(walkOf(form, input), rootOf(form), key.steps);
  const isFlag =
    located.found && located.nodes.some((node) => node.type === 'leaf' && node.leaf.kind.type === 'boolean');
  if (!isFlag) return undefined;
  return { key: word, steps: key.steps, values: [{ text: 'true', quoted: false, parts: ['true'] }] };
}

function nearestKeys(form: Form, input: unknown, pair: ArgumentPair): string[] {
  const located = locateArgument(walkOf(form, input), rootOf(form), pair.steps);
  return located.found ? [] : located.nearest.map((steps) => keyText(steps, quoteText));
}

/** An input that nothing was said about yet. */
function emptyInput(form: Form): unknown {
  const node = resolveNode(walkOf(form, undefined), rootOf(form), []);
  const isOther = node.type === 'list' || (node.type === 'leaf' && node.leaf.kind.type !== 'json');
  return isOther ? undefined : {};
}
