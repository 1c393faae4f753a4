import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { toErrandError } from '../../errors.ts';
import { acceptJob } from '../../jobs/accept-job.ts';
import { createDraft } from '../../store/drafts.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { promptText } from '../prompt-text.ts';
import { openView } from '../views/open-view.ts';
import { type WarpDraft, warpView } from '../views/warp-view.ts';
import { NOT_CONFIGURED } from './not-configured.ts';
import { WARP_HELP } from './warp-help.ts';

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** `/warp`, `/warp help`, `/warp <prompt>`. */
export function registerWarpCommand(app: App, deps: ListenerDeps): void {
  app.command('/warp', async (args) => {
    await args.ack();
    try {
      await onWarpCommand(args, deps);
    } catch (error) {
      const { userMessage, code } = toErrandError(error);
      deps.logger.warn({ command: '/warp', code, err: error }, 'a command failed');
      await tell(args, userMessage);
    }
  });
}

async function onWarpCommand(args: CommandArgs, deps: ListenerDeps): Promise<void> {
  const { command, context, client } = args;
  if (deps.catalogue.models === undefined) return await tell(args, NOT_CONFIGURED.warp);
  const teamId = context.teamId ?? command.team_id;
  const channelId = command.channel_id;
  const refusal = await deps.access.refusal({ userId: command.user_id, channelId, teamId });
  if (refusal !== undefined) return await tell(args, refusal.mrkdwn ?? refusal.userMessage);
  const prompt = await promptText(command.text, deps.directory);
  if (prompt.toLowerCase() === 'help') return await tell(args, WARP_HELP);
  if (prompt === '') {
    const content: WarpDraft = { channelId, teamId };
    const draft = await createDraft(deps.store, { userId: command.user_id, kind: 'warp', content });
    await openView(client, command.trigger_id, warpView(draft.id));
    return;
  }
  await acceptJob(deps.store, {
    request: { kind: 'warp', prompt },
    teamId,
    place: { channelId, rootTs: null, requesterId: command.user_id },
    dedupeKey: `command:${command.trigger_id}`,
  });
}

async function tell({ respond }: CommandArgs, text: string): Promise<void> {
  await respond({ response_type: 'ephemeral', text });
}
