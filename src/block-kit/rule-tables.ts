import { SLACK_LIMITS } from './limits.ts';
import { pointerTo, report } from './problem.ts';
import {
  array,
  boolean,
  byType,
  integer,
  isObject,
  named,
  number,
  object,
  oneOf,
  optional,
  type Rule,
  required,
  string,
  type WholeRule,
} from './rule.ts';
import { blockFields } from './rule-objects.ts';
import { richTextRule } from './rule-rich-text.ts';
import { sumStrings } from './text-size.ts';

const { table, dataTable } = SLACK_LIMITS;

function rowsRule(limits: typeof table | typeof dataTable): Rule {
  const text = string({ minChars: limits.minCellChars });
  const cell = byType({
    raw_text: object({ type: required(oneOf(['raw_text'])), text: required(text) }),
    raw_number: object({
      type: required(oneOf(['raw_number'])),
      value: required(number),
      text: required(text),
    }),
    rich_text: richTextRule,
  });
  const row = array(cell, { min: limits.minColumns, max: limits.maxColumns });
  return array(row, { min: limits.minRows, max: limits.maxRows });
}

const sameLengths: WholeRule = {
  says: 'all rows have the same number of cells',
  source: 'page',
  check(value, pointer, pass) {
    const rows = Array.isArray(value['rows']) ? value['rows'] : [];
    const [first] = rows;
    if (!Array.isArray(first)) return;
    for (const [index, row] of rows.entries()) {
      if (Array.isArray(row) && row.length !== first.length) {
        report(pass, `${pointer}/rows/${index}`, 'all rows must have the same number of cells');
      }
    }
  },
};

export const tableRule: Rule = named(
  'table',
  object(
    {
      ...blockFields('table'),
      rows: required(rowsRule(table)),
      column_settings: optional(
        array(
          object({ align: optional(oneOf(['left', 'center', 'right'])), is_wrapped: optional(boolean) }),
          { max: table.maxColumns },
        ),
      ),
    },
    { ...sameLengths, source: 'assumed' },
  ),
);

const plainHeader: WholeRule = {
  says: 'no `rich_text` in the first row, which is the header',
  source: 'page',
  check(value, pointer, pass) {
    for (const [index, cell] of headerOf(value).entries()) {
      if (isObject(cell) && cell['type'] === 'rich_text') {
        report(pass, `${pointer}/rows/0/${index}/type`, 'unsupported type: rich_text');
      }
    }
  },
};

const headerColumnThere: WholeRule = {
  says: '`row_header_column_index` names a column of the table',
  source: 'assumed',
  check(value, pointer, pass) {
    const last = headerOf(value).length - 1;
    const at = value['row_header_column_index'];
    if (last >= 0 && typeof at === 'number' && at > last) {
      report(pass, `${pointer}/row_header_column_index`, `must be less than or equal to ${last}`);
    }
  },
};

const contentFits: WholeRule = {
  says: `at most ${dataTable.maxContentChars} characters in all cells together`,
  source: 'page',
  check(value, pointer, pass) {
    if (sumStrings(value['rows']) <= dataTable.maxContentChars) return;
    report(pass, pointerTo(pointer, 'rows'), `must be less than ${dataTable.maxContentChars + 1} characters`);
  },
};

function headerOf(value: Readonly<Record<string, unknown>>): readonly unknown[] {
  const header: unknown = Array.isArray(value['rows']) ? value['rows'][0] : undefined;
  return Array.isArray(header) ? header : [];
}

export const dataTableRule: Rule = named(
  'data_table',
  object(
    {
      ...blockFields('data_table'),
      caption: required(string({ minChars: 1 })),
      rows: required(rowsRule(dataTable)),
      page_size: optional(integer(dataTable.minPageSize, dataTable.maxPageSize)),
      row_header_column_index: optional(integer(0, dataTable.maxColumns - 1)),
    },
    sameLengths,
    plainHeader,
    headerColumnThere,
    contentFits,
  ),
);
