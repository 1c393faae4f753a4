import type { FlatRecord } from './flatten-record.ts';
import { instantOf, type Scalar } from './format-value.ts';

const MAX_COLUMNS = 10;
const LONG_TEXT_CHARS = 160;

/** What a path is about, most telling first. A path that fits none stands between the last two. */
const TELLING: readonly RegExp[] = [
  /^(name|full_?name|display_?name|title|subject)$/i,
  /(^|\.)(name|title|full_?name|first_?name|last_?name|company(_?name)?|account(_?name)?|contact(_?name)?|label)$/i,
  /name$/i,
  /(domain|website|host)$/i,
  /e-?mail/i,
  /(url|link|linkedin|href)/i,
  /(date|time|seen|visited|created|updated|detected|_at|At)$/,
  /(score|rank|intent|rating|status|stage|signal|type|count|visits|amount)/i,
];
const PLAIN = TELLING.length;
const LONG = PLAIN + 1;
const ID = PLAIN + 2;

export interface ColumnChoice {
  readonly columns: readonly string[];
  /** Every path that is filled somewhere, most telling first. */
  readonly all: readonly string[];
}

/**
 * The paths worth a column, at most ten, most telling first: names, domains, e-mail addresses, links, dates and scores
 * come before the rest, long texts and ids after it. Empty columns and, among several rows, constant ones are dropped.
 */
export function chooseColumns(rows: readonly FlatRecord[]): ColumnChoice {
  const paths = new Map<string, Scalar[]>();
  for (const [index, row] of rows.entries()) {
    for (const [path, value] of row.values) {
      const column = paths.get(path) ?? Array.from<Scalar>({ length: index }).fill(null);
      column[index] = value;
      paths.set(path, column);
    }
  }
  const filled = [...paths].filter(([, values]) => values.some(isFilled));
  const varied = rows.length < 2 ? filled : filled.filter(([, values]) => !isConstant(values, rows.length));
  const kept = varied.length === 0 ? filled : varied;
  const all = filled
    .map(([path, values], index) => ({ path, index, rank: rankOf(path, values) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ path }) => path);
  const worth = new Set(kept.map(([path]) => path));
  return { columns: all.filter((path) => worth.has(path)).slice(0, MAX_COLUMNS), all };
}

function isFilled(value: Scalar | undefined): boolean {
  return value !== null && value !== undefined && value !== '';
}

function isConstant(values: readonly Scalar[], rowCount: number): boolean {
  const [first] = values;
  for (let index = 1; index < rowCount; index += 1)
    if ((values[index] ?? null) !== (first ?? null)) return false;
  return true;
}

function rankOf(path: string, values: readonly (Scalar | undefined)[]): number {
  if (/(^|[._-])u?u?id$|[a-z]Id$|(^|\.)_id$/i.test(path) && /(id|Id|ID)$/.test(path)) return ID;
  const sample = values.filter(isFilled).slice(0, 20);
  if (sample.some((value) => typeof value === 'string' && UUID.test(value))) return ID;
  if (sample.some((value) => typeof value === 'string' && value.length > LONG_TEXT_CHARS)) return LONG;
  const rank = TELLING.findIndex((pattern) => pattern.test(path));
  if (rank >= 0) return rank;
  return sample.some((value) => instantOf(value) !== undefined) ? DATES : PLAIN;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATES = 6;
