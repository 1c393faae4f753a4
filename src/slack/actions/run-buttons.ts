import type { AllMiddlewareArgs, App, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { escapeEntities, escapeMrkdwn } from '../../block-kit/escape.ts';
import { readTranscript } from '../../delivery/load-transcript.ts';
import { parseJobButtonValue } from '../../delivery/render/job-buttons.ts';
import {
  parseMoreChoice,
  RUN_AGAIN_ACTION,
  RUN_CARD_TRANSCRIPT_ACTION,
  RUN_EDIT_ACTION,
  RUN_FOLLOW_UP_ACTION,
  RUN_LINK_ACTION,
  RUN_MORE_ACTION,
} from '../../delivery/render/run-buttons.ts';
import { toErrandError } from '../../errors.ts';
import { acceptJob } from '../../jobs/accept-job.ts';
import { createDraft } from '../../store/drafts.ts';
import type { WarpRequest } from '../../store/job.ts';
import { getJob, isKnownRequest, type StoredJob } from '../../store/jobs.ts';
import { enqueue } from '../../store/outbox.ts';
import { getThread, lockThread, type Thread } from '../../store/threads.ts';
import { FOR_PERSON } from '../browse/asked.ts';
import { NOT_CONFIGURED } from '../commands/not-configured.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { tellPrivately } from '../tell.ts';
import { openView } from '../views/open-view.ts';
import { type WarpDraft, warpView } from '../views/warp-view.ts';

type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** A press on a run's card: whose, on which run, and how to answer. */
interface Press {
  readonly job: StoredJob;
  readonly request: WarpRequest;
  readonly thread: Thread;
  readonly userId: string;
  /** Slack's time of the press, epoch seconds. */
  readonly atSeconds: number;
  readonly args: ActionArgs;
  readonly tell: (text: string) => Promise<void>;
}

const TOO_OLD = 'Errand no longer knows this run: it is too old. Start a new one.';
/** Presses on one card within this are one. */
const DOUBLE_PRESS_SECONDS = 5;

/** Run again, Edit and run again, Follow up, Transcript and Copy link on a run's card: for everybody who may use Errand. */
export function registerRunButtons(app: App, deps: ListenerDeps): void {
  const { store } = deps;

  const acts = new Map<string, (press: Press) => Promise<void>>();

  async function pressed(
    args: ActionArgs,
    value: string,
    act: (press: Press) => Promise<void>,
  ): Promise<void> {
    const { action, body, client } = args;
    const userId = body.user.id;
    const channelId = body.channel?.id ?? userId;
    const inThread: unknown = body.message?.['thread_ts'];
    const threadTs = typeof inThread === 'string' ? inThread : undefined;
    const tell = (text: string) => tellPrivately(client, { userId, channelId, threadTs }, text);
    const named = parseJobButtonValue(value);
    const job = named && (await getJob(store, named.jobId));
    if (job === undefined || job.request.kind !== 'warp') return await tell(TOO_OLD);
    const refusal = await deps.access.refusal({ userId, channelId, teamId: job.teamId });
    if (refusal !== undefined) return await tell(refusal.mrkdwn ?? refusal.userMessage);
    if (deps.warp === undefined) return await tell(NOT_CONFIGURED.warp);
    const thread = await getThread(store, job.threadId);
    const atSeconds = Math.floor(Number(action.action_ts));
    await act({ job, request: job.request, thread, userId, atSeconds, args, tell });
  }

  /** By its own button, or by its choice in the card's menu. */
  function onPress(actionId: string, act: (press: Press) => Promise<void>): void {
    acts.set(actionId, act);
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async (args) => {
      await args.ack();
      const { action } = args;
      await pressed(args, action.type === 'button' ? (action.value ?? '') : '', act);
    });
  }

  app.action<BlockAction>({ type: 'block_actions', action_id: RUN_MORE_ACTION }, async (args) => {
    await args.ack();
    const { action } = args;
    const value = action.type === 'overflow' ? action.selected_option.value : '';
    const act = acts.get(parseMoreChoice(value) ?? '');
    if (act !== undefined) await pressed(args, value, act);
  });

  onPress(RUN_AGAIN_ACTION, async ({ job, request, thread, userId, atSeconds, tell }) => {
    const slot = Math.floor(atSeconds / DOUBLE_PRESS_SECONDS);
    const keyOf = (at: number) => `again:${job.id}:${at}`;
    if (await isKnownRequest(store, keyOf(slot - 1))) {
      return await tell('It has just been started again: see its new card.');
    }
    await acceptJob(store, {
      request: ownRequest(request),
      teamId: job.teamId,
      place: { channelId: thread.channelId, rootTs: rootOf(thread, job), requesterId: userId },
      dedupeKey: keyOf(slot),
    });
  });

  onPress(RUN_EDIT_ACTION, async ({ job, request, thread, userId, args }) => {
    const { kind: _kind, ...start } = ownRequest(request);
    await openForm(deps, args, userId, { ...placeOf(job, thread), start });
  });

  onPress(RUN_FOLLOW_UP_ACTION, async ({ job, request, thread, userId, args, tell }) => {
    const { conversationId } = job.progress;
    if (conversationId === undefined)
      return await tell('This run has no conversation to go on with. Run it again.');
    const {
      kind: _kind,
      prompt: _prompt,
      title: _title,
      attachments: _files,
      filesLeftOut: _leftOut,
      skill: _skill,
      labels,
      ...same
    } = ownRequest(request);
    const { skill: _name, ...names } = labels ?? {};
    await openForm(deps, args, userId, {
      ...placeOf(job, thread),
      start: { ...same, conversationId, labels: names },
    });
  });

  onPress(RUN_CARD_TRANSCRIPT_ACTION, async ({ job, thread, tell, args }) => {
    if (deps.warp === undefined || job.upstreamId === null) return;
    try {
      // Read to know that it is there; it is read anew when its turn to be shared comes.
      await readTranscript(deps.warp, job.upstreamId, FOR_PERSON);
      await store.transaction(async (tx) => {
        await lockThread(tx, thread.id);
        const content = { type: 'transcript' } as const;
        const askedBy = args.body.trigger_id;
        await enqueue(tx, { threadId: thread.id, jobId: job.id, kind: 'upload', content, askedBy });
      });
    } catch (error) {
      const { code, userMessage } = toErrandError(error);
      deps.logger.warn({ jobId: job.id, err: error }, 'a transcript could not be shown');
      await tell(
        code === 'warp.resource_not_found'
          ? 'There is no transcript yet. Try again when the agent has begun to work.'
          : escapeMrkdwn(userMessage),
      );
    }
  });

  onPress(RUN_LINK_ACTION, async ({ job, args, tell }) => {
    const { client } = args;
    const card =
      job.cardChannelId === null || job.cardTs === null
        ? undefined
        : await client.chat
            .getPermalink({ channel: job.cardChannelId, message_ts: job.cardTs })
            .catch(() => undefined);
    const links = [
      card?.permalink && `This thread: ${code(card.permalink)}`,
      job.progress.sessionLink && `Session in Warp: ${code(job.progress.sessionLink)}`,
      job.upstreamId && `Run: ${code(job.upstreamId)}`,
    ].filter((line) => typeof line === 'string' && line !== '');
    await tell(links.join('\n'));
  });
}

/** What was asked for, without what made it a followed run. */
function ownRequest(request: WarpRequest): WarpRequest {
  const { isFollowed: _followed, ...own } = request;
  return own;
}

function rootOf(thread: Thread, job: StoredJob): string | null {
  return thread.rootTs ?? (job.cardChannelId === thread.channelId ? job.cardTs : null);
}

function placeOf(job: StoredJob, thread: Thread): Omit<WarpDraft, 'start'> {
  const rootTs = rootOf(thread, job);
  return { channelId: thread.channelId, teamId: job.teamId, ...(rootTs !== null && { rootTs }) };
}

async function openForm(
  deps: ListenerDeps,
  args: ActionArgs,
  userId: string,
  content: WarpDraft,
): Promise<void> {
  const draft = await createDraft(deps.store, { userId, kind: 'warp', content });
  await openView(args.client, args.body.trigger_id, warpView(draft.id, content));
}

/** An address to be copied: Slack makes no link of it. */
function code(text: string): string {
  const fence = '```';
  return `${fence}\n${escapeEntities(text.replaceAll('`', ''))}\n${fence}`;
}
