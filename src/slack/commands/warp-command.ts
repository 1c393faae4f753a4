import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { inlineCode } from '../../block-kit/escape.ts';
import { toErrandError } from '../../errors.ts';
import { acceptJob } from '../../jobs/accept-job.ts';
import { createDraft } from '../../store/drafts.ts';
import { openAgents, openEnvironments, openIdentities, openModels } from '../browse/choices.ts';
import { openInbox } from '../browse/inbox.ts';
import { followHere, openRun } from '../browse/run.ts';
import { openRuns } from '../browse/runs.ts';
import { openSchedules } from '../browse/schedules.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { promptText } from '../prompt-text.ts';
import { defaultsFor, isEmptyRequest, NOTHING_TO_DO, runRequestOf } from '../run-options/run-request.ts';
import { openView } from '../views/open-view.ts';
import { openSettings } from '../views/settings-modal.ts';
import { type WarpDraft, warpView } from '../views/warp-view.ts';
import { NOT_CONFIGURED } from './not-configured.ts';
import { WARP_HELP } from './warp-help.ts';
import { readWarpWish } from './warp-words.ts';

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** `/warp` and its subcommands; all else after it is a prompt. */
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
  const { warp } = deps;
  if (warp === undefined) return await tell(args, NOT_CONFIGURED.warp);
  const teamId = context.teamId ?? command.team_id;
  const channelId = command.channel_id;
  const userId = command.user_id;
  const refusal = await deps.access.refusal({ userId, channelId, teamId });
  if (refusal !== undefined) return await tell(args, refusal.mrkdwn ?? refusal.userMessage);
  const wish = readWarpWish(command.text);
  const asked = { deps: { ...deps, warp }, client, triggerId: command.trigger_id, userId, channelId, teamId };
  switch (wish.kind) {
    case 'help':
      return await tell(args, WARP_HELP);
    case 'form': {
      const start = await defaultsFor({ userId, channelId, teamId }, deps);
      const content: WarpDraft = { channelId, teamId, start };
      const draft = await createDraft(deps.store, { userId, kind: 'warp', content });
      await openView(client, command.trigger_id, warpView(draft.id, content));
      return;
    }
    case 'runs': {
      const problem = await openRuns(asked, wish);
      return problem === undefined ? undefined : await tell(args, problem);
    }
    case 'run':
      return await openRun(asked, wish.runId);
    case 'follow':
      return await tell(args, await followHere(asked, wish.runId));
    case 'inbox': {
      const problem = await openInbox(asked, wish);
      return problem === undefined ? undefined : await tell(args, problem);
    }
    case 'agents':
      return await openAgents(asked, wish);
    case 'models':
      return await openModels(asked);
    case 'identities':
      return await openIdentities(asked);
    case 'schedules':
      return await openSchedules(asked);
    case 'environments':
      return await openEnvironments(asked, wish.sortBy);
    case 'settings':
      return await openSettings(deps, asked);
    case 'mistyped': {
      const guesses = wish.nearest.map((word) => inlineCode(`/warp ${word}`)).join(' or ');
      return await tell(
        args,
        `Did you mean ${guesses}? To give an agent that one word, use the form: \`/warp\`.`,
      );
    }
    case 'prompt': {
      const text = await promptText(command.text, deps.directory);
      const made = await runRequestOf(text, { userId, channelId, teamId }, deps);
      if (!made.ok) return await tell(args, made.problem);
      if (isEmptyRequest(made.request)) return await tell(args, NOTHING_TO_DO);
      await acceptJob(deps.store, {
        request: made.request,
        teamId,
        place: { channelId, rootTs: null, requesterId: userId },
        dedupeKey: `command:${command.trigger_id}`,
      });
    }
  }
}

async function tell({ respond }: CommandArgs, text: string): Promise<void> {
  await respond({ response_type: 'ephemeral', text });
}
