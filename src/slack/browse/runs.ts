import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { ParsedArguments } from '../../forms/parse-arguments.ts';
import { createDraft, type Draft, getDraft, saveDraft } from '../../store/drafts.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { chosenOption, itemOfOption } from '../options/option-value.ts';
import { updateView } from '../views/open-view.ts';
import { type Asked, type BrowseDeps, FOR_PERSON, problemModal, showModal } from './asked.ts';
import { BROWSE_ENVIRONMENT, BROWSE_MODEL, BROWSE_SKILL } from './choice-inputs.ts';
import { type RunsFilter, readRunsFilter } from './runs-filter.ts';
import { RUNS_FILTER_VIEW, readRunsFilterForm, runsFilterView } from './runs-filter-view.ts';
import {
  MAX_RUNS_SHOWN,
  RUNS_BACK_ACTION,
  RUNS_FILTER_ACTION,
  RUNS_NEXT_ACTION,
  RUNS_REFRESH_ACTION,
  RUNS_SHOWN,
  type RunsBrowse,
  runsView,
} from './runs-view.ts';

const TITLE = 'Warp runs';

/** `/warp runs …`. Returns what is wrong with the filters, to be told instead. */
export async function openRuns(
  asked: Asked,
  wish: { readonly words: readonly string[]; readonly pairs: ParsedArguments['pairs'] },
): Promise<string | undefined> {
  const { deps, userId } = asked;
  const { timeZone } = await deps.directory.person(userId);
  const reading = readRunsFilter(wish.words, wish.pairs, { nowMs: deps.store.clock.nowMs(), timeZone });
  if (!reading.ok) return reading.problem;
  await showRuns(asked, withIds(reading.filter, deps));
  return undefined;
}

/** Shows the runs that fit, from the first page on. */
export async function showRuns(asked: Asked, filter: RunsFilter): Promise<void> {
  const { deps, userId, channelId, teamId } = asked;
  const content: RunsBrowse = { browse: 'runs', channelId, teamId, filter, cursors: [] };
  const draft = await createDraft(deps.store, { userId, kind: 'warp', content });
  await showModal(asked, TITLE, loadPage(deps, draft));
}

/** People write names; Warp's list wants ids. */
function withIds(filter: RunsFilter, { catalogue }: BrowseDeps): RunsFilter {
  const sameWord = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  const { environmentId, modelId, skill } = filter;
  const environment = catalogue.environments
    ?.peek()
    ?.find(({ name }) => environmentId !== undefined && sameWord(name, environmentId));
  const model = catalogue.models
    ?.peek()
    ?.find(({ displayName }) => modelId !== undefined && sameWord(displayName, modelId));
  const agent = catalogue.agents?.peek()?.find(({ name }) => skill !== undefined && sameWord(name, skill));
  return {
    ...filter,
    ...(environment && { environmentId: environment.uid }),
    ...(model && { modelId: model.id }),
    ...(agent && { skill: agent.id }),
  };
}

/** Reads the page that the draft stands at, and remembers where the next one begins. */
async function loadPage(deps: BrowseDeps, draft: Draft<RunsBrowse>): Promise<ModalView> {
  const { nextCursor: _old, ...browse } = draft.content;
  const cursor = browse.cursors.at(-1);
  const limit = Math.min(browse.filter.limit ?? RUNS_SHOWN, MAX_RUNS_SHOWN);
  const query = { ...browse.filter, limit, ...(cursor !== undefined && { cursor }) };
  const { runs, nextCursor } = await deps.warp.listRuns(query, FOR_PERSON);
  const content: RunsBrowse = { ...browse, ...(nextCursor !== undefined && { nextCursor }) };
  await saveDraft(deps.store, draft.id, content);
  return runsView({ draftId: draft.id, browse: content, runs, environmentNames: namesOf(deps) });
}

export function namesOf({ catalogue }: BrowseDeps): ReadonlyMap<string, string> {
  return new Map(catalogue.environments?.peek()?.map(({ uid, name }) => [uid, name]));
}

