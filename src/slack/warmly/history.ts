import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { ParsedArguments } from '../../forms/parse-arguments.ts';
import { createDraft, type Draft, getDraft, saveDraft } from '../../store/drafts.ts';
import { type JobSummary, listRequesterJobs } from '../../store/find-jobs.ts';
import { getJobs, type StoredJob } from '../../store/jobs.ts';
import type { WarmlyExecution } from '../../warmly/schema.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { updateView } from '../views/open-view.ts';
import {
  FOR_PERSON,
  problemModal,
  showModal,
  type WarmlyAsked,
  type WarmlyDeps,
  warmlyDeps,
} from './asked.ts';
import { openExecution } from './execution.ts';
import { executionState, statusOf, statusWords } from './execution-words.ts';
import { type HistoryFilter, readHistoryFilter } from './history-filter.ts';
import { HISTORY_FILTER_VIEW, historyFilterView, readHistoryFilterForm } from './history-filter-view.ts';
import {
  HISTORY_BACK_ACTION,
  HISTORY_FILTER_ACTION,
  HISTORY_NEXT_ACTION,
  HISTORY_OPEN_ACTION,
  HISTORY_REFRESH_ACTION,
  HISTORY_SHOWN,
  type HistoryBrowse,
  type HistoryPage,
  type HistoryRow,
  historyView,
} from './history-view.ts';
import { pressedValue } from './pressed.ts';

const TITLE = 'Warmly history';
/** How far back one's own requests are looked through. */
const MAX_MINE = 500;

/** `/warmly history …`. Returns what is wrong with the filters, to be told instead. */
export async function openHistory(asked: WarmlyAsked, parsed: ParsedArguments): Promise<string | undefined> {
  const { deps, userId, channelId, teamId } = asked;
  const { timeZone } = await deps.directory.person(userId);
  const reading = readHistoryFilter(parsed, { nowMs: deps.store.clock.nowMs(), timeZone });
  if (!reading.ok) return reading.problem;
  const content: HistoryBrowse = { browse: 'history', channelId, teamId, filter: reading.filter, page: 0 };
  const draft = await createDraft(deps.store, { userId, kind: 'warmly', content });
  await showModal(asked, TITLE, load(deps, draft));
  return undefined;
}

async function load(deps: WarmlyDeps, draft: Draft<HistoryBrowse>): Promise<ModalView> {
  const { filter } = draft.content;
  const page = await (filter.isMine === true ? mine(deps, draft) : everything(deps, draft.content));
  await saveDraft(deps.store, draft.id, draft.content);
  return historyView(draft.id, draft.content, page);
}

/** Warmly's own list, so that it holds what was started elsewhere too. */
async function everything(deps: WarmlyDeps, { filter, page }: HistoryBrowse): Promise<HistoryPage> {
  const { isMine: _mine, ...wanted } = filter;
  const offset = page * HISTORY_SHOWN;
  const query = { ...wanted, limit: HISTORY_SHOWN, offset };
  const { executions, receivedCount, mayHaveMore } = await deps.warmly.listExecutions(query, FOR_PERSON);
  // A list that does not know `limit` comes whole.
  const isWhole = receivedCount > HISTORY_SHOWN;
  const shown = isWhole ? executions.slice(offset, offset + HISTORY_SHOWN) : executions;
  const refs = shown.map(({ externalRef }) => externalRef).filter((ref) => ref !== undefined);
  const jobs = await getJobs(deps.store, refs);
  return {
    rows: shown.map((execution) => executionRow(execution, jobs.get(execution.externalRef ?? ''))),
    hasMore: isWhole ? executions.length > offset + HISTORY_SHOWN : mayHaveMore,
  };
}

function executionRow(execution: WarmlyExecution, job: StoredJob | undefined): HistoryRow {
  const { id, toolName, createdAtMs, startedAtMs } = execution;
  return {
    id: id ?? '',
    toolName: toolName ?? 'A tool',
    state: executionState(execution),
    atMs: createdAtMs ?? startedAtMs,
    requesterId: job?.requesterId,
  };
}

