import type { KnownBlock, ModalView } from '@slack/types';
import { dateToken, plainText, section } from '../../block-kit/build.ts';
import type { WarpRun } from '../../warp/run.ts';
import { runsPageFooter, withButton } from '../views/list-blocks.ts';
import { ago, capital, outside, runStateWords, runTitle, wireWords } from './run-words.ts';
import type { RunsFilter } from './runs-filter.ts';

export const RUNS_VIEW = 'warp_runs';
export const RUN_OPEN_ACTION = 'warp_run_open';
export const RUNS_NEXT_ACTION = 'warp_runs_next';
export const RUNS_BACK_ACTION = 'warp_runs_back';
export const RUNS_REFRESH_ACTION = 'warp_runs_refresh';
export const RUNS_FILTER_ACTION = 'warp_runs_filter';

/** A modal shows so many at most. */
export const MAX_RUNS_SHOWN = 40;
export const RUNS_SHOWN = 10;

/** Somebody looking through the runs: kept in a draft, the modal only names it. */
export interface RunsBrowse {
  readonly browse: 'runs';
  readonly channelId: string;
  readonly teamId: string;
  readonly filter: RunsFilter;
  /** Where each page began up to the one that is shown; the first has none. */
  readonly cursors: readonly string[];
  /** Where the page after this one begins. */
  readonly nextCursor?: string;
}

export interface RunsPageView {
  readonly draftId: string;
  readonly browse: RunsBrowse;
  readonly runs: readonly WarpRun[];
  /** Names of environments, by id. */
  readonly environmentNames: ReadonlyMap<string, string>;
}

/** One page of runs, each to be opened, with what they were filtered by. */
export function runsView({ draftId, browse, runs, environmentNames }: RunsPageView): ModalView {
  const page = browse.cursors.length + 1;
  const said = filterWords(browse.filter, environmentNames);
  return {
    type: 'modal',
    callback_id: RUNS_VIEW,
    private_metadata: draftId,
    title: plainText('Warp runs'),
    close: plainText('Close'),
    blocks: [
      withButton(said === '' ? 'All runs' : capital(said), 'Filter and sort', RUNS_FILTER_ACTION),
      ...(runs.length === 0 ? [section(emptyWords(page, said))] : runs.map(runRow)),
      ...runsPageFooter(
        { number: page, hasMore: browse.nextCursor !== undefined, runCount: runs.length },
        { back: RUNS_BACK_ACTION, next: RUNS_NEXT_ACTION, refresh: RUNS_REFRESH_ACTION },
      ),
    ],
  };
}

function emptyWords(page: number, said: string): string {
  if (page > 1) return 'There is nothing more.';
  return said === ''
    ? 'There are no runs yet. `/warp what to do` starts one.'
    : 'No run fits. Press *Filter and sort* and take something away.';
}

function runRow(run: WarpRun): KnownBlock {
  const facts = [
    runStateWords(run.state),
    run.creator && outside(run.creator.displayName ?? run.creator.email ?? run.creator.uid ?? '', 60),
    run.source && wireWords(run.source),
    run.updatedAtMs === undefined ? undefined : `updated ${ago(run.updatedAtMs)}`,
  ].filter((fact) => fact !== undefined && fact !== '');
  return withButton(`${runTitle(run)}\n${facts.join(' · ')}`, 'Open', RUN_OPEN_ACTION, run.runId);
}

/** What a list is filtered and sorted by, in words. Finished mrkdwn; empty where nothing was chosen. */
export function filterWords(filter: RunsFilter, environmentNames: ReadonlyMap<string, string>): string {
  const named: [string, string | undefined][] = [
    ['matching', filter.q && `“${filter.q}”`],
    ['label', filter.name],
    ['model', filter.modelId],
    [
      'environment',
      filter.environmentId && (environmentNames.get(filter.environmentId) ?? filter.environmentId),
    ],
    ['agent', filter.skill ?? filter.skillSpec],
    ['by', filter.creator],
    ['executed by', filter.executor],
    ['from', filter.source && wireWords(filter.source)],
    ['location', filter.executionLocation && wireWords(filter.executionLocation)],
    ['with a', filter.artifactType && wireWords(filter.artifactType)],
    ['schedule', filter.scheduleId],
    ['started by run', filter.ancestorRunId],
  ];
  const words = [
    ...(filter.states ?? []).map((state) => runStateWords(state)),
    ...named.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${outside(value, 120)}`])),
    ...instantWords('created after', filter.createdAfterMs),
    ...instantWords('created before', filter.createdBeforeMs),
    ...instantWords('updated after', filter.updatedAfterMs),
    ...(filter.sortBy === undefined && filter.sortOrder === undefined ? [] : [sortWords(filter)]),
  ];
  return words.join(' · ');
}

function instantWords(name: string, atMs: number | undefined): string[] {
  return atMs === undefined ? [] : [`${name} ${dateToken(atMs)}`];
}

function sortWords({ sortBy = 'updated_at', sortOrder = 'desc' }: RunsFilter): string {
  const isText = sortBy === 'title' || sortBy === 'agent';
  const order = isText
    ? sortOrder === 'asc'
      ? 'A to Z'
      : 'Z to A'
    : sortOrder === 'asc'
      ? 'oldest first'
      : 'newest first';
  return `sorted by ${{ updated_at: 'last change', created_at: 'start', title: 'title', agent: 'agent' }[sortBy]}, ${order}`;
}
