import type { App, BlockAction, SlackViewAction, SlackViewMiddlewareArgs } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { toErrandError } from '../../errors.ts';
import { createDraft, getDraft, saveDraft } from '../../store/drafts.ts';
import { type DefaultsScope, getRunDefaults, setRunDefaults } from '../../store/run-defaults.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { openView, updateView } from './open-view.ts';
import { readRunFields } from './read-run-fields.ts';
import {
  SETTINGS_FIELDS,
  SETTINGS_SCOPE,
  SETTINGS_VIEW,
  type SettingsDraft,
  type SettingsScope,
  settingsSuffix,
  settingsView,
} from './settings-view.ts';

type View = SlackViewMiddlewareArgs<SlackViewAction>['view'];

/** `/warp settings`. */
export async function openSettings(
  deps: ListenerDeps,
  asked: {
    readonly client: WebClient;
    readonly triggerId: string;
    readonly userId: string;
    readonly channelId: string;
    readonly teamId: string;
  },
): Promise<void> {
  const { client, triggerId, userId, channelId, teamId } = asked;
  const isAdmin = await deps.access.isAdmin(userId);
  const content: SettingsDraft = { channelId, teamId, scope: 'person', isAdmin };
  const draft = await createDraft(deps.store, { userId, kind: 'warp', content });
  const defaults = await getRunDefaults(deps.store, scopeOf(content, userId));
  await openView(client, triggerId, settingsView(draft.id, content, defaults));
}

/** Choosing for whom shows theirs; submitting keeps them. */
export function registerSettings(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(
    { type: 'block_actions', action_id: SETTINGS_SCOPE },
    async ({ ack, action, body, client }) => {
      await ack();
      const draft = await getDraft<SettingsDraft>(deps.store, body.view?.private_metadata ?? '');
      if (body.view === undefined || draft === undefined || draft.userId !== body.user.id) return;
      const scope = action.type === 'radio_buttons' ? readScope(action.selected_option?.value) : undefined;
      if (scope === undefined) return;
      const content: SettingsDraft = { ...draft.content, scope };
      await saveDraft(deps.store, draft.id, content);
      const defaults = await getRunDefaults(deps.store, scopeOf(content, body.user.id));
      await updateView(client, body.view.id, settingsView(draft.id, content, defaults));
    },
  );

  app.view(SETTINGS_VIEW, async ({ ack, view, body }) => {
    const errors = await save(view, body.user.id, deps).catch((error: unknown) => {
      deps.logger.error({ err: error }, 'settings could not be saved');
      return { [SETTINGS_SCOPE]: toErrandError(error).userMessage };
    });
    await (errors === undefined ? ack() : ack({ response_action: 'errors', errors }));
  });
}

async function save(
  view: View,
  userId: string,
  deps: ListenerDeps,
): Promise<Record<string, string> | undefined> {
  const { store, catalogue, access } = deps;
  const draft = await getDraft<SettingsDraft>(store, view.private_metadata);
  if (draft === undefined || draft.userId !== userId) {
    return { [SETTINGS_SCOPE]: 'This form is too old. Close it and send /warp settings again.' };
  }
  const { content } = draft;
  const { values } = view.state;
  if (readScope(values[SETTINGS_SCOPE]?.[SETTINGS_SCOPE]?.selected_option?.value) !== content.scope) {
    return { [SETTINGS_SCOPE]: 'These settings are on their way. Wait a moment, then save again.' };
  }
  if (content.scope === 'workspace' && !(await access.isAdmin(userId))) {
    return { [SETTINGS_SCOPE]: 'Only Errand’s admins can change the workspace’s settings.' };
  }
  const scope = scopeOf(content, userId);
  const { undecided: _before, ...start } = (await getRunDefaults(store, scope))?.options ?? {};
  const context = { catalogue, sealer: store.sealer, start };
  const { request, undecided, errors } = readRunFields(
    SETTINGS_FIELDS,
    values,
    context,
    settingsSuffix(content.scope),
  );
  if (errors.length > 0) return Object.fromEntries(errors);
  const options = { ...request, ...(undecided.length > 0 && { undecided }) };
  await setRunDefaults(store, scope, { options, updatedBy: userId });
  return undefined;
}

function readScope(value: string | undefined): SettingsScope | undefined {
  return value === 'person' || value === 'channel' || value === 'workspace' ? value : undefined;
}

function scopeOf({ scope, channelId, teamId }: SettingsDraft, userId: string): DefaultsScope {
  switch (scope) {
    case 'person':
      return { kind: 'person', userId };
    case 'channel':
      return { kind: 'channel', channelId };
    case 'workspace':
      return { kind: 'workspace', teamId };
  }
}
