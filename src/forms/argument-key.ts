import { scanQuoted } from './argument-scan.ts';

/** A step into a value as it was typed: a name, a position in a list, or `APPEND` for the position behind the last. */
export type KeyStep = string | number;

/** `items[]=x`: a new entry. */
export const APPEND = -1;

interface ScannedKey {
  /** As it was typed. */
  readonly text: string;
  readonly steps: readonly KeyStep[];
  /** The position after the key. */
  readonly end: number;
}

const BARE_NAME = /[\p{L}\p{M}\p{N}_$@-]+/uy;
const POSITION = /\[(\d{0,6})\]/y;

/**
 * The key that begins here: names and positions as in `filter.from`, `items[0].name`, `"odd key"."a.b"`. Undefined
 * where none does.
 */
export function scanKey(text: string, start: number): ScannedKey | undefined {
  const steps: KeyStep[] = [];
  let at = start;
  for (;;) {
    const name = scanName(text, at);
    if (name === undefined) return undefined;
    steps.push(name.text);
    at = name.end;
    for (let position = matchAt(POSITION, text, at); position !== undefined; ) {
      steps.push(position[1] === '' ? APPEND : Number(position[1]));
      at += position[0].length;
      position = matchAt(POSITION, text, at);
    }
    if (text.charAt(at) !== '.') return { text: text.slice(start, at), steps, end: at };
    at += 1;
  }
}

/** The key of a path; names that cannot stand bare are quoted. */
export function keyText(path: readonly KeyStep[], quote: (name: string) => string): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return step === APPEND ? '[]' : `[${step}]`;
      const bare = matchAt(BARE_NAME, step, 0)?.[0] === step && step !== '';
      return `${index === 0 ? '' : '.'}${bare ? step : quote(step)}`;
    })
    .join('');
}

function scanName(text: string, at: number): { text: string; end: number } | undefined {
  const quoted = scanQuoted(text, at);
  if (quoted !== undefined) return quoted;
  const name = matchAt(BARE_NAME, text, at)?.[0];
  return name === undefined ? undefined : { text: name, end: at + name.length };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
