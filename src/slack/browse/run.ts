import type { AllMiddlewareArgs, App, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { escapeMrkdwn } from '../../block-kit/escape.ts';
import { readTranscript } from '../../delivery/load-transcript.ts';
import { toErrandError } from '../../errors.ts';
import { applyEvent } from '../../jobs/apply-event.ts';
import { followRun } from '../../jobs/follow-run.ts';
import { getDraft } from '../../store/drafts.ts';
import { findJobByUpstreamId } from '../../store/find-jobs.ts';
import { type StoredJob } from '../../store/jobs.ts';
import { enqueue } from '../../store/outbox.ts';
import { ensureThread } from '../../store/threads.ts';
import { hurryWatch } from '../../store/watches.ts';
import type { WarpRun } from '../../warp/run.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { updateView } from '../views/open-view.ts';
import { type Asked, type BrowseDeps, FOR_PERSON, problemModal, showModal } from './asked.ts';
import { showInbox } from './inbox.ts';
import { EVENT_VIEW, eventView, readEventForm } from './message-view.ts';
import { ofNamedRun } from './named-run.ts';
import { type RunPlace, readRunPlace } from './run-place.ts';
import {
  RUN_EVENT_ACTION,
  RUN_FOLLOW_ACTION,
  RUN_INBOX_ACTION,
  RUN_REFRESH_ACTION,
  RUN_STOP_ACTION,
  RUN_TRANSCRIPT_ACTION,
  runView,
} from './run-view.ts';
import { RUN_OPEN_ACTION, type RunsBrowse } from './runs-view.ts';

const TITLE = 'Warp run';

/** `/warp run <id>`, or a run of the list. */
export async function openRun(asked: Asked, runId: string): Promise<void> {
  const { deps, client, userId, channelId, teamId } = asked;
  await showModal(asked, TITLE, load(deps, client, userId, { runId, channelId, teamId }));
}

/** `/warp follow <id>`. Returns what is to be told. */
export async function followHere(asked: Asked, runId: string): Promise<string> {
  const { deps, client, userId, channelId, teamId } = asked;
  return await follow(deps, client, userId, { runId, channelId, teamId });
}

async function load(
  deps: BrowseDeps,
  client: WebClient,
  userId: string,
  place: RunPlace,
  note?: string,
): Promise<ModalView> {
  const run = await ofNamedRun(place.runId, deps.warp.getRun(place.runId, FOR_PERSON));
  const { modelId, environmentId } = run.agentConfig ?? {};
  const { catalogue } = deps;
  const job = await findJobByUpstreamId(deps.store, 'warp', place.runId);
  return runView({
    place,
    run,
    modelName: catalogue.models?.peek()?.find(({ id }) => id === modelId)?.displayName,
    environmentName: catalogue.environments?.peek()?.find(({ uid }) => uid === environmentId)?.name,
    isAdmin: await deps.access.isAdmin(userId),
    followedAt: job && (await linkOf(client, job)),
    note,
  });
}

/** The address of a job's card; undefined until it stands somewhere. */
async function linkOf(client: WebClient, { cardChannelId, cardTs }: StoredJob): Promise<string | undefined> {
  if (cardChannelId === null || cardTs === null) return undefined;
  const answer = await client.chat
    .getPermalink({ channel: cardChannelId, message_ts: cardTs })
    .catch(() => undefined);
  return answer?.permalink;
}

async function follow(deps: BrowseDeps, client: WebClient, userId: string, place: RunPlace): Promise<string> {
  const refusal = await deps.access.refusal({ userId, ...place });
  if (refusal !== undefined) return refusal.mrkdwn ?? refusal.userMessage;
  const run: WarpRun = await ofNamedRun(place.runId, deps.warp.getRun(place.runId, FOR_PERSON));
  const { type, job } = await followRun(deps.store, {
    run,
    teamId: place.teamId,
    place: { channelId: place.channelId, rootTs: null, requesterId: userId },
  });
  if (type === 'followed') return 'This run is followed in this channel from now on.';
  const link = await linkOf(client, job);
  return link === undefined
    ? 'This run is followed already. Its thread is the one place where it is told of.'
    : `This run is followed already, in <${link}|this thread>.`;
}

type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** What can be done with a run that is looked at. */
export function registerRun(app: App, listenerDeps: ListenerDeps): void {
  const { warp } = listenerDeps;
  if (warp === undefined) return;
  const deps: BrowseDeps = { ...listenerDeps, warp };

  function onButton(actionId: string, act: (args: ActionArgs, place: RunPlace) => Promise<void>): void {
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async (args) => {
      await args.ack();
      const place = readRunPlace(args.body.view?.private_metadata ?? '');
      if (place !== undefined) await act(args, place);
    });
  }

  /** Does something and shows the run as it is then, with what came of it. */
  async function thenShow(
    client: WebClient,
    viewId: string,
    userId: string,
    place: RunPlace,
    act: () => Promise<string | undefined>,
  ): Promise<void> {
    const note = await act().catch((error: unknown) => escapeMrkdwn(toErrandError(error).userMessage));
    const view = await load(deps, client, userId, place, note).catch((error: unknown) =>
      problemModal(deps, TITLE, error),
    );
    await updateView(client, viewId, view);
  }

  app.action<BlockAction>(
    { type: 'block_actions', action_id: RUN_OPEN_ACTION },
    async ({ ack, action, body, client }) => {
      await ack();
      const draft = await getDraft<RunsBrowse>(deps.store, body.view?.private_metadata ?? '');
      if (action.type !== 'button' || action.value === undefined || draft?.userId !== body.user.id) return;
      const { channelId, teamId } = draft.content;
      const asked = { deps, client, triggerId: body.trigger_id, userId: body.user.id, channelId, teamId };
      await openRun({ ...asked, isPushed: true }, action.value);
    },
  );

  onButton(RUN_REFRESH_ACTION, async ({ body, client }, place) => {
    await thenShow(client, body.view?.id ?? '', body.user.id, place, () => Promise.resolve(undefined));
  });
  onButton(RUN_FOLLOW_ACTION, async ({ body, client }, place) => {
    await thenShow(client, body.view?.id ?? '', body.user.id, place, () =>
      follow(deps, client, body.user.id, place),
    );
  });
  onButton(RUN_STOP_ACTION, async ({ body, client }, place) => {
    await thenShow(client, body.view?.id ?? '', body.user.id, place, () =>
      stop(deps, body.user.id, place.runId),
    );
  });
  onButton(RUN_TRANSCRIPT_ACTION, async ({ body, client }, place) => {
    await thenShow(client, body.view?.id ?? '', body.user.id, place, () =>
      sendTranscript(deps, body.user.id, place.runId, body.trigger_id),
    );
  });
  onButton(RUN_INBOX_ACTION, async ({ body, client }, place) => {
    const asked = { deps, client, triggerId: body.trigger_id, userId: body.user.id, ...place };
    await showInbox({ ...asked, isPushed: true }, place, {}, body.user.id);
  });
  onButton(RUN_EVENT_ACTION, async ({ body, client }, place) => {
    const asked = { deps, client, triggerId: body.trigger_id, userId: body.user.id, ...place };
    await showModal({ ...asked, isPushed: true }, 'Report an event', Promise.resolve(eventView(place)));
  });

  app.view(EVENT_VIEW, async ({ ack, view, body, client }) => {
    const place = readRunPlace(view.private_metadata);
    const event = readEventForm(view.state.values);
    await ack();
    if (place === undefined || event === undefined) return;
    await thenShow(client, view.previous_view_id ?? '', body.user.id, place, async () => {
      if (!(await deps.access.isAdmin(body.user.id))) return 'Only Errand’s admins can report events.';
      await deps.warp.reportEvent(place.runId, event, FOR_PERSON);
      return 'The event is reported.';
    });
  });
}

