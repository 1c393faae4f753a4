import type { App, BlockAction, SlackViewAction, SlackViewMiddlewareArgs } from '@slack/bolt';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';
import { toErrandError } from '../../errors.ts';
import { acceptJob } from '../../jobs/accept-job.ts';
import { getDraft } from '../../store/drafts.ts';
import type { SlackFileRef, WarpRequest } from '../../store/job.ts';
import { withContext } from '../context/gather-context.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { updateView } from './open-view.ts';
import { readRunFields } from './read-run-fields.ts';
import {
  FILES_INPUT,
  MAX_FILES,
  MORE_ACTION,
  MORE_RUN_FIELDS,
  PROMPT_INPUT,
  SHOWN_RUN_FIELDS,
  WARP_FORM,
  type WarpDraft,
  warpView,
} from './warp-view.ts';

type View = SlackViewMiddlewareArgs<SlackViewAction>['view'];
type Errors = Record<string, string>;

/** Submitting the Warp form makes a job. */
export function registerWarpModal(app: App, deps: ListenerDeps): void {
  app.view(WARP_FORM, async ({ ack, view, body }) => {
    const errors = await submit(view, body.user.id, deps).catch((error: unknown) => {
      deps.logger.error({ err: error }, 'a submission could not be accepted');
      return { [PROMPT_INPUT]: toErrandError(error).userMessage };
    });
    // What it was opened from, such as a list of agents, has served its end too.
    await ack(errors === undefined ? { response_action: 'clear' } : { response_action: 'errors', errors });
  });

  // What was typed so far stays: Slack keeps it for the inputs that the new view has too.
  app.action<BlockAction>(
    { type: 'block_actions', action_id: MORE_ACTION },
    async ({ ack, body, client }) => {
      await ack();
      const draft = await getDraft<WarpDraft>(deps.store, body.view?.private_metadata ?? '');
      if (body.view === undefined || draft === undefined || draft.userId !== body.user.id) return;
      await updateView(client, body.view.id, warpView(draft.id, draft.content, true));
    },
  );
}

async function submit(view: View, userId: string, deps: ListenerDeps): Promise<Errors | undefined> {
  const draft = await getDraft<WarpDraft>(deps.store, view.private_metadata);
  if (draft === undefined || draft.userId !== userId) {
    return { [PROMPT_INPUT]: 'This form is too old. Close it and send /warp again.' };
  }
  const { channelId, teamId, rootTs, start, gathered } = draft.content;
  const { values } = view.state;
  const fields = [...SHOWN_RUN_FIELDS, ...MORE_RUN_FIELDS];
  const { catalogue, store } = deps;
  const { request, errors } = readRunFields(fields, values, { catalogue, sealer: store.sealer, start });
  const prompt = promptOf(values[PROMPT_INPUT]?.[PROMPT_INPUT]?.value?.trim() ?? '', start.prompt ?? '');
  if (
    prompt === '' &&
    request.skill === undefined &&
    gathered?.context === undefined &&
    errors.length === 0
  ) {
    return { [PROMPT_INPUT]: 'Say what the agent should do, or choose an agent that knows.' };
  }
  if (errors.length > 0) return Object.fromEntries(errors);
  const files = filesOf(values);
  if (files.length > MAX_FILES) return { [FILES_INPUT]: 'Attach five files at most.' };
  const attachments = files.length > 0 ? files : (start.attachments ?? []);
  const { attachments: _before, filesLeftOut, prompt: _prompt, ...rest } = request;
  const whole: WarpRequest = {
    ...rest,
    kind: 'warp',
    prompt,
    ...(attachments.length > 0 && { attachments }),
    ...(files.length === 0 && filesLeftOut !== undefined && { filesLeftOut }),
  };
  await acceptJob(deps.store, {
    request: gathered === undefined ? whole : withContext(whole, gathered),
    teamId,
    place: { channelId, rootTs: rootTs ?? null, requesterId: draft.userId },
    dedupeKey: `draft:${draft.id}`,
  });
  return undefined;
}

/** A prompt that is longer than an input can show stays whole where nobody changed what was shown. */
function promptOf(typed: string, before: string): string {
  const shown = before.slice(0, SLACK_LIMITS.plainTextInput.maxLength).trim();
  return typed === shown ? before.trim() : typed;
}

function filesOf(values: View['state']['values']): SlackFileRef[] {
  const files: unknown = values[FILES_INPUT]?.[FILES_INPUT]?.['files'];
  if (!Array.isArray(files)) return [];
  return files.flatMap((file: unknown): SlackFileRef[] => {
    if (typeof file !== 'object' || file === null || !('id' in file) || typeof file.id !== 'string')
      return [];
    const name = 'name' in file && typeof file.name === 'string' ? file.name : file.id;
    return [{ fileId: file.id, name }];
  });
}
