import type { ViewStateValue } from '@slack/bolt';
import type { ModalView, PlainTextOption } from '@slack/types';
import { plainText } from '../../block-kit/build.ts';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';
import { flattenRecord } from '../../delivery/render/flatten-record.ts';
import { scalarText } from '../../delivery/render/format-value.ts';
import { columnsOf, ROWS_PER_PAGE } from '../../delivery/render/result-table.ts';
import { orderRecords } from '../../delivery/render/sort-records.ts';
import type { ResultView } from '../../store/result-views.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';
import { optionValue } from '../options/option-value.ts';
import { toolOption } from '../views/warmly-view.ts';
import type { ResultMessage } from './columns-view.ts';

export const ROW_VIEW = 'result_row';
const ROW = 'result_row_chosen';
const TOOL = 'result_row_tool';
const COLUMNS_TOLD = 3;

type Json = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>;

/** Which row of the page goes into which tool. */
export function rowView(
  message: ResultMessage,
  records: readonly Json[],
  view: ResultView,
  tools: readonly WarmlyTool[],
): ModalView {
  const first = (view.page ?? 0) * ROWS_PER_PAGE;
  const { columns } = columnsOf(records, view);
  const rows = orderRecords(records, view)
    .slice(first, first + ROWS_PER_PAGE)
    .map((record) => rowOption(record, records.indexOf(record), columns));
  const offered = tools.slice(0, SLACK_LIMITS.select.maxOptions).map(toolOption);
  return {
    type: 'modal',
    callback_id: ROW_VIEW,
    private_metadata: JSON.stringify(message),
    title: plainText('Use a row'),
    submit: plainText('Next'),
    close: plainText('Cancel'),
    blocks: [select(ROW, 'Row', rows), select(TOOL, 'Tool', offered)],
  };
}

function rowOption(record: Json, index: number, columns: readonly string[]): PlainTextOption {
  const { values } = flattenRecord(record);
  const told = columns
    .map((path) => scalarText(values.get(path) ?? null, path, 'UTC'))
    .filter((text) => text !== '')
    .slice(0, COLUMNS_TOLD)
    .join(' · ');
  const text = told.replace(/\s+/g, ' ').trim() || `Row ${index + 1}`;
  return { text: plainText(text, SLACK_LIMITS.option.textChars), value: String(index) };
}

function select(id: string, label: string, options: PlainTextOption[]) {
  return {
    type: 'input' as const,
    block_id: id,
    label: plainText(label),
    element: { type: 'static_select' as const, action_id: id, options },
  };
}

/** What was chosen there. */
export function readRowView(
  values: Values,
  records: readonly Json[],
  tools: readonly WarmlyTool[],
): { readonly row: Json; readonly tool: WarmlyTool } | undefined {
  const row = records[Number(values[ROW]?.[ROW]?.selected_option?.value ?? -1)];
  const toolValue = values[TOOL]?.[TOOL]?.selected_option?.value;
  const tool = tools.find(({ name }) => optionValue(name) === toolValue);
  return row === undefined || tool === undefined ? undefined : { row, tool };
}
