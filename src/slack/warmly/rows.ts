import type { App, BlockAction } from '@slack/bolt';
import { parseResultButton, RESULT_ROW_ACTION } from '../../delivery/render/result-buttons.ts';
import { recordsOf } from '../../delivery/render/result-file.ts';
import { getJob } from '../../store/jobs.ts';
import { getResultView } from '../../store/result-views.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { tellPrivately } from '../tell.ts';
import { openView } from '../views/open-view.ts';
import { plainModal, type WarmlyDeps, warmlyDeps } from './asked.ts';
import { parseColumnsTarget } from './columns-view.ts';
import { matchRow } from './match-row.ts';
import { audienceOf, isRefused, pressedValue, TOO_OLD } from './pressed.ts';
import { ROW_VIEW, readRowView, rowView } from './row-view.ts';
import { toolFormView } from './tool-form.ts';

const NO_TOOL = 'None of your tools takes anything that this list has.';

/** Acting on a row: its values fill in the form of another tool. */
export function registerRows(app: App, listenerDeps: ListenerDeps): void {
  const configured = warmlyDeps(listenerDeps);
  if (configured === undefined) return;
  const deps: WarmlyDeps = configured;

  app.action<BlockAction>({ type: 'block_actions', action_id: RESULT_ROW_ACTION }, async (args) => {
    await args.ack();
    const { body, client } = args;
    const pressed = parseResultButton(pressedValue(args));
    const job = pressed && (await getJob(deps.store, pressed.jobId));
    const records = job && recordsOf(job);
    if (job === undefined || records === undefined) {
      return await tellPrivately(client, audienceOf(args), TOO_OLD);
    }
    if (await isRefused(deps, args, job)) return;
    const [sample = {}] = records;
    const tools = (await deps.tools.get()).filter(
      ({ inputSchema }) => Object.keys(matchRow(sample, inputSchema)).length > 0,
    );
    if (tools.length === 0) return await tellPrivately(client, audienceOf(args), NO_TOOL);
    const message = {
      jobId: job.id,
      channelId: body.channel?.id ?? '',
      ts: String(body.message?.['ts'] ?? ''),
    };
    const view = (await getResultView(deps.store, job)) ?? {};
    await openView(client, body.trigger_id, rowView(message, records, view, tools));
  });

  app.view(ROW_VIEW, async ({ ack, view, body }) => {
    const message = parseColumnsTarget(view.private_metadata);
    const job = message && (await getJob(deps.store, message.jobId));
    const chosen = job && readRowView(view.state.values, recordsOf(job) ?? [], await deps.tools.get());
    if (message === undefined || job === undefined || chosen === undefined) {
      return await ack({ response_action: 'update', view: plainModal('Use a row', TOO_OLD) });
    }
    const place = { userId: body.user.id, channelId: message.channelId, teamId: job.teamId };
    const input = matchRow(chosen.row, chosen.tool.inputSchema);
    const form = await toolFormView(deps, place, chosen.tool, { input });
    await ack({ response_action: 'update', view: form });
  });
}
