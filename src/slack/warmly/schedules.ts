import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { acceptJob } from '../../jobs/accept-job.ts';
import { resumeSchedule, scheduledRequest, setAsideSchedule } from '../../schedules/fire-schedule.ts';
import { getSchedule, lastScheduledJobId, listSchedules, type Schedule } from '../../store/schedules.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { openView, updateView } from '../views/open-view.ts';
import { problemModal, type WarmlyAsked, warmlyDeps } from './asked.ts';
import { openExecution } from './execution.ts';
import { type PressArgs, pressedValue } from './pressed.ts';
import {
  parseSchedulesPlace,
  SCHEDULE_DELETE_ACTION,
  SCHEDULE_LAST_ACTION,
  SCHEDULE_PAUSE_ACTION,
  SCHEDULE_RESUME_ACTION,
  SCHEDULE_RUN_ACTION,
  SCHEDULES_BACK_ACTION,
  SCHEDULES_NEXT_ACTION,
  SCHEDULES_SHOWN,
  type SchedulesPlace,
  schedulesView,
} from './schedules-view.ts';

const TITLE = 'Warmly schedules';
const GONE = 'It has been deleted meanwhile.';
const NOT_RUN = 'It has not run yet, or its runs are too old to be shown.';
const NOT_YOURS = 'Only its maker or an admin may do that. Ask one of them.';

/** `/warmly schedules`. */
export async function openSchedules({ deps, client, ...asked }: WarmlyAsked): Promise<void> {
  const { userId, channelId, teamId, triggerId } = asked;
  await openView(client, triggerId, await load(deps, userId, { channelId, teamId, page: 0 }));
}

async function load(
  { store, access }: ListenerDeps,
  userId: string,
  place: SchedulesPlace,
  note?: string,
): Promise<ModalView> {
  const isAdmin = await access.isAdmin(userId);
  const found = await listSchedules(store, {
    ...(!isAdmin && { visibleTo: { userId, channelId: place.channelId } }),
    offset: place.page * SCHEDULES_SHOWN,
    limit: SCHEDULES_SHOWN + 1,
  });
  return schedulesView(place, {
    schedules: found.slice(0, SCHEDULES_SHOWN),
    hasMore: found.length > SCHEDULES_SHOWN,
    mayManage: ({ makerId }) => isAdmin || makerId === userId,
    note,
  });
}

/** Looking at a schedule's last run; pausing, resuming, deleting and running at once. Each may come twice and does no harm then. */
export function registerWarmlySchedules(app: App, deps: ListenerDeps): void {
  const { store, access } = deps;

  function onPress(actionId: string, act: (args: PressArgs, place: SchedulesPlace) => Promise<ModalView>) {
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async (args) => {
      await args.ack();
      const place = parseSchedulesPlace(args.body.view?.private_metadata ?? '');
      if (args.body.view === undefined || place === undefined) return;
      const view = await act(args, place).catch((error: unknown) => problemModal(deps, TITLE, error));
      await updateView(args.client, args.body.view.id, view);
    });
  }

  /** Why this person may not change this schedule; finished mrkdwn. */
  async function refusalOf({ makerId }: Schedule, userId: string, { channelId, teamId }: SchedulesPlace) {
    const refusal = await access.refusal({ userId, channelId, teamId });
    if (refusal !== undefined) return refusal.mrkdwn ?? refusal.userMessage;
    return makerId === userId || (await access.isAdmin(userId)) ? undefined : NOT_YOURS;
  }

  /** `change` returns what is to be said of it. */
  function onChange(actionId: string, change: (schedule: Schedule, args: PressArgs) => Promise<string>) {
    onPress(actionId, async (args, place) => {
      const userId = args.body.user.id;
      const schedule = await getSchedule(store, pressedValue(args));
      if (schedule === undefined) return await load(deps, userId, place, GONE);
      const note = (await refusalOf(schedule, userId, place)) ?? (await change(schedule, args));
      return await load(deps, userId, place, note);
    });
  }

  /** Above the list: what its last run is about and how it stands. Everybody who sees a schedule may look. */
  app.action<BlockAction>({ type: 'block_actions', action_id: SCHEDULE_LAST_ACTION }, async (args) => {
    await args.ack();
    const { body, client } = args;
    const warmly = warmlyDeps(deps);
    const place = parseSchedulesPlace(body.view?.private_metadata ?? '');
    if (body.view === undefined || place === undefined || warmly === undefined) return;
    const userId = body.user.id;
    const schedule = await getSchedule(store, pressedValue(args));
    const jobId = schedule && (await lastScheduledJobId(store, schedule));
    if (jobId === undefined) {
      const note = schedule === undefined ? GONE : NOT_RUN;
      return await updateView(client, body.view.id, await load(deps, userId, place, note));
    }
    const { channelId, teamId } = place;
    const asked = { deps: warmly, client, triggerId: body.trigger_id, userId, channelId, teamId };
    await openExecution({ ...asked, isPushed: true }, jobId);
  });

  const onTurn = (actionId: string, by: number) =>
    onPress(actionId, async ({ body }, place) =>
      load(deps, body.user.id, { ...place, page: Math.max(0, place.page + by) }),
    );
  onTurn(SCHEDULES_NEXT_ACTION, 1);
  onTurn(SCHEDULES_BACK_ACTION, -1);

  onChange(SCHEDULE_PAUSE_ACTION, async ({ id }) => {
    await setAsideSchedule(store, id, 'pause');
    return 'Paused: it runs no more until it is resumed.';
  });
  onChange(SCHEDULE_RESUME_ACTION, async ({ id }) =>
    (await resumeSchedule(store, id)) ? 'Resumed.' : 'There is no such time any more. Make another schedule.',
  );
  onChange(SCHEDULE_DELETE_ACTION, async ({ id }) => {
    await setAsideSchedule(store, id, 'delete');
    return 'Deleted.';
  });
  onChange(SCHEDULE_RUN_ACTION, async (schedule, { body }) => {
    // A press that is handed over twice has the same trigger.
    await acceptJob(store, scheduledRequest(schedule, `now-${body.trigger_id}`));
    return 'It runs now: the result comes to its channel.';
  });
}
