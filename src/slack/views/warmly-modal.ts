import type { App, BlockAction } from '@slack/bolt';
import { type Draft, lockDraft, saveDraft } from '../../store/drafts.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { itemOfOption } from '../options/option-value.ts';
import { goneView } from './form-owner.ts';
import { updateView } from './open-view.ts';
import { registerForm } from './register-form.ts';
import type { WarmlyDraft } from './warmly-draft.ts';
import { chooseTool, createWarmlyForm, warmlyModal } from './warmly-form.ts';
import { TOOL_ACTION } from './warmly-view.ts';

/** The Warmly form's conversation: choosing a tool builds its form, submitting makes a job. */
export function registerWarmlyModal(app: App, deps: ListenerDeps): void {
  const owner = createWarmlyForm(deps);
  registerForm(app, deps, owner);

  app.action<BlockAction>(
    { type: 'block_actions', action_id: TOOL_ACTION },
    async ({ ack, action, body, client }) => {
      await ack();
      if (body.view === undefined || action.type !== 'external_select') return;
      const tools = await deps.catalogue.tools?.get();
      const tool = itemOfOption(tools ?? [], ({ name }) => name, action.selected_option?.value);
      if (tool === undefined) return;
      const draft = await storeChoice(deps, body.view.private_metadata, tool, action.action_ts);
      if (draft === 'gone') return await updateView(client, body.view.id, goneView(owner));
      // Showing it again does no harm: an earlier attempt may have failed after the choice was stored.
      if (draft !== undefined) await updateView(client, body.view.id, warmlyModal(deps, draft));
    },
  );
}

/** Stores the choice; undefined when a newer one has been stored already. */
async function storeChoice(
  deps: ListenerDeps,
  draftId: string,
  tool: WarmlyTool,
  chosenAtTs: string,
): Promise<Draft<WarmlyDraft> | 'gone' | undefined> {
  return await deps.store.transaction(async (tx) => {
    const draft = await lockDraft<WarmlyDraft>(tx, draftId);
    if (draft === undefined) return 'gone';
    if (Number(draft.content.chosenAtTs ?? 0) > Number(chosenAtTs)) return undefined;
    const before = draft.content.chosen;
    if (before?.tool.name === tool.name) return draft;
    const revision = (before?.form.session.revision ?? 0) + 1;
    const content = { ...draft.content, chosen: chooseTool(deps, tool, { revision }), chosenAtTs };
    await saveDraft(tx, draft.id, content);
    return { ...draft, content };
  });
}
