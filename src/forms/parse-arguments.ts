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
  readonly key: string;
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

const BARE_KEY = /^[\p{L}\p{N}_$@.-]+(?:\[\d*\])*(?==)/u;

/**
 * Takes a command's text apart: words, then `key=value` pairs with straight or curly quotes, backslash escapes, JSON
 * objects and lists (which may hold spaces), repeated keys. Takes the text as Slack sends it, with its markup.
 * Never fails: an unclosed quote or bracket is a character like any other.
 */
export function parseArguments(commandText: string): ParsedArguments {
  const text = decodeSlackMarkup(commandText);
  const words: string[] = [];
  const leftovers: string[] = [];
  const pairs = new Map<string, ArgumentValue[]>();
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const key = keyAt(text, at);
    if (key === undefined) {
      const word = valueAt(text, at);
      (pairs.size === 0 ? words : leftovers).push(word.value.text);
      at = skipSpace(text, Math.max(word.end, at + 1));
      continue;
    }
    const { value, end } = valueAt(text, key.end);
    pairs.set(key.name, [...(pairs.get(key.name) ?? []), value]);
    at = skipSpace(text, end);
  }
  return { words, leftovers, pairs: [...pairs].map(([key, values]) => ({ key, values })) };
}

/** The key at a position, and where its value begins. */
function keyAt(text: string, at: number): { name: string; end: number } | undefined {
  const quoted = scanQuoted(text, at);
  if (quoted !== undefined) {
    return text[quoted.end] === '=' ? { name: quoted.text, end: quoted.end + 1 } : undefined;
  }
  const name = BARE_KEY.exec(text.slice(at))?.[0];
  return name === undefined ? undefined : { name, end: at + name.length + 1 };
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
