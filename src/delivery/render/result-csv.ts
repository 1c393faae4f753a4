import { isScalar } from './format-value.ts';

type Json = Readonly<Record<string, unknown>>;

/** Deeper than this a value stands in its cell as JSON. */
const MAX_DEPTH = 12;
/** So that spreadsheets read the file as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A list of objects as CSV, line by line: a column for each path of nested objects, lists joined, everything else as
 * JSON. No cell can become a formula. Lines end as RFC 4180 says. Goes through the records twice: `records` begins anew
 * with each call.
 */
export async function* csvLines(records: () => AsyncIterable<Json>): AsyncGenerator<string> {
  const columns = new Set<string>();
  for await (const record of records()) for (const path of flatCells(record).keys()) columns.add(path);
  yield `${BYTE_ORDER_MARK}${[...columns].map((path) => csvCell(path)).join(',')}\r\n`;
  for await (const record of records()) {
    const cells = flatCells(record);
    yield `${[...columns].map((path) => csvCell(cells.get(path) ?? null)).join(',')}\r\n`;
  }
}

function flatCells(record: Json): Map<string, unknown> {
  const cells = new Map<string, unknown>();
  const walk = (value: unknown, path: string, depth: number): void => {
    const isOpen = typeof value === 'object' && value !== null && !Array.isArray(value) && depth < MAX_DEPTH;
    const entries = isOpen ? Object.entries(value) : [];
    if (entries.length === 0) cells.set(freePath(cells, path), value);
    for (const [key, entry] of entries) walk(entry, `${path}.${key}`, depth + 1);
  };
  for (const [key, entry] of Object.entries(record)) walk(entry, key, 1);
  return cells;
}

/** A key may hold a dot itself and mean the same path as a nested one. */
function freePath(cells: ReadonlyMap<string, unknown>, path: string): string {
  let free = path;
  for (let number = 2; cells.has(free); number += 1) free = `${path} (${number})`;
  return free;
}

function csvCell(value: unknown): string {
  const text = cellText(value);
  // Numbers and phone numbers are harmless however they begin.
  const isFormula =
    typeof value !== 'number' &&
    /^[\s]*[=+\-@＝＋－＠]|^[\t\r]/.test(text) &&
    !/^[+-]\d[\d ().-]*$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (isScalar(value)) return String(value);
  if (Array.isArray(value) && value.every(isJoinable)) return value.map(String).join('; ');
  return JSON.stringify(value) ?? '';
}

function isJoinable(value: unknown): boolean {
  return isScalar(value) && value !== null && value !== '' && !String(value).includes(';');
}
