import { OPTION_KEYS, type OptionKey, readOption, type WordOption } from './option-words.ts';

export interface ReadWords {
  /** The message without its options. */
  readonly prompt: string;
  readonly options: readonly WordOption[];
  /** What stands in brackets and cannot be meant so. */
  readonly problem?: string;
}

const VALUE = String.raw`"[^"\n]*"|“[^”\n]*”|'[^'\n]*'|‘[^’\n]*’|[^\s\]]+`;
const PAIR = new RegExp(String.raw`([a-z_]+)=(${VALUE})`, 'giu');
/** Not within a word, an address or a command's own arguments (`--env=x`, `?model=y`). */
const FREE_PAIR = new RegExp(
  String.raw`(?<![\p{L}\p{N}_\-/?&=.#:"'“])(${[...OPTION_KEYS.keys()].join('|')})=(${VALUE})`,
  'giu',
);
const BRACKETS = new RegExp(String.raw`\[\s*((?:[a-z_]+=(?:${VALUE})\s*)+)\]`, 'giu');
/** Code is never read: ``` ``` ``` and ` `. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;

/** Where an option was: a character of private use, which no message has. */
const GAP = '\uE000';

/**
 * Finds options in a message: `[model=… env=…]`, and `key=value` anywhere outside of code, addresses and arguments. What
 * is no option stays part of the prompt.
 */
export function readWords(text: string): ReadWords {
  const options: WordOption[] = [];
  let problem: string | undefined;

  function takeBrackets(part: string): string {
    return part.replace(BRACKETS, (whole, inner: string) => {
      const pairs = [...inner.matchAll(PAIR)].map(([, key = '', value = '']) => ({ key, value }));
      const keys = pairs.map(({ key }) => OPTION_KEYS.get(key.toLowerCase()));
      // Brackets with none of our words are the person's own.
      if (keys.every((key) => key === undefined)) return whole;
      for (const [index, { key, value }] of pairs.entries()) {
        const known = keys[index];
        const option = known && readOption(known, unquoted(value));
        if (option === undefined) problem ??= wrongOption(key, unquoted(value), known);
        else options.push(option);
      }
      return GAP;
    });
  }

  function takeFree(part: string): string {
    return part.replace(FREE_PAIR, (whole, key: string, value: string) => {
      const bare = unquoted(value);
      const isQuoted = bare.length !== value.length;
      const [, kept = bare, tail = ''] = isQuoted ? [] : (/^(.*?)([.,;:!?)]*)$/s.exec(bare) ?? []);
      const known = OPTION_KEYS.get(key.toLowerCase());
      const option = known && kept !== '' ? readOption(known, kept) : undefined;
      if (option === undefined) return whole;
      options.push(option);
      return `${GAP}${tail}`;
    });
  }

  const before = outsideCode(text, (part) => takeFree(takeBrackets(part)));
  const prompt = options.length === 0 ? text : tidy(before);
  return { prompt, options, ...(problem !== undefined && { problem }) };
}

function outsideCode(text: string, change: (part: string) => string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { 0: code, index } of text.matchAll(CODE)) {
    parts.push(change(text.slice(at, index)), code);
    at = index + code.length;
  }
  return [...parts, change(text.slice(at))].join('');
}

/** The gaps that options leave are closed; all other spaces are the person's. */
function tidy(text: string): string {
  return text
    .replace(/(^|\n)[ \t]*(?:\uE000[ \t]*)+/g, '$1')
    .replace(/[ \t]*(?:\uE000[ \t]*)+(?=[.,;:!?)]|\n|$)/g, '')
    .replace(/[ \t]*(?:\uE000[ \t]*)+/g, ' ')
    .trim();
}

function unquoted(value: string): string {
  return /^(?:"[^]*"|“[^]*”|'[^]*'|‘[^]*’)$/.test(value) ? value.slice(1, -1) : value;
}

function wrongOption(key: string, value: string, known: OptionKey | undefined): string {
  if (known === undefined) {
    return `There is no option “${key}”. There are ${[...new Set(OPTION_KEYS.keys())].join(', ')}.`;
  }
  return `“${value}” makes no sense for ${key}.`;
}
