import { decimalText } from './decimal-text.ts';
import { isJsonObject } from './json-value.ts';
import type { ScalarType } from './leaf.ts';
import { linesOf } from './lines-text.ts';
import { fitText } from './text-fit.ts';

/** What was typed: a value (undefined: not sent), or in words what is wrong with it. */
export type TextReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

/** A number in words that a person types; digits that a double cannot hold are refused, not rounded. */
export function parseNumber(text: string, integer: boolean): TextReading {
  const trimmed = text.trim();
  const number = Number(trimmed);
  const shown = fitText(trimmed, 40);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) || !Number.isFinite(number)) {
    return failure(`“${shown}” is not a ${integer ? 'whole ' : ''}number.`);
  }
  if (integer && !Number.isInteger(number)) return failure(`Must be a whole number; “${shown}” is not.`);
  if (/^[+-]?\d+$/.test(trimmed) && !Number.isSafeInteger(number)) {
    return failure(`“${shown}” has too many digits to be sent exactly.`);
  }
  return { ok: true, value: number };
}

/** One entry a line, or a JSON list. */
export function parseLines(text: string, items: 'string' | 'number' | 'integer'): TextReading {
  const entries = linesOf(text);
  if (items === 'string') return { ok: true, value: entries };
  const values: unknown[] = [];
  for (const [index, entry] of entries.entries()) {
    if (typeof entry !== 'string') {
      values.push(entry);
      continue;
    }
    const reading = parseNumber(entry, items === 'integer');
    if (!reading.ok) return failure(`Entry ${index + 1}: ${reading.message}`);
    values.push(reading.value);
  }
  return { ok: true, value: values };
}

/** JSON as people type it: curly quotes, which keyboards put in by themselves, count as straight ones. */
export function parseJson(text: string, acceptsText: boolean, wantsObject: boolean): TextReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    try {
      value = JSON.parse(text.replaceAll(/[“”„]/g, '"'));
    } catch {
      if (acceptsText) return { ok: true, value: text };
      return failure(`This is not valid JSON${positionIn(text, error)}.`);
    }
  }
  if (wantsObject && !isJsonObject(value)) return failure('Must be a JSON object: {"name": value}.');
  return { ok: true, value };
}

/**
 * A text that may stand for several types: what reads as a number, as yes or no, or as null is that where it is
 * allowed; in quotes it is text. `mixedText` writes the text that reads back as a value.
 */
export function parseMixed(text: string, types: readonly ScalarType[]): TextReading {
  const trimmed = text.trim();
  const quoted = quotedText(trimmed);
  if (quoted !== undefined && types.includes('string')) return { ok: true, value: quoted };
  const plain = plainScalar(trimmed, types);
  if (plain !== undefined) return { ok: true, value: plain };
  if (types.includes('string')) return { ok: true, value: text };
  return failure(`Must be ${scalarWords(types)}.`);
}

/** A value as `parseMixed` reads it; undefined for what no text can say. */
export function mixedText(value: unknown, types: readonly ScalarType[]): string | undefined {
  if (typeof value === 'number') return decimalText(value) ?? String(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value !== 'string') return undefined;
  const reading = parseMixed(value, types);
  return value !== '' && reading.ok && reading.value === value ? value : JSON.stringify(value);
}

/** `text or a number`. */
export function scalarWords(types: readonly ScalarType[]): string {
  const words: Readonly<Record<ScalarType, string>> = {
    string: 'text',
    number: 'a number',
    integer: 'a whole number',
    boolean: 'yes or no',
    null: 'null',
  };
  return types.map((type) => words[type]).join(' or ');
}

function quotedText(text: string): string | undefined {
  if (text.length < 2 || !/^["“”„].*["“”]$/s.test(text)) return undefined;
  const reading = parseJson(text, false, false);
  return reading.ok && typeof reading.value === 'string' ? reading.value : undefined;
}

function plainScalar(text: string, types: readonly ScalarType[]): unknown {
  if (types.includes('null') && text === 'null') return null;
  if (types.includes('boolean')) {
    const word = text.toLowerCase();
    const free = types.includes('string');
    if (word === 'true' || (!free && word === 'yes')) return true;
    if (word === 'false' || (!free && word === 'no')) return false;
  }
  if (!types.includes('number') && !types.includes('integer')) return undefined;
  // `007` and `1e400` are texts to whoever writes them.
  if (types.includes('string') && !/^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return undefined;
  const reading = parseNumber(text, !types.includes('number'));
  return reading.ok ? reading.value : undefined;
}

function failure(message: string): TextReading {
  return { ok: false, message };
}

function positionIn(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return /end of JSON/.test(message) ? ': it ends too early' : '';
  const before = text.slice(0, Number(position));
  const line = before.split('\n').length;
  return `: see line ${line}, character ${before.length - before.lastIndexOf('\n')}`;
}
