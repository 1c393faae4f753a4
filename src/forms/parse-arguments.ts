import { APPEND, type KeyStep, scanKey } from './argument-key.ts';
import { scanBare, scanQuoted, scanStructure } from './argument-scan.ts';
import { decodeSlackMarkup } from './slack-markup.ts';

/** One value as it was typed. */
export interface ArgumentValue {
  /** Without quotes and escapes; JSON as it was written. */
  readonly text: string;
  /** Began with a quote: text, whatever it looks like. */
  readonly quoted: boolean;
  /** The text split at the commas that stand outside quotes. */
  readonly parts: readonly string[];
}

/** `key=value`; a repeated key has several values. */
export interface ArgumentPair {
  /** As it was typed; a single name without its quotes. */
  readonly key: string;
  /** What it leads to: `items[0].name` is three steps. */
  readonly steps: readonly KeyStep[];
  readonly values: readonly ArgumentValue[];
}

/** The text after a slash command, taken apart. */
export interface ParsedArguments {
  /** What stands before the first pair: the name of a tool, for example. */
  readonly words: readonly string[];
  /** In the order of their first mention. */
  readonly pairs: readonly ArgumentPair[];
  /** Words after the first pair that belong to no key. */
  readonly leftovers: readonly string[];
}

/**
 * Takes a command's text apart: words, then `key=value` pairs with straight or curly quotes, backslash escapes, JSON
 * objects and lists (which may hold spaces), repeated keys, keys that lead into objects and lists. Takes the text as Slack sends it, with its markup.
 * Never fails: an unclosed quote or bracket is a character like any other.
 */
export function parseArguments(commandText: string): ParsedArguments {
  const line = decodeSlackMarkup(commandText);
  const words: string[] = [];
  const leftovers: string[] = [];
  const pairs: { key: string; steps: readonly KeyStep[]; values: ArgumentValue[] }[] = [];
  let at = skipSpace(line, 0);
  while (at < line.length) {
    const key = scanKey(line, at);
    if (key === undefined || line.charAt(key.end) !== '=') {
      const word = valueAt(line, at);
      (pairs.length === 0 ? words : leftovers).push(word.value.text);
      at = skipSpace(line, Math.max(word.end, at + 1));
      continue;
    }
    const { value, end } = valueAt(line, key.end + 1);
    const appends = key.steps.includes(APPEND);
    const [name] = key.steps;
    const text = key.steps.length === 1 && typeof name === 'string' ? name : key.text;
    const known = appends ? undefined : pairs.find((pair) => pair.key === text);
    if (known === undefined) pairs.push({ key: text, steps: key.steps, values: [value] });
    else known.values.push(value);
    at = skipSpace(line, end);
  }
  return { words, leftovers, pairs };
}

function valueAt(text: string, start: number): { value: ArgumentValue; end: number } {
  const structure = scanStructure(text, start);
  if (structure !== undefined && endsWord(text, structure)) {
    const raw = text.slice(start, structure);
    return { value: { text: raw, quoted: false, parts: [raw] }, end: structure };
  }
  const parts: string[] = [];
  const whole = scanQuoted(text, start);
  let at = start;
  for (;;) {
    const part = partAt(text, at);
    parts.push(part.text);
    at = part.end;
    if (text[at] !== ',') break;
    at += 1;
  }
  return { value: { text: parts.join(','), quoted: whole !== undefined, parts }, end: at };
}

/** Quoted and bare pieces up to the next comma or space. */
function partAt(text: string, start: number): { text: string; end: number } {
  const quoted = scanQuoted(text, start);
  if (quoted === undefined) return scanBare(text, start);
  const rest = scanBare(text, quoted.end);
  return { text: quoted.text + rest.text, end: rest.end };
}

function endsWord(text: string, at: number): boolean {
  return at >= text.length || /\s/.test(text.charAt(at));
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return at;
}