/** The buttons and the filter form of the list of runs. */
export function registerRuns(app: App, listenerDeps: ListenerDeps): void {
  const { warp } = listenerDeps;
  if (warp === undefined) return;
  const deps: BrowseDeps = { ...listenerDeps, warp };

  async function show(client: WebClient, viewId: string, draft: Draft<RunsBrowse>): Promise<void> {
    const view = await loadPage(deps, draft).catch((error: unknown) => problemModal(deps, TITLE, error));
    await updateView(client, viewId, view);
  }

  function onPage(actionId: string, turn: (browse: RunsBrowse) => RunsBrowse): void {
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async ({ ack, body, client }) => {
      await ack();
      const draft = await getDraft<RunsBrowse>(deps.store, body.view?.private_metadata ?? '');
      if (body.view === undefined || draft === undefined || draft.userId !== body.user.id) return;
      await show(client, body.view.id, { ...draft, content: turn(draft.content) });
    });
  }

  onPage(RUNS_NEXT_ACTION, (browse) =>
    browse.nextCursor === undefined ? browse : { ...browse, cursors: [...browse.cursors, browse.nextCursor] },
  );
  onPage(RUNS_BACK_ACTION, (browse) => ({ ...browse, cursors: browse.cursors.slice(0, -1) }));
  onPage(RUNS_REFRESH_ACTION, (browse) => browse);

  app.action<BlockAction>(
    { type: 'block_actions', action_id: RUNS_FILTER_ACTION },
    async ({ ack, body, client }) => {
      await ack();
      const draft = await getDraft<RunsBrowse>(deps.store, body.view?.private_metadata ?? '');
      if (draft === undefined || draft.userId !== body.user.id) return;
      const { filter, channelId, teamId } = draft.content;
      const view = runsFilterView(draft.id, filter, {
        ...chosen('skill', filter.skill ?? filter.skillSpec),
        ...chosen('model', filter.modelId),
        ...chosen('environment', filter.environmentId, namesOf(deps).get(filter.environmentId ?? '')),
      });
      const asked = { deps, client, triggerId: body.trigger_id, userId: body.user.id, channelId, teamId };
      await showModal({ ...asked, isPushed: true }, 'Filter and sort', Promise.resolve(view));
    },
  );

  app.view(RUNS_FILTER_VIEW, async ({ ack, view, body, client }) => {
    const draft = await getDraft<RunsBrowse>(deps.store, view.private_metadata);
    await ack();
    if (draft === undefined || draft.userId !== body.user.id) return;
    const filter = readRunsFilterForm(view.state.values, (input, value) =>
      idOfOption(deps, draft.content.filter, input, value),
    );
    await show(client, view.previous_view_id ?? '', {
      ...draft,
      content: { ...draft.content, filter, cursors: [] },
    });
  });
}

function chosen(key: 'skill' | 'model' | 'environment', id: string | undefined, name = id) {
  return id === undefined || name === undefined ? {} : { [key]: chosenOption(id, name) };
}

/** What a searched option stands for: something in the lists, or what the filter held before. */
function idOfOption(deps: BrowseDeps, filter: RunsFilter, input: string, value: string): string | undefined {
  const { catalogue } = deps;
  const lists: Readonly<Record<string, readonly string[]>> = {
    [BROWSE_SKILL]: [
      ...(catalogue.agents?.peek() ?? []).map(({ id }) => id),
      filter.skill ?? filter.skillSpec ?? '',
    ],
    [BROWSE_MODEL]: [...(catalogue.models?.peek() ?? []).map(({ id }) => id), filter.modelId ?? ''],
    [BROWSE_ENVIRONMENT]: [
      ...(catalogue.environments?.peek() ?? []).map(({ uid }) => uid),
      filter.environmentId ?? '',
    ],
  };
  return itemOfOption(lists[input] ?? [], (id) => id, value);
}
