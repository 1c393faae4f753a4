import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { createDraft, type Draft, getDraft, saveDraft } from '../../store/drafts.ts';
import type { RunOptions } from '../../store/run-defaults.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { itemOfOption, optionValue } from '../options/option-value.ts';
import { mergeOptions } from '../run-options/merge-options.ts';
import { defaultsFor } from '../run-options/run-request.ts';
import { updateView } from '../views/open-view.ts';
import { type WarpDraft, warpView } from '../views/warp-view.ts';
import { type Asked, type BrowseDeps, FOR_PERSON, problemModal, showModal } from './asked.ts';
import {
  agentRows,
  CHOICE_START_ACTION,
  CHOICES_BACK_ACTION,
  CHOICES_NEXT_ACTION,
  CHOICES_REFRESH_ACTION,
  CHOICES_SORT_ACTION,
  type ChoiceRow,
  type ChoicesBrowse,
  choicesView,
  environmentRows,
  identityRows,
  modelRows,
} from './choices-view.ts';

const TITLE = 'What Warp has';

/** `/warp agents [owner/repo] [refresh]`. */
export async function openAgents(
  asked: Asked,
  wish: { readonly repo?: string; readonly refresh: boolean; readonly sortBy: 'name' | 'last_run' },
): Promise<void> {
  const { repo, refresh, sortBy } = wish;
  const list = { browse: 'agents', sortBy, ...(repo !== undefined && { repo }) } as const;
  await open(asked, { ...list, ...placeOf(asked) }, refresh);
}

export async function openModels(asked: Asked): Promise<void> {
  await open(asked, { browse: 'models', ...placeOf(asked) }, false);
}

export async function openEnvironments(asked: Asked, sortBy: 'name' | 'last_updated'): Promise<void> {
  await open(asked, { browse: 'environments', sortBy, ...placeOf(asked) }, false);
}

/** Who a team's runs can be made by. */
export async function openIdentities(asked: Asked): Promise<void> {
  await open(asked, { browse: 'identities', ...placeOf(asked) }, false);
}

function placeOf({ channelId, teamId }: Asked) {
  return { channelId, teamId, page: 0 };
}

async function open(asked: Asked, content: ChoicesBrowse, refresh: boolean): Promise<void> {
  const { deps, userId } = asked;
  const draft = await createDraft(deps.store, { userId, kind: 'warp', content });
  await showModal(asked, TITLE, load(deps, draft, refresh));
}

async function load(deps: BrowseDeps, draft: Draft<ChoicesBrowse>, refresh: boolean): Promise<ModalView> {
  const rows = await rowsOf(deps, draft.content, refresh);
  return choicesView(draft.id, draft.content, rows);
}

/** Asked of Warp anew: somebody who looks at a list wants it as it is now. */
async function rowsOf({ warp }: BrowseDeps, browse: ChoicesBrowse, refresh: boolean): Promise<ChoiceRow[]> {
  switch (browse.browse) {
    case 'agents': {
      const { repo, sortBy } = browse;
      const query = { sortBy, includeMalformedSkills: true, ...(repo !== undefined && { repo }) };
      return agentRows(await warp.listAgents({ ...query, ...(refresh && { refresh }) }, FOR_PERSON));
    }
    case 'models':
      return modelRows(await warp.listModels(FOR_PERSON));
    case 'identities':
      return identityRows(await warp.listIdentities(FOR_PERSON));
    case 'environments':
      return environmentRows(await warp.listEnvironments({ sortBy: browse.sortBy }, FOR_PERSON));
  }
}

/** The buttons of these lists. */
export function registerChoices(app: App, listenerDeps: ListenerDeps): void {
  const { warp } = listenerDeps;
  if (warp === undefined) return;
  const deps: BrowseDeps = { ...listenerDeps, warp };

  function onButton(actionId: string, turn: (browse: ChoicesBrowse) => ChoicesBrowse, refresh = false): void {
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async ({ ack, body, client }) => {
      await ack();
      const draft = await getDraft<ChoicesBrowse>(deps.store, body.view?.private_metadata ?? '');
      if (body.view === undefined || draft === undefined || draft.userId !== body.user.id) return;
      const turned = { ...draft, content: turn(draft.content) };
      await saveDraft(deps.store, draft.id, turned.content);
      const view = await load(deps, turned, refresh).catch((error: unknown) =>
        problemModal(deps, TITLE, error),
      );
      await updateView(client, body.view.id, view);
    });
  }

  onButton(CHOICES_NEXT_ACTION, (browse) => ({ ...browse, page: browse.page + 1 }));
  onButton(CHOICES_BACK_ACTION, (browse) => ({ ...browse, page: Math.max(0, browse.page - 1) }));
  onButton(CHOICES_REFRESH_ACTION, (browse) => browse, true);
  onButton(CHOICES_SORT_ACTION, (browse) => {
    switch (browse.browse) {
      case 'agents':
        return { ...browse, page: 0, sortBy: browse.sortBy === 'name' ? 'last_run' : 'name' };
      case 'environments':
        return { ...browse, page: 0, sortBy: browse.sortBy === 'name' ? 'last_updated' : 'name' };
      case 'models':
      case 'identities':
        return browse;
    }
  });

  app.action<BlockAction>(
    { type: 'block_actions', action_id: CHOICE_START_ACTION },
    async ({ ack, action, body, client }) => {
      await ack();
      const draft = await getDraft<ChoicesBrowse>(deps.store, body.view?.private_metadata ?? '');
      if (action.type !== 'button' || draft === undefined || draft.userId !== body.user.id) return;
      const { channelId, teamId, browse } = draft.content;
      const prefill = await prefillOf(deps, browse, action.value ?? '');
      const userId = body.user.id;
      const start = mergeOptions([await defaultsFor({ userId, channelId, teamId }, deps), prefill]);
      const content: WarpDraft = { channelId, teamId, start };
      const form = await createDraft(deps.store, { userId, kind: 'warp', content });
      const asked = { deps, client, triggerId: body.trigger_id, userId: body.user.id, channelId, teamId };
      await showModal(
        { ...asked, isPushed: true },
        'Start a Warp agent',
        Promise.resolve(warpView(form.id, content)),
      );
    },
  );
}

async function prefillOf(
  { catalogue, warp }: BrowseDeps,
  browse: ChoicesBrowse['browse'],
  value: string,
): Promise<RunOptions> {
  switch (browse) {
    case 'agents': {
      const agent = itemOfOption((await catalogue.agents?.get()) ?? [], ({ id }) => id, value);
      return agent === undefined ? {} : { skill: agent.id, labels: { skill: agent.name } };
    }
    case 'models': {
      const model = (await catalogue.models?.get())?.find(({ id }) => optionValue(id) === value);
      return model === undefined ? {} : { modelId: model.id, labels: { model: model.displayName } };
    }
    case 'identities': {
      const identities = await warp.listIdentities(FOR_PERSON);
      const identity = identities.find(({ uid }) => optionValue(uid) === value);
      return identity === undefined ? {} : { agentIdentityUid: identity.uid };
    }
    case 'environments': {
      const environment = (await catalogue.environments?.get())?.find(
        ({ uid }) => optionValue(uid) === value,
      );
      return environment === undefined
        ? {}
        : { environmentId: environment.uid, labels: { environment: environment.name } };
    }
  }
}
