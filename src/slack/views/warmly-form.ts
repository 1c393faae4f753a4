import type { ModalView } from '@slack/types';
import { carryOver } from '../../forms/carry-over.ts';
import { isJsonObject, sameJson } from '../../forms/json-value.ts';
import { openSession, type SessionStart } from '../../forms/open-session.ts';
import { acceptJobIn } from '../../jobs/accept-job.ts';
import { warmlyRequest } from '../../jobs/warmly-request.ts';
import type { Draft } from '../../store/drafts.ts';
import type { Tx } from '../../store/store.ts';
import { checkWarmlyInput } from '../../warmly/limits.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { optionValue } from '../options/option-value.ts';
import { askBeforeRunning, type WaitingRequest } from '../warmly/confirm.ts';
import { asksBeforeRunning } from '../warmly/confirmation.ts';
import { askToSchedule } from '../warmly/schedule-confirm.ts';
import { FIRST_INPUT, type FieldErrors, type FormOwner, placeModal } from './form-owner.ts';
import type { ChosenTool, WarmlyDraft } from './warmly-draft.ts';
import {
  REASON_ACTION,
  REASON_BLOCK,
  TOOL_ACTION,
  TOOL_BLOCK,
  WARMLY_FORM,
  warmlyView,
} from './warmly-view.ts';

type WarmlyFormDeps = Pick<ListenerDeps, 'store' | 'forms' | 'catalogue' | 'confirmTools'>;

const CHANGED =
  'This tool has changed since the form was opened. What still fits was kept: look it over, then run it.';

/** The form of a Warmly tool: the tool's picker above it, the reason below, a job in the end. */
export function createWarmlyForm(deps: WarmlyFormDeps): FormOwner<WarmlyDraft> {
  const { store, forms, catalogue } = deps;

  function read({ id, content }: Draft<WarmlyDraft>, input: unknown): WaitingRequest | FieldErrors {
    const { chosen, reason, teamId, channelId } = content;
    if (chosen === undefined) return { [TOOL_BLOCK]: 'Choose a tool first.' };
    if (!isJsonObject(input))
      return { [FIRST_INPUT]: 'This tool’s input is no object, and Warmly takes nothing else.' };
    const violation = checkWarmlyInput(input, reason?.trim())[0];
    if (violation !== undefined) {
      return { [violation.limit === 'reasoning' ? REASON_BLOCK : FIRST_INPUT]: violation.message };
    }
    const request = warmlyRequest(store.sealer, chosen.tool, input, reason);
    return { request, teamId, channelId, rootTs: null, dedupeKey: `draft:${id}` };
  }

  async function confirm(tx: Tx, draft: Draft<WarmlyDraft>, input: unknown): Promise<ModalView | undefined> {
    const { chosen, schedule: wish } = draft.content;
    const waiting = read(draft, input);
    if (chosen === undefined || !isWaiting(waiting)) return undefined;
    if (wish !== undefined) return await askToSchedule({ store: tx }, draft.userId, { ...waiting, wish });
    if (!asksBeforeRunning(deps.confirmTools, chosen.tool)) return undefined;
    return await askBeforeRunning({ store: tx }, draft.userId, waiting);
  }

  async function accept(tx: Tx, draft: Draft<WarmlyDraft>, input: unknown): Promise<FieldErrors | undefined> {
    const waiting = read(draft, input);
    if (!isWaiting(waiting)) return waiting;
    const { request, teamId, channelId, rootTs, dedupeKey } = waiting;
    await acceptJobIn(tx, {
      request,
      teamId,
      place: { channelId, rootTs, requesterId: draft.userId },
      dedupeKey,
    });
    return undefined;
  }

  return {
    name: WARMLY_FORM,
    command: '/warmly',
    formOf: ({ chosen }) => chosen && { form: forms.formOf(chosen.tool.inputSchema), state: chosen.form },
    withForm: (content, form) =>
      content.chosen === undefined ? content : { ...content, chosen: { ...content.chosen, form } },
    timeZoneOf: ({ timeZone }) => timeZone,
    rootView: warmlyView,
    readOwn(content, view) {
      const typed = view.state.values[REASON_BLOCK]?.[REASON_ACTION];
      return typed === undefined ? content : { ...content, reason: typed.value ?? '' };
    },
    refuse({ chosen }, view) {
      const picked = view.state.values[TOOL_BLOCK]?.[TOOL_ACTION];
      const name = picked?.selected_option?.value;
      if (picked !== undefined && name === undefined) return { [TOOL_BLOCK]: 'Choose a tool first.' };
      const isOther =
        chosen === undefined || (picked !== undefined && name !== optionValue(chosen.tool.name));
      return isOther
        ? { [TOOL_BLOCK]: 'The form of this tool is on its way. Wait a moment, then submit again.' }
        : undefined;
    },
    renewed(content) {
      const { chosen } = content;
      const tool = catalogue.tools?.peek()?.find(({ name }) => name === chosen?.tool.name);
      if (chosen === undefined || tool === undefined || sameJson(tool.inputSchema, chosen.tool.inputSchema))
        return undefined;
      const { session } = chosen.form;
      const again = againWith(deps, tool, session.value, session.revision + 1);
      const notes = { ...again.form.session.notes, '': CHANGED };
      return {
        ...content,
        chosen: { ...again, form: { ...again.form, session: { ...again.form.session, notes } } },
      };
    },
    confirm,
    accept,
  };
}

function isWaiting(reading: WaitingRequest | FieldErrors): reading is WaitingRequest {
  return typeof reading['request'] === 'object';
}

/** A tool's form that starts from an earlier input, as far as that still fits. */
export function againWith(
  deps: Pick<ListenerDeps, 'forms'>,
  tool: WarmlyTool,
  input: unknown,
  revision = 1,
): ChosenTool {
  return chooseTool(deps, tool, { ...carryOver(deps.forms.formOf(tool.inputSchema), input), revision });
}

/** A tool with its form as it is first shown. */
export function chooseTool(
  deps: Pick<ListenerDeps, 'forms'>,
  tool: WarmlyTool,
  start: SessionStart,
): ChosenTool {
  return { tool, form: { session: openSession(deps.forms.formOf(tool.inputSchema), start), presses: [] } };
}

/** The modal of a draft as it stands. */
export function warmlyModal(
  deps: WarmlyFormDeps,
  draft: Pick<Draft<WarmlyDraft>, 'id' | 'content'>,
): ModalView {
  const owner = createWarmlyForm(deps);
  const found = owner.formOf(draft.content);
  if (found === undefined) return warmlyView(draft.id, draft.content, undefined);
  return placeModal(owner, draft, found.form, found.state.session);
}
