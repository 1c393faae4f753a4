import type { DataTableBlock, RawTextElement, TableBlock } from '@slack/types';
import { tableCellText } from '../../block-kit/escape.ts';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';
import { humanizeName } from '../../forms/labels.ts';
import { chooseColumns } from './choose-columns.ts';
import { type FlatRecord, flattenRecord } from './flatten-record.ts';
import { instantOf, scalarText } from './format-value.ts';

/** A preview of a list of objects. `isWhole` is false where rows, columns or parts of cells are missing. */
export interface TablePreview {
  readonly block: TableBlock | DataTableBlock;
  readonly shownRows: number;
  readonly isWhole: boolean;
}

const MAX_LABEL_CHARS = 40;
const MAX_CELL_CHARS = 120;
/** Up to here a plain table shows all rows at a glance; beyond it they are paged. */
const MAX_PLAIN_ROWS = 10;
/** Rows looked at to choose columns; a longer list does not fit into a message anyway. */
const MAX_SCANNED_ROWS = 1_000;

/** The rows and columns of a list of objects that fit into `maxChars`; undefined where there is nothing to show. */
export function previewTable(
  records: readonly Readonly<Record<string, unknown>>[],
  options: { readonly caption: string; readonly timeZone: string; readonly maxChars: number },
): TablePreview | undefined {
  const flat = records.slice(0, MAX_SCANNED_ROWS).map(flattenRecord);
  const { columns, isWhole } = chooseColumns(flat);
  if (columns.length === 0) return undefined;
  const labels = columnLabels(columns, flat, options.timeZone);
  const rows: RawTextElement[][] = [labels.map((label) => cell(label))];
  let chars = labels.join('').length;
  let isCut = false;
  for (const record of flat.slice(0, SLACK_LIMITS.table.maxRows - 1)) {
    const texts = columns.map((path) => scalarText(record.values.get(path) ?? null, path, options.timeZone));
    const cells = texts.map((text) => tableCellText(text, MAX_CELL_CHARS));
    chars += cells.join('').length;
    if (chars > options.maxChars && rows.length > 1) break;
    isCut ||= texts.some((text) => text.length > MAX_CELL_CHARS);
    rows.push(cells.map(cell));
  }
  const shownRows = rows.length - 1;
  return {
    block: asBlock(rows, columns, flat, options.caption),
    shownRows,
    isWhole: isWhole && !isCut && shownRows === records.length && flat.every((record) => record.isWhole),
  };
}

function asBlock(
  rows: RawTextElement[][],
  columns: readonly string[],
  flat: readonly FlatRecord[],
  caption: string,
): TableBlock | DataTableBlock {
  if (rows.length - 1 > MAX_PLAIN_ROWS)
    return { type: 'data_table', caption, rows, page_size: MAX_PLAIN_ROWS };
  const settings = columns.map((path) =>
    flat.some((record) => typeof record.values.get(path) === 'number')
      ? { align: 'right' as const }
      : { align: 'left' as const, is_wrapped: true },
  );
  return { type: 'table', rows, column_settings: settings };
}

function cell(text: string): RawTextElement {
  return { type: 'raw_text', text };
}

/** Short labels that differ from each other; a column of instants names its zone. */
function columnLabels(columns: readonly string[], flat: readonly FlatRecord[], timeZone: string): string[] {
  const short = columns.map((path) => humanizeName(path.replace(/^.*\.(?=[^.]*$)/, '')));
  return columns.map((path, index) => {
    const isAmbiguous = GENERIC.test(path) || short.filter((label) => label === short[index]).length > 1;
    const label = isAmbiguous ? humanizeName(path.replaceAll('.', ' ')) : (short[index] ?? path);
    const isInstant = flat.some((record) => instantOf(record.values.get(path)) !== undefined);
    return tableCellText(isInstant ? `${label} (${zoneLabel(timeZone)})` : label, MAX_LABEL_CHARS);
  });
}

/** Last parts of a path that say little without what they belong to. */
const GENERIC = /\.(name|title|id|type|url|label|status|value|count)$/i;

function zoneLabel(timeZone: string): string {
  return timeZone.replace(/^.*\//, '').replaceAll('_', ' ');
}
