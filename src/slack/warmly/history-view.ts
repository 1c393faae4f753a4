import type { KnownBlock, ModalView } from '@slack/types';
import { dateToken, plainText, section } from '../../block-kit/build.ts';
import { mentionUser } from '../../delivery/render/job-words.ts';
import { runsPageFooter, withButton } from '../views/list-blocks.ts';
import { ago, outside, statusWords } from './execution-words.ts';
import type { HistoryFilter } from './history-filter.ts';

export const HISTORY_VIEW = 'warmly_history';
export const HISTORY_OPEN_ACTION = 'warmly_history_open';
export const HISTORY_NEXT_ACTION = 'warmly_history_next';
export const HISTORY_BACK_ACTION = 'warmly_history_back';
export const HISTORY_REFRESH_ACTION = 'warmly_history_refresh';
export const HISTORY_FILTER_ACTION = 'warmly_history_filter';

export const HISTORY_SHOWN = 10;

/** Somebody looking through the history: kept in a draft, the modal only names it. */
export interface HistoryBrowse {
  readonly browse: 'history';
  readonly channelId: string;
  readonly teamId: string;
  readonly filter: HistoryFilter;
  /** From 0. */
  readonly page: number;
}

/** One past run, as the list shows it. */
export interface HistoryRow {
  /** What `/warmly show` takes. */
  readonly id: string;
  readonly toolName: string;
  /** A sign and words. */
  readonly state: string;
  readonly atMs: number | undefined;
  /** Who asked for it in Slack; undefined for what was started elsewhere. */
  readonly requesterId: string | undefined;
}

export interface HistoryPage {
  readonly rows: readonly HistoryRow[];
  readonly hasMore: boolean;
}

/** One page of past runs, each to be opened, with what they are filtered by. */
export function historyView(
  draftId: string,
  browse: HistoryBrowse,
  { rows, hasMore }: HistoryPage,
): ModalView {
  const said = filterWords(browse.filter);
  return {
    type: 'modal',
    callback_id: HISTORY_VIEW,
    private_metadata: draftId,
    title: plainText('Warmly history'),
    close: plainText('Close'),
    blocks: [
      withButton(said === '' ? 'Everything that ran' : said, 'Filter', HISTORY_FILTER_ACTION),
      ...(rows.length === 0 ? [section(emptyWords(browse, said, hasMore))] : rows.map(rowBlock)),
      ...runsPageFooter(
        { number: browse.page + 1, hasMore, runCount: rows.length },
        { back: HISTORY_BACK_ACTION, next: HISTORY_NEXT_ACTION, refresh: HISTORY_REFRESH_ACTION },
      ),
    ],
  };
}

function rowBlock({ id, toolName, state, atMs, requesterId }: HistoryRow): KnownBlock {
  const facts = [
    state,
    atMs === undefined ? undefined : ago(atMs),
    requesterId === undefined ? 'not from Slack' : `by ${mentionUser(requesterId)}`,
  ].filter((fact) => fact !== undefined);
  return withButton(`*${outside(toolName, 150)}*\n${facts.join(' · ')}`, 'Open', HISTORY_OPEN_ACTION, id);
}

function emptyWords({ page }: HistoryBrowse, said: string, hasMore: boolean): string {
  // Warmly may not know a filter: then only what it gave is looked through.
  if (hasMore) return 'Nothing here fits. *Next →* looks further back.';
  if (page > 0) return 'There is nothing more.';
  return said === ''
    ? 'Nothing has run yet. `/warmly` opens the form of a tool.'
    : 'Nothing fits. Press *Filter* and take something away.';
}

/** What is filtered by, in words. Finished mrkdwn; empty where nothing was chosen. */
function filterWords(filter: HistoryFilter): string {
  const { toolName, status, externalRef, fromMs, toMs, isMine } = filter;
  return [
    isMine === true ? 'mine' : undefined,
    toolName === undefined ? undefined : `tool ${outside(toolName, 120)}`,
    status === undefined ? undefined : statusWords(status),
    externalRef === undefined ? undefined : `reference ${outside(externalRef, 120)}`,
    fromMs === undefined ? undefined : `from ${dateToken(fromMs)}`,
    toMs === undefined ? undefined : `until ${dateToken(toMs)}`,
  ]
    .filter((words) => words !== undefined)
    .join(' · ');
}
