import type { App, BlockAction, SlackViewAction, SlackViewMiddlewareArgs } from '@slack/bolt';
import { toErrandError } from '../../errors.ts';
import { compileForm } from '../../forms/compile-form.ts';
import { blockIdOf } from '../../forms/field-ids.ts';
import { visibleFields } from '../../forms/form-field.ts';
import { readForm } from '../../forms/read-form.ts';
import { acceptJob } from '../../jobs/accept-job.ts';
import { sealInput } from '../../jobs/sealed-input.ts';
import { type Draft, getDraft, saveDraft } from '../../store/drafts.ts';
import { checkWarmlyInput } from '../../warmly/limits.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { itemOfOption, optionValue } from '../options/option-value.ts';
import { updateView } from './open-view.ts';
import type { WarmlyDraft } from './warmly-draft.ts';
import {
  REASON_ACTION,
  REASON_BLOCK,
  TOOL_ACTION,
  TOOL_BLOCK,
  WARMLY_FORM,
  warmlyView,
} from './warmly-view.ts';

type Errors = Record<string, string>;
type View = SlackViewMiddlewareArgs<SlackViewAction>['view'];

const GONE = 'This form is too old. Close it and send /warmly again.';

/** The Warmly form's conversation: choosing a tool builds its form, submitting makes a job. */
export function registerWarmlyModal(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(
    { type: 'block_actions', action_id: TOOL_ACTION },
    async ({ ack, action, body, client }) => {
      await ack();
      if (body.view === undefined || action.type !== 'external_select') return;
      const tools = await deps.catalogue.tools?.get();
      const tool = itemOfOption(tools ?? [], ({ name }) => name, action.selected_option?.value);
      if (tool === undefined) return;
      const draft = await chooseTool(deps, body.view.private_metadata, tool, action.action_ts);
      // Showing it again does no harm: an earlier attempt may have failed after the choice was stored.
      if (draft !== undefined) {
        await updateView(client, body.view.id, warmlyView(draft.id, draft.content));
      }
    },
  );

  app.view(WARMLY_FORM, async ({ ack, view, body }) => {
    const errors = await submit(view, body.user.id, deps).catch((error: unknown) => {
      deps.logger.error({ err: error }, 'a submission could not be accepted');
      return { [TOOL_BLOCK]: toErrandError(error).userMessage };
    });
    await (errors === undefined ? ack() : ack({ response_action: 'errors', errors }));
  });
}

/** Stores the choice; undefined when a newer one has been stored already. */
async function chooseTool(
  deps: ListenerDeps,
  draftId: string,
  tool: WarmlyTool,
  chosenAtTs: string,
): Promise<Draft<WarmlyDraft> | undefined> {
  return await deps.store.transaction(async (tx) => {
    const draft = await getDraft<WarmlyDraft>(tx, draftId);
    if (draft === undefined || Number(draft.content.chosenAtTs ?? 0) > Number(chosenAtTs)) return undefined;
    if (draft.content.tool?.name === tool.name) return draft;
    const content = {
      ...draft.content,
      tool,
      values: {},
      revision: draft.content.revision + 1,
      chosenAtTs,
    };
    await saveDraft(tx, draft.id, content);
    return { ...draft, content };
  });
}

/** Makes the job, or returns what is wrong by block id. */
async function submit(view: View, userId: string, deps: ListenerDeps): Promise<Errors | undefined> {
  const draft = await getDraft<WarmlyDraft>(deps.store, view.private_metadata);
  if (draft === undefined || draft.userId !== userId) return { [TOOL_BLOCK]: GONE };
  const { tool } = draft.content;
  const chosen = view.state.values[TOOL_BLOCK]?.[TOOL_ACTION]?.selected_option?.value;
  if (chosen === undefined) return { [TOOL_BLOCK]: 'Choose a tool first.' };
  if (tool === undefined || chosen !== optionValue(tool.name) || !showsForm(view, draft.content, tool)) {
    return { [TOOL_BLOCK]: 'The form of this tool is on its way. Wait a moment, then submit again.' };
  }
  return await accept(view, draft, tool, deps);
}

/** Whether what was submitted is this tool's form as it was last built, not the one before it. */
function showsForm(view: View, { revision }: WarmlyDraft, tool: WarmlyTool): boolean {
  const first = visibleFields(compileForm(tool.inputSchema))[0];
  const blockIds = [REASON_BLOCK, ...(first === undefined ? [] : [blockIdOf(first.index, revision)])];
  return blockIds.every((id) => view.state.values[id] !== undefined);
}

async function accept(
  view: View,
  draft: Draft<WarmlyDraft>,
  tool: WarmlyTool,
  deps: ListenerDeps,
): Promise<Errors | undefined> {
  const { values, timeZone, channelId, teamId, revision } = draft.content;
  const form = compileForm(tool.inputSchema);
  const reading = readForm(form, view.state.values, { values, timeZone });
  if (!reading.ok) {
    const [issue] = reading.issues;
    return Object.keys(reading.errors).length > 0
      ? reading.errors
      : { [TOOL_BLOCK]: issue?.message ?? 'This input does not fit the tool.' };
  }
  const reasoning = view.state.values[REASON_BLOCK]?.[REASON_ACTION]?.value?.trim() || undefined;
  const violation = checkWarmlyInput(reading.input, reasoning)[0];
  if (violation !== undefined) {
    const first = visibleFields(form)[0];
    const atInput = first === undefined ? TOOL_BLOCK : blockIdOf(first.index, revision);
    return { [violation.limit === 'reasoning' ? REASON_BLOCK : atInput]: violation.message };
  }
  await acceptJob(deps.store, {
    request: {
      kind: 'warmly',
      toolName: tool.name,
      isAsync: tool.isAsync,
      input: sealInput(deps.store.sealer, tool.inputSchema, reading.input),
      ...(reasoning !== undefined && { reasoning }),
    },
    teamId,
    place: { channelId, rootTs: null, requesterId: draft.userId },
    dedupeKey: `draft:${draft.id}`,
  });
  return undefined;
}
