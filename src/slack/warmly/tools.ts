import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { createDraft, type Draft, getDraft, saveDraft } from '../../store/drafts.ts';
import { getNearTools, setFavourite } from '../../store/tool-preferences.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { itemOfOption } from '../options/option-value.ts';
import { updateView } from '../views/open-view.ts';
import { problemModal, showModal, type WarmlyAsked, type WarmlyDeps, warmlyDeps } from './asked.ts';
import { asksBeforeRunning } from './confirmation.ts';
import { type PressArgs, pressedValue } from './pressed.ts';
import { rankTools, searchTools } from './rank-tools.ts';
import { openToolForm } from './tool-form.ts';
import {
  TOOLS_BACK_ACTION,
  TOOLS_FORM_ACTION,
  TOOLS_NEXT_ACTION,
  TOOLS_SHOWN,
  TOOLS_STAR_ACTION,
  type ToolsBrowse,
  toolsView,
} from './tools-view.ts';

const TITLE = 'Warmly tools';

/** `/warmly tools [search]`. */
export async function openTools(asked: WarmlyAsked, search: string): Promise<void> {
  const { deps, userId, channelId, teamId } = asked;
  const content: ToolsBrowse = { browse: 'tools', channelId, teamId, search, page: 0 };
  const draft = await createDraft(deps.store, { userId, kind: 'warmly', content });
  await showModal(asked, TITLE, load(deps, draft));
}

async function load(deps: WarmlyDeps, { id, userId, content }: Draft<ToolsBrowse>): Promise<ModalView> {
  const near = await getNearTools(deps.store, userId);
  const found = rankTools(searchTools(await deps.tools.get(), content.search), near);
  const first = content.page * TOOLS_SHOWN;
  const rows = found.slice(first, first + TOOLS_SHOWN).map((tool) => ({
    tool,
    form: deps.forms.formOf(tool.inputSchema),
    isFavourite: near.favourites.has(tool.name),
    isRecent: near.recent.includes(tool.name),
    asksFirst: asksBeforeRunning(deps.confirmTools, tool),
  }));
  return toolsView(id, content, rows, found.length);
}

type OnTools = (
  args: PressArgs,
  draft: Draft<ToolsBrowse>,
  tool: WarmlyTool | undefined,
) => Promise<Draft<ToolsBrowse> | undefined>;

/** The buttons of the list of tools. */
export function registerTools(app: App, listenerDeps: ListenerDeps): void {
  const configured = warmlyDeps(listenerDeps);
  if (configured === undefined) return;
  const deps: WarmlyDeps = configured;

  /** What `act` returns is shown. */
  function onButton(actionId: string, act: OnTools): void {
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async (args) => {
      await args.ack();
      const { body, client } = args;
      const draft = await getDraft<ToolsBrowse>(deps.store, body.view?.private_metadata ?? '');
      if (body.view === undefined || draft === undefined || draft.userId !== body.user.id) return;
      const tool = itemOfOption(await deps.tools.get(), ({ name }) => name, pressedValue(args));
      const shown = await act(args, draft, tool);
      if (shown === undefined) return;
      await saveDraft(deps.store, shown.id, shown.content);
      const view = await load(deps, shown).catch((error: unknown) => problemModal(deps, TITLE, error));
      await updateView(client, body.view.id, view);
    });
  }

  function onPage(actionId: string, step: number): void {
    onButton(actionId, (_args, draft) => {
      const page = Math.max(0, draft.content.page + step);
      return Promise.resolve({ ...draft, content: { ...draft.content, page } });
    });
  }
  onPage(TOOLS_NEXT_ACTION, 1);
  onPage(TOOLS_BACK_ACTION, -1);

  onButton(TOOLS_STAR_ACTION, async (_args, draft, tool) => {
    if (tool === undefined) return draft;
    const { userId } = draft;
    const { favourites } = await getNearTools(deps.store, userId);
    await setFavourite(deps.store, { userId, toolName: tool.name }, !favourites.has(tool.name));
    return draft;
  });

  onButton(TOOLS_FORM_ACTION, async ({ client, body }, draft, tool) => {
    // One that is gone is not in the list any more.
    if (tool === undefined) return draft;
    const { channelId, teamId } = draft.content;
    const asked = { deps, client, triggerId: body.trigger_id, userId: body.user.id, channelId, teamId };
    await openToolForm({ ...asked, isPushed: true }, tool);
    return undefined;
  });
}
