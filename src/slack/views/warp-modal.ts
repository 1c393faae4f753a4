import type { App, SlackViewAction, SlackViewMiddlewareArgs } from '@slack/bolt';
import { toErrandError } from '../../errors.ts';
import { acceptJob } from '../../jobs/accept-job.ts';
import { getDraft } from '../../store/drafts.ts';
import type { WarpRequest } from '../../store/job.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { disabledReason } from '../options/model-words.ts';
import { itemOfOption } from '../options/option-value.ts';
import { WARP_FORM, WARP_INPUT, type WarpDraft } from './warp-view.ts';

type View = SlackViewMiddlewareArgs<SlackViewAction>['view'];
type Errors = Record<string, string>;
type Reading =
  | { readonly ok: true; readonly request: WarpRequest }
  | { readonly ok: false; readonly errors: Errors };

/** Submitting the Warp form makes a job. */
export function registerWarpModal(app: App, deps: ListenerDeps): void {
  app.view(WARP_FORM, async ({ ack, view, body }) => {
    const errors = await submit(view, body.user.id, deps).catch((error: unknown) => {
      deps.logger.error({ err: error }, 'a submission could not be accepted');
      return { [WARP_INPUT.prompt]: toErrandError(error).userMessage };
    });
    await (errors === undefined ? ack() : ack({ response_action: 'errors', errors }));
  });
}

async function submit(view: View, userId: string, deps: ListenerDeps): Promise<Errors | undefined> {
  const draft = await getDraft<WarpDraft>(deps.store, view.private_metadata);
  if (draft === undefined || draft.userId !== userId) {
    return { [WARP_INPUT.prompt]: 'This form is too old. Close it and send /warp again.' };
  }
  const reading = readWarpForm(view, deps);
  if (!reading.ok) return reading.errors;
  const { channelId, teamId } = draft.content;
  await acceptJob(deps.store, {
    request: reading.request,
    teamId,
    place: { channelId, rootTs: null, requesterId: draft.userId },
    dedupeKey: `draft:${draft.id}`,
  });
  return undefined;
}

/** What was chosen is looked up in the lists as they were last seen: an acknowledgement waits for no API. */
function readWarpForm(view: View, { catalogue }: ListenerDeps): Reading {
  const leaf = (id: string) => view.state.values[id]?.[id];
  const chosen = (id: string) => leaf(id)?.selected_option?.value;
  const prompt = leaf(WARP_INPUT.prompt)?.value?.trim() ?? '';
  const title = leaf(WARP_INPUT.title)?.value?.trim() ?? '';
  const agent = itemOfOption(catalogue.agents?.peek() ?? [], ({ id }) => id, chosen(WARP_INPUT.agent));
  const model = itemOfOption(catalogue.models?.peek() ?? [], ({ id }) => id, chosen(WARP_INPUT.model));
  const environment = itemOfOption(
    catalogue.environments?.peek() ?? [],
    ({ uid }) => uid,
    chosen(WARP_INPUT.environment),
  );
  const owner = chosen(WARP_INPUT.owner);

  const errors: Errors = {};
  if (prompt === '' && agent === undefined) {
    errors[WARP_INPUT.prompt] = 'Say what the agent should do, or choose an agent that knows.';
  }
  for (const [id, item] of [
    [WARP_INPUT.agent, agent],
    [WARP_INPUT.model, model],
    [WARP_INPUT.environment, environment],
  ] as const) {
    if (chosen(id) !== undefined && item === undefined) errors[id] = 'This is no longer there. Choose again.';
  }
  const reason = model && disabledReason(model);
  if (reason !== undefined) errors[WARP_INPUT.model] = `This model can’t be used now: ${reason}.`;
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    request: {
      kind: 'warp',
      prompt,
      ...(title !== '' && { title }),
      ...(agent !== undefined && { skill: agent.id }),
      ...(model !== undefined && { modelId: model.id }),
      ...(environment !== undefined && { environmentId: environment.uid }),
      ...(owner !== undefined && { team: owner === 'team' }),
    },
  };
}
