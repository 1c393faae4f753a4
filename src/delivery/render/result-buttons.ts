import type { Button } from '@slack/types';
import { button } from '../../block-kit/build.ts';
import type { Job } from '../../store/job.ts';

/** The `action_id`s of the buttons under a result. */
export const RESULT_PAGE_ACTION = /^result_page_(prev|next)$/;
export const RESULT_COLUMNS_ACTION = 'result_columns';
export const RESULT_CHART_ACTION = 'result_chart';
export const RESULT_EXPORT_ACTION = /^result_export_(csv|json)$/;
export const RESULT_MORE_ACTION = 'result_more';
export const RESULT_ROW_ACTION = 'result_row';

/** What is known of a list that is shown: which buttons make sense. */
export interface ResultControls {
  readonly page: number;
  readonly pages: number;
  /** The list can be counted by something. */
  readonly canChart: boolean;
  readonly hasChart: boolean;
  /** The tool may have more than it gave. */
  readonly hasMore: boolean;
  readonly hasColumns: boolean;
}

/** The buttons under a list. Their `value` is the job's id, and for a page its number after a colon. */
export function resultButtons(job: Job, controls: ResultControls): Button[] {
  const { id } = job;
  const { page, pages, canChart, hasChart, hasMore, hasColumns } = controls;
  const to = (target: number) => `${id}:${target}`;
  return [
    ...(page > 0 ? [button('← Previous', { actionId: 'result_page_prev', value: to(page - 1) })] : []),
    ...(page < pages - 1 ? [button('Next →', { actionId: 'result_page_next', value: to(page + 1) })] : []),
    ...(hasMore ? [button('Fetch next page', { actionId: RESULT_MORE_ACTION, value: id })] : []),
    ...(hasColumns ? [button('Columns & sorting', { actionId: RESULT_COLUMNS_ACTION, value: id })] : []),
    ...(canChart
      ? [button(hasChart ? 'Hide chart' : 'Chart', { actionId: RESULT_CHART_ACTION, value: id })]
      : []),
    ...(hasColumns ? [button('Use a row', { actionId: RESULT_ROW_ACTION, value: id })] : []),
    ...(hasColumns ? [button('CSV', { actionId: 'result_export_csv', value: id })] : []),
    wholeAsJsonButton(job),
  ];
}

/** The one button of a result that is shown whole but for what its envelope held. */
export function wholeAsJsonButton({ id }: Job): Button {
  return button('JSON', { actionId: 'result_export_json', value: id });
}

/** Reads what such a button carries. */
export function parseResultButton(value: string): { jobId: string; page: number } | undefined {
  const [, jobId, page = '0'] = /^([\w-]{1,64})(?::(\d{1,7}))?$/.exec(value) ?? [];
  return jobId === undefined ? undefined : { jobId, page: Number(page) };
}
