import type { JsonObject } from './json-value.ts';
import type { OpenView } from './modal-stacks.ts';
import type { Workspace } from './workspace.ts';

/** A view as methods return it and interactions carry it. */
export function viewJson(workspace: Workspace, view: OpenView): JsonObject {
  const { content } = view;
  return {
    id: view.id,
    team_id: workspace.teamId,
    type: content.type,
    blocks: view.blocks,
    private_metadata: content.private_metadata ?? '',
    callback_id: content.callback_id ?? '',
    state: { values: view.values },
    hash: view.hash,
    title: content.title ?? null,
    clear_on_close: content.clear_on_close ?? false,
    notify_on_close: content.notify_on_close ?? false,
    close: content.close ?? null,
    submit: content.submit ?? null,
    previous_view_id: view.previousViewId,
    root_view_id: view.rootViewId,
    app_id: workspace.appId,
    external_id: content.external_id ?? '',
    app_installed_team_id: workspace.teamId,
    bot_id: workspace.botId,
  };
}