/** What this person asked for in Slack: Warmly knows nothing of people. */
async function mine({ store }: WarmlyDeps, { userId, content }: Draft<HistoryBrowse>): Promise<HistoryPage> {
  const jobs = await listRequesterJobs(store, { requesterId: userId, kind: 'warmly', limit: MAX_MINE });
  const found = jobs.filter((job) => fits(job, content.filter));
  const first = content.page * HISTORY_SHOWN;
  return {
    rows: found.slice(first, first + HISTORY_SHOWN).map((job) => ({
      id: job.id,
      toolName: job.request.kind === 'warmly' ? job.request.toolName : '',
      state: statusWords(statusOf(job)),
      atMs: job.createdAtMs,
      requesterId: job.requesterId,
    })),
    hasMore: found.length > first + HISTORY_SHOWN,
  };
}

function fits(job: JobSummary, { toolName, status, externalRef, fromMs, toMs }: HistoryFilter): boolean {
  return (
    job.request.kind === 'warmly' &&
    (toolName === undefined || job.request.toolName === toolName) &&
    (status === undefined || statusOf(job) === status) &&
    (externalRef === undefined || job.id === externalRef) &&
    (fromMs === undefined || job.createdAtMs >= fromMs) &&
    (toMs === undefined || job.createdAtMs <= toMs)
  );
}

/** The buttons and the filter form of the history. */
export function registerHistory(app: App, listenerDeps: ListenerDeps): void {
  const configured = warmlyDeps(listenerDeps);
  if (configured === undefined) return;
  const deps: WarmlyDeps = configured;
  const { store } = deps;

  async function draftOf({ body }: { body: BlockAction }): Promise<Draft<HistoryBrowse> | undefined> {
    const draft = await getDraft<HistoryBrowse>(store, body.view?.private_metadata ?? '');
    return draft?.userId === body.user.id ? draft : undefined;
  }

  function onPage(actionId: string, turn: (page: number) => number): void {
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async (args) => {
      await args.ack();
      const draft = await draftOf(args);
      if (args.body.view === undefined || draft === undefined) return;
      const turned = { ...draft, content: { ...draft.content, page: turn(draft.content.page) } };
      const view = await load(deps, turned).catch((error: unknown) => problemModal(deps, TITLE, error));
      await updateView(args.client, args.body.view.id, view);
    });
  }
  onPage(HISTORY_NEXT_ACTION, (page) => page + 1);
  onPage(HISTORY_BACK_ACTION, (page) => Math.max(0, page - 1));
  onPage(HISTORY_REFRESH_ACTION, (page) => page);

  app.action<BlockAction>({ type: 'block_actions', action_id: HISTORY_FILTER_ACTION }, async (args) => {
    await args.ack();
    const draft = await draftOf(args);
    if (draft === undefined) return;
    const names = (deps.tools.peek() ?? []).map(({ name }) => name);
    const view = historyFilterView(draft.id, draft.content.filter, names);
    await showModal(askedIn(deps, args, draft), 'Filter', Promise.resolve(view));
  });

  app.action<BlockAction>({ type: 'block_actions', action_id: HISTORY_OPEN_ACTION }, async (args) => {
    await args.ack();
    const draft = await draftOf(args);
    if (draft !== undefined) await openExecution(askedIn(deps, args, draft), pressedValue(args));
  });

  app.view(HISTORY_FILTER_VIEW, async ({ ack, view, body, client }) => {
    const draft = await getDraft<HistoryBrowse>(store, view.private_metadata);
    await ack();
    if (draft === undefined || draft.userId !== body.user.id) return;
    const names = (deps.tools.peek() ?? []).map(({ name }) => name);
    const filter = readHistoryFilterForm(view.state.values, draft.content.filter, names);
    const narrowed = { ...draft, content: { ...draft.content, filter, page: 0 } };
    const shown = await load(deps, narrowed).catch((error: unknown) => problemModal(deps, TITLE, error));
    await updateView(client, view.root_view_id ?? '', shown);
  });
}

function askedIn(
  deps: WarmlyDeps,
  { client, body }: { client: WarmlyAsked['client']; body: BlockAction },
  { content: { channelId, teamId } }: Draft<HistoryBrowse>,
): WarmlyAsked {
  return {
    deps,
    client,
    triggerId: body.trigger_id,
    userId: body.user.id,
    channelId,
    teamId,
    isPushed: true,
  };
}
