import { SLACK_LIMITS } from './limits.ts';
import { type Pass, pointerTo, report } from './problem.ts';
import {
  array,
  boolean,
  byType,
  integer,
  isObject,
  number,
  object,
  oneOf,
  optional,
  type Rule,
  required,
  string,
} from './rule.ts';
import { blockFields } from './rule-objects.ts';
import { richTextRule } from './rule-rich-text.ts';
import { sumStrings } from './text-size.ts';

const { table, dataTable } = SLACK_LIMITS;

function cellRules(minChars: number) {
  return {
    raw_text: object({ type: required(oneOf(['raw_text'])), text: required(string({ minChars })) }),
    raw_number: object({
      type: required(oneOf(['raw_number'])),
      value: required(number),
      text: required(string({ minChars })),
    }),
  };
}

export const tableRule: Rule = object(
  {
    ...blockFields('table'),
    rows: required(
      array(
        array(byType({ ...cellRules(table.minCellChars), rich_text: richTextRule }), {
          min: table.minColumns,
          max: table.maxColumns,
        }),
        { min: table.minRows, max: table.maxRows },
      ),
    ),
    column_settings: optional(
      array(object({ align: optional(oneOf(['left', 'center', 'right'])), is_wrapped: optional(boolean) }), {
        max: table.maxColumns,
      }),
    ),
  },
  sameLengths,
);

export const dataTableRule: Rule = object(
  {
    ...blockFields('data_table'),
    caption: required(string({ minChars: 1 })),
    rows: required(
      array(
        array(byType({ ...cellRules(dataTable.minCellChars), rich_text: richTextRule }), {
          min: dataTable.minColumns,
          max: dataTable.maxColumns,
        }),
        { min: dataTable.minRows, max: dataTable.maxRows },
      ),
    ),
    page_size: optional(integer(dataTable.minPageSize, dataTable.maxPageSize)),
    row_header_column_index: optional(integer(0, dataTable.maxColumns - 1)),
  },
  (value, pointer, pass) => {
    sameLengths(value, pointer, pass);
    plainHeader(value, pointer, pass);
    if (sumStrings(value['rows']) > dataTable.maxContentChars) {
      report(
        pass,
        pointerTo(pointer, 'rows'),
        `must be less than ${dataTable.maxContentChars + 1} characters`,
      );
    }
  },
);

function sameLengths(value: Readonly<Record<string, unknown>>, pointer: string, pass: Pass): void {
  const rows = Array.isArray(value['rows']) ? value['rows'] : [];
  const [first] = rows;
  if (!Array.isArray(first)) return;
  for (const [index, row] of rows.entries()) {
    if (Array.isArray(row) && row.length !== first.length) {
      report(pass, `${pointer}/rows/${index}`, 'all rows must have the same number of cells');
    }
  }
}

function plainHeader(value: Readonly<Record<string, unknown>>, pointer: string, pass: Pass): void {
  const header: unknown = Array.isArray(value['rows']) ? value['rows'][0] : undefined;
  if (!Array.isArray(header)) return;
  for (const [index, cell] of header.entries()) {
    if (isObject(cell) && cell['type'] === 'rich_text') {
      report(pass, `${pointer}/rows/0/${index}/type`, 'unsupported type: rich_text');
    }
  }
  const at = value['row_header_column_index'];
  if (typeof at === 'number' && at >= header.length) {
    report(pass, `${pointer}/row_header_column_index`, `must be less than or equal to ${header.length - 1}`);
  }
}
