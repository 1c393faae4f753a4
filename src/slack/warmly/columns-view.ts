import type { ViewStateValue } from '@slack/bolt';
import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { context, plainText } from '../../block-kit/build.ts';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';
import { chartPaths } from '../../delivery/render/result-chart.ts';
import { columnName, columnsOf, MAX_COLUMNS } from '../../delivery/render/result-table.ts';
import type { ResultView } from '../../store/result-views.ts';
import { itemOfOption, optionValue } from '../options/option-value.ts';

export const COLUMNS_VIEW = 'result_columns';

const COLUMNS = 'result_columns';
const SORT = 'result_sort';
const ORDER = 'result_order';
const CHART = 'result_chart_by';

type Json = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>;

/** The message that shows a result. */
export interface ResultMessage {
  readonly jobId: string;
  readonly channelId: string;
  readonly ts: string;
}

/** Which columns a list shows, by what it is sorted and counted. */
export function columnsView(message: ResultMessage, records: readonly Json[], view: ResultView): ModalView {
  const { columns, all } = columnsOf(records, view);
  const paths = all.slice(0, SLACK_LIMITS.select.maxOptions);
  const countable = chartPaths(records, all).slice(0, SLACK_LIMITS.select.maxOptions);
  const blocks: KnownBlock[] = [
    {
      type: 'input',
      block_id: COLUMNS,
      label: plainText('Columns'),
      hint: plainText('In the order in which you choose them.'),
      element: {
        type: 'multi_static_select',
        action_id: COLUMNS,
        options: paths.map(pathOption),
        initial_options: columns.filter((path) => paths.includes(path)).map(pathOption),
        max_selected_items: MAX_COLUMNS,
      },
    },
    select(SORT, 'Sort by', 'As it came', paths, view.sort?.path),
    {
      type: 'input',
      block_id: ORDER,
      label: plainText('Order'),
      element: {
        type: 'radio_buttons',
        action_id: ORDER,
        options: [ASCENDING, DESCENDING],
        initial_option: view.sort?.descending === true ? DESCENDING : ASCENDING,
      },
    },
    ...(countable.length === 0 ? [] : [select(CHART, 'Chart by', 'No chart', countable, view.chart)]),
    context(['Errand remembers this for you and this tool.']),
  ];
  return {
    type: 'modal',
    callback_id: COLUMNS_VIEW,
    private_metadata: JSON.stringify(message),
    title: plainText('Columns & sorting'),
    submit: plainText('Show'),
    close: plainText('Cancel'),
    blocks,
  };
}

const ASCENDING = { text: plainText('A to Z, lowest and oldest first'), value: 'ascending' };
const DESCENDING = { text: plainText('Z to A, highest and newest first'), value: 'descending' };

function select(
  id: string,
  label: string,
  placeholder: string,
  paths: readonly string[],
  chosen: string | undefined,
): KnownBlock {
  return {
    type: 'input',
    block_id: id,
    optional: true,
    label: plainText(label),
    element: {
      type: 'static_select',
      action_id: id,
      placeholder: plainText(placeholder),
      options: paths.map(pathOption),
      ...(chosen !== undefined && paths.includes(chosen) && { initial_option: pathOption(chosen) }),
    },
  };
}

function pathOption(path: string): PlainTextOption {
  return { text: plainText(columnName(path), SLACK_LIMITS.option.textChars), value: optionValue(path) };
}

/** What was chosen there; the first page is shown. */
export function readColumnsView(values: Values, records: readonly Json[]): ResultView {
  const { all } = columnsOf(records, undefined);
  const pathOf = (value: string | undefined) => itemOfOption(all, (path) => path, value);
  const chosenOne = (id: string) => pathOf(values[id]?.[id]?.selected_option?.value);
  const columns = (values[COLUMNS]?.[COLUMNS]?.selected_options ?? [])
    .map(({ value }) => pathOf(value))
    .filter((path) => path !== undefined);
  const sortPath = chosenOne(SORT);
  const chart = chosenOne(CHART);
  const descending = values[ORDER]?.[ORDER]?.selected_option?.value === 'descending';
  return {
    ...(columns.length > 0 && { columns }),
    ...(sortPath !== undefined && { sort: { path: sortPath, descending } }),
    ...(chart !== undefined && { chart }),
  };
}

/** Reads what the modal was opened with. */
export function parseColumnsTarget(metadata: string): ResultMessage | undefined {
  try {
    const { jobId, channelId, ts } = JSON.parse(metadata) as Partial<Record<keyof ResultMessage, unknown>>;
    const isWhole = typeof jobId === 'string' && typeof channelId === 'string' && typeof ts === 'string';
    return isWhole ? { jobId, channelId, ts } : undefined;
  } catch {
    return undefined;
  }
}
