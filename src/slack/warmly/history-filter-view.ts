import type { ViewStateValue } from '@slack/bolt';
import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { plainText } from '../../block-kit/build.ts';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';
import { chosenOption, itemOfOption, optionValue } from '../options/option-value.ts';
import { chosenInstantMs, filterInput, filterInstant, filterSelect } from '../views/filter-inputs.ts';
import { EXECUTION_STATUSES, statusWords } from './execution-words.ts';
import type { HistoryFilter } from './history-filter.ts';

export const HISTORY_FILTER_VIEW = 'warmly_history_filter';

const INPUT = {
  tool: 'history_tool',
  status: 'history_status',
  ref: 'history_ref',
  from: 'history_from',
  to: 'history_to',
  mine: 'history_mine',
} as const;

const MINE: PlainTextOption = { text: plainText('Only what I asked for in Slack'), value: 'mine' };

type Values = Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>;

/** The filters of a history as a form. */
export function historyFilterView(
  draftId: string,
  filter: HistoryFilter,
  toolNames: readonly string[],
): ModalView {
  const statuses = EXECUTION_STATUSES.map((status) => ({
    text: plainText(statusWords(status)),
    value: status,
  }));
  const tools = toolsOffered(toolNames, filter).map((name) => chosenOption(name, name));
  const blocks: KnownBlock[] = [
    ...(tools.length === 0
      ? []
      : [filterSelect(INPUT.tool, 'Tool', tools, filter.toolName && optionValue(filter.toolName))]),
    filterSelect(INPUT.status, 'Status', statuses, filter.status),
    filterInput(INPUT.ref, 'Reference', {
      type: 'plain_text_input',
      action_id: INPUT.ref,
      ...(filter.externalRef !== undefined && { initial_value: filter.externalRef }),
    }),
    filterInstant(INPUT.from, 'From', filter.fromMs),
    filterInstant(INPUT.to, 'Until', filter.toMs),
    filterInput(INPUT.mine, 'Whose', {
      type: 'checkboxes',
      action_id: INPUT.mine,
      options: [MINE],
      ...(filter.isMine === true && { initial_options: [MINE] }),
    }),
  ];
  return {
    type: 'modal',
    callback_id: HISTORY_FILTER_VIEW,
    private_metadata: draftId,
    title: plainText('Filter the history'),
    submit: plainText('Show'),
    close: plainText('Back'),
    blocks,
  };
}

/** One that was filtered by may have gone from the list. */
function toolsOffered(toolNames: readonly string[], { toolName }: HistoryFilter): string[] {
  const names = toolName === undefined ? toolNames : [toolName, ...toolNames];
  return [...new Set(names)].slice(0, SLACK_LIMITS.select.maxOptions);
}

/** Reads the form. */
export function readHistoryFilterForm(
  values: Values,
  before: HistoryFilter,
  toolNames: readonly string[],
): HistoryFilter {
  const leaf = (id: string) => values[id]?.[id];
  const toolName = itemOfOption(
    toolsOffered(toolNames, before),
    (name) => name,
    leaf(INPUT.tool)?.selected_option?.value,
  );
  const status = leaf(INPUT.status)?.selected_option?.value;
  const externalRef = leaf(INPUT.ref)?.value?.trim() || undefined;
  const [fromMs, toMs] = [chosenInstantMs(leaf(INPUT.from)), chosenInstantMs(leaf(INPUT.to))];
  return {
    ...(toolName !== undefined && { toolName }),
    ...(status !== undefined && { status }),
    ...(externalRef !== undefined && { externalRef }),
    ...(fromMs !== undefined && { fromMs }),
    ...(toMs !== undefined && { toMs }),
    ...((leaf(INPUT.mine)?.selected_options ?? []).length > 0 && { isMine: true }),
  };
}
