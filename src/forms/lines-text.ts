import { decimalText } from './decimal-text.ts';

/** A list with one entry per line; as a JSON array where an entry would not survive that. */
export function linesText(values: readonly unknown[]): string {
  const lines = values.map((value) => {
    if (typeof value === 'number') return decimalText(value);
    return typeof value === 'string' && isPlainLine(value) ? value : undefined;
  });
  const plain = lines.every((line) => line !== undefined) && !lines[0]?.startsWith('[');
  if (plain) return lines.join('\n');
  return JSON.stringify(values, null, 2);
}

function isPlainLine(text: string): boolean {
  return text !== '' && text.trim() === text && !/[\r\n]/.test(text);
}

/** What stands in such a text: a JSON array's entries, otherwise its lines without the empty ones. */
export function linesOf(text: string): readonly unknown[] {
  const trimmed = text.trim();
  if (trimmed.startsWith('[')) {
    try {
      const parsed: unknown = JSON.parse(trimmed);
      if (Array.isArray(parsed)) return parsed;
    } catch {
      // Not JSON after all: the lines mean what they say.
    }
  }
  return trimmed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