/** Into a direct message, by the outbox as everything else: it comes also where Slack is busy or this process ends. */
async function sendTranscript(
  deps: BrowseDeps,
  userId: string,
  runId: string,
  askedBy: string,
): Promise<string> {
  // Read to know that it is there; it is read anew when its turn to be shared comes.
  await readTranscript(deps.warp, runId, FOR_PERSON);
  const channelId = await deps.poster.openDirectMessage(userId);
  await deps.store.transaction(async (tx) => {
    const { threadId, seq } = await ensureThread(tx, { channelId, rootTs: null, requesterId: userId });
    const content = { type: 'transcript', runId } as const;
    await enqueue(tx, { threadId, seq, jobId: null, kind: 'upload', content, askedBy });
  });
  return 'The transcript comes to you as a direct message.';
}

/** A run that Errand follows is stopped as its card's button does it; any other one directly. */
async function stop(deps: BrowseDeps, userId: string, runId: string): Promise<string> {
  const job = await findJobByUpstreamId(deps.store, 'warp', runId);
  const isAllowed = job?.requesterId === userId || (await deps.access.isAdmin(userId));
  if (!isAllowed) return 'Only who asked for this run and Errand’s admins can stop it.';
  if (job === undefined || job.state === 'finished') {
    await deps.warp.cancelRun(runId, FOR_PERSON);
    return 'Warp stops this run.';
  }
  await deps.store.transaction(async (tx) => {
    await applyEvent(tx, job.id, { type: 'cancel_requested' });
    await hurryWatch(tx, job.id);
  });
  return 'This run is being stopped: its thread says when it is.';
}
