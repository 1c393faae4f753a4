import type { DataTableBlock, RawTextElement, TableBlock } from '@slack/types';
import { tableCellText } from '../../block-kit/escape.ts';
import { humanizeName } from '../../forms/labels.ts';
import type { ResultView } from '../../store/result-views.ts';
import { chooseColumns } from './choose-columns.ts';
import { type FlatRecord, flattenRecord } from './flatten-record.ts';
import { instantOf, scalarText } from './format-value.ts';
import { newRecords, orderRecords } from './sort-records.ts';

/** One page of a list of objects. */
export interface TablePage {
  readonly block: TableBlock | DataTableBlock;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** The rows shown, from 1. */
  readonly firstRow: number;
  readonly lastRow: number;
  readonly hiddenColumns: number;
  /** Whether parts of cells are left out. */
  readonly isCut: boolean;
}

export interface TableOptions {
  readonly caption: string;
  readonly timeZone: string;
  readonly maxChars: number;
  readonly view?: ResultView | undefined;
}

type Json = Readonly<Record<string, unknown>>;

export const ROWS_PER_PAGE = 20;
const MAX_LABEL_CHARS = 40;
/** The longest form of a cell that lets a page fit into a message is taken. */
const CELL_CHARS = [120, 80, 60, 45, 30, 20] as const;
/** Up to here a plain table shows all rows with wrapped cells; a longer one gets a table to scroll in. */
const MAX_PLAIN_ROWS = 10;
/** Rows looked at to choose columns. */
const MAX_SCANNED_ROWS = 1_000;
/** Marks what a schedule did not give the last time. */
const NEW_LABEL = 'New';
export const NEW = '🆕';
const NOT_NEW = '–';
/** Slack takes twenty columns. */
export const MAX_COLUMNS = 20;

/** The columns that a list has, most telling first, and those that are shown. */
export function columnsOf(records: readonly Json[], view: ResultView | undefined) {
  const { columns, all } = chooseColumns(records.slice(0, MAX_SCANNED_ROWS).map(flattenRecord));
  const known = new Set(all);
  const wished = (view?.columns ?? []).filter((path) => known.has(path)).slice(0, MAX_COLUMNS);
  return { columns: wished.length > 0 ? wished : columns, all };
}

/** The page of a list that is looked at; undefined where there is nothing to show in columns. */
export function tablePage(records: readonly Json[], options: TableOptions): TablePage | undefined {
  const { view, timeZone, caption } = options;
  const { columns: wished, all } = columnsOf(records, view);
  if (wished.length === 0) return undefined;
  const fresh = newRecords(records, view);
  const columns = fresh.size === 0 ? wished : wished.slice(0, MAX_COLUMNS - 1);
  const pages = Math.ceil(records.length / ROWS_PER_PAGE);
  const page = Math.min(Math.max(0, view?.page ?? 0), pages - 1);
  const first = page * ROWS_PER_PAGE;
  const onPage = orderRecords(records, view).slice(first, first + ROWS_PER_PAGE);
  const shown = onPage.map(flattenRecord);
  const labels = columnLabels(columns, shown, timeZone);
  const texts = shown.map(({ values }) =>
    columns.map((path) => scalarText(values.get(path) ?? null, path, timeZone)),
  );
  const { rows, isCut } = fitted(texts, options.maxChars - labels.join('').length);
  const marks =
    fresh.size === 0 ? [] : [NEW_LABEL, ...onPage.map((each) => (fresh.has(each) ? NEW : NOT_NEW))];
  return {
    block: asBlock(marked([labels, ...rows], marks), settingsOf(columns, shown, marks.length > 0), caption),
    page,
    pages,
    firstRow: first + 1,
    lastRow: first + shown.length,
    hiddenColumns: all.length - columns.length,
    isCut: isCut || shown.some((record) => !record.isWhole),
  };
}

/** The cells at the greatest length at which all of them fit. */
function fitted(texts: readonly string[][], maxChars: number): { rows: string[][]; isCut: boolean } {
  for (const cellChars of CELL_CHARS) {
    const rows = texts.map((row) => row.map((text) => tableCellText(text, cellChars)));
    const isLast = cellChars === CELL_CHARS.at(-1);
    if (isLast || rows.flat().join('').length <= maxChars) {
      return { rows, isCut: texts.flat().some((text) => text.length > cellChars) };
    }
  }
  return { rows: [], isCut: true };
}

type ColumnSettings = NonNullable<TableBlock['column_settings']>;

function asBlock(
  rows: readonly string[][],
  settings: ColumnSettings,
  caption: string,
): TableBlock | DataTableBlock {
  const cells = rows.map((row) => row.map(cell));
  // The first row holds the labels.
  return rows.length - 1 > MAX_PLAIN_ROWS
    ? { type: 'data_table', caption, rows: cells, page_size: ROWS_PER_PAGE }
    : { type: 'table', rows: cells, column_settings: settings };
}

function settingsOf(
  columns: readonly string[],
  flat: readonly FlatRecord[],
  isMarked: boolean,
): ColumnSettings {
  const settings = columns.map((path) =>
    flat.some((record) => typeof record.values.get(path) === 'number')
      ? { align: 'right' as const }
      : { align: 'left' as const, is_wrapped: true },
  );
  return isMarked ? [{ align: 'left' }, ...settings] : settings;
}

/** A column of marks before the others; without any the rows as they are. */
function marked(rows: readonly string[][], marks: readonly string[]): readonly string[][] {
  return marks.length === 0 ? rows : rows.map((row, index) => [marks[index] ?? NOT_NEW, ...row]);
}

function cell(text: string): RawTextElement {
  return { type: 'raw_text', text };
}

/** What a column is called where it stands alone: "Company name". */
export function columnName(path: string): string {
  return humanizeName(path.replaceAll('.', ' '));
}

/** Short labels that differ from each other; a column of instants names its zone. */
function columnLabels(columns: readonly string[], flat: readonly FlatRecord[], timeZone: string): string[] {
  const short = columns.map((path) => humanizeName(path.replace(/^.*\.(?=[^.]*$)/, '')));
  return columns.map((path, index) => {
    const isAmbiguous = GENERIC.test(path) || short.filter((label) => label === short[index]).length > 1;
    const label = isAmbiguous ? columnName(path) : (short[index] ?? path);
    const isInstant = flat.some((record) => instantOf(record.values.get(path)) !== undefined);
    return tableCellText(isInstant ? `${label} (${zoneLabel(timeZone)})` : label, MAX_LABEL_CHARS);
  });
}

/** Last parts of a path that say little without what they belong to. */
const GENERIC = /\.(name|title|id|type|url|label|status|value|count)$/i;

function zoneLabel(timeZone: string): string {
  return timeZone.replace(/^.*\//, '').replaceAll('_', ' ');
}
