import type { App, BlockAction } from '@slack/bolt';
import { nextPageInput } from '../../delivery/render/next-page.ts';
import {
  parseResultButton,
  RESULT_CHART_ACTION,
  RESULT_COLUMNS_ACTION,
  RESULT_EXPORT_ACTION,
  RESULT_MORE_ACTION,
  RESULT_PAGE_ACTION,
} from '../../delivery/render/result-buttons.ts';
import { chartPaths } from '../../delivery/render/result-chart.ts';
import { recordsOf } from '../../delivery/render/result-file.ts';
import { columnsOf } from '../../delivery/render/result-table.ts';
import { acceptJob } from '../../jobs/accept-job.ts';
import { getJob, getJobHead, type StoredJob } from '../../store/jobs.ts';
import { enqueue } from '../../store/outbox.ts';
import { getResultView, type ResultView, saveLikedView, saveResultView } from '../../store/result-views.ts';
import { getThread, lockThread } from '../../store/threads.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { tellPrivately } from '../tell.ts';
import { openView } from '../views/open-view.ts';
import {
  COLUMNS_VIEW,
  columnsView,
  parseColumnsTarget,
  type ResultMessage,
  readColumnsView,
} from './columns-view.ts';
import { askBeforeRunning } from './confirm.ts';
import { asksBeforeRunning } from './confirmation.ts';
import { audienceOf, isRefused, type PressArgs, pressedValue, TOO_OLD, teamOf } from './pressed.ts';
import { showResult } from './show-result.ts';

type OnResult = (args: PressArgs, job: StoredJob, message: ResultMessage, page: number) => Promise<void>;

/** Looking at a result otherwise, for everybody who may use Errand: pages, columns, order, chart, the whole as a file. */
export function registerResults(app: App, deps: ListenerDeps): void {
  const { store } = deps;

  function onButton(actionId: string | RegExp, act: OnResult, load = getJob): void {
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async (args) => {
      await args.ack();
      const pressed = parseResultButton(pressedValue(args));
      const job = pressed && (await load(store, pressed.jobId));
      if (pressed === undefined || job === undefined) {
        return await tellPrivately(args.client, audienceOf(args), TOO_OLD);
      }
      if (await isRefused(deps, args, job)) return;
      const { channel, message } = args.body;
      const ts = String(message?.['ts'] ?? '');
      await act(args, job, { jobId: job.id, channelId: channel?.id ?? '', ts }, pressed.page);
    });
  }

  async function change(job: StoredJob, message: ResultMessage, patch: (view: ResultView) => ResultView) {
    const view = patch((await getResultView(store, job)) ?? {});
    await saveResultView(store, job.id, view);
    await showResult(deps, job, message, view);
  }

  onButton(RESULT_PAGE_ACTION, async (_args, job, message, page) => {
    await change(job, message, (view) => ({ ...view, page }));
  });

  onButton(RESULT_CHART_ACTION, async (_args, job, message) => {
    const records = recordsOf(job) ?? [];
    const [best] = chartPaths(records, columnsOf(records, undefined).all);
    await change(job, message, ({ chart, ...view }) => {
      return chart === undefined && best !== undefined ? { ...view, chart: best } : view;
    });
  });

  onButton(RESULT_COLUMNS_ACTION, async ({ client, body }, job, message) => {
    const view = columnsView(message, recordsOf(job) ?? [], (await getResultView(store, job)) ?? {});
    await openView(client, body.trigger_id, view);
  });

  async function exportResult({ action, body }: PressArgs, job: StoredJob): Promise<void> {
    const format = action.action_id.endsWith('csv') ? 'csv' : 'json';
    await store.transaction(async (tx) => {
      const { id: threadId } = await lockThread(tx, job.threadId);
      await enqueue(tx, {
        threadId,
        jobId: job.id,
        kind: 'upload',
        content: { type: 'export', format },
        askedBy: body.trigger_id,
      });
    });
  }
  onButton(RESULT_EXPORT_ACTION, exportResult, getJobHead);

  onButton(RESULT_MORE_ACTION, async (args, job) => {
    const { request } = job;
    const input = request.kind === 'warmly' ? nextPageInput(request, job.output) : undefined;
    const tell = (text: string) => tellPrivately(args.client, audienceOf(args), text);
    if (request.kind !== 'warmly' || input === undefined) return await tell('There is no next page.');
    const { channelId, rootTs } = await getThread(store, job.threadId);
    const next = { ...request, input };
    const requesterId = args.body.user.id;
    const [teamId, dedupeKey] = [teamOf(args), `more:${job.id}`];
    const tool = { name: request.toolName, isAsync: request.isAsync };
    if (asksBeforeRunning(deps.confirmTools, tool)) {
      const waiting = { request: next, teamId, channelId, rootTs, dedupeKey };
      await openView(args.client, args.body.trigger_id, await askBeforeRunning(deps, requesterId, waiting));
      return;
    }
    const place = { channelId, rootTs, requesterId };
    const made = await acceptJob(store, { request: next, teamId, place, dedupeKey });
    if (made === undefined) await tell('The next page has been asked for already: it is in this thread.');
  });

  app.view(COLUMNS_VIEW, async ({ ack, view, body }) => {
    const message = parseColumnsTarget(view.private_metadata);
    const job = message && (await getJob(store, message.jobId));
    await ack();
    if (message === undefined || job === undefined || job.request.kind !== 'warmly') return;
    const { scheduled } = (await getResultView(store, job)) ?? {};
    const chosen: ResultView = {
      ...readColumnsView(view.state.values, recordsOf(job) ?? []),
      ...(scheduled && { scheduled }),
    };
    const { toolName } = job.request;
    await store.transaction(async (tx) => {
      await saveResultView(tx, job.id, chosen);
      await saveLikedView(tx, { userId: body.user.id, toolName }, chosen);
    });
    await showResult(deps, job, message, chosen);
  });
}
