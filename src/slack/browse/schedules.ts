import type { App, BlockAction, SlackViewAction, SlackViewMiddlewareArgs } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { escapeMrkdwn } from '../../block-kit/escape.ts';
import { toErrandError } from '../../errors.ts';
import { createRunRequest } from '../../jobs/create-run-request.ts';
import { isDueSometime } from '../../schedules/next-times.ts';
import type { WarpSchedule } from '../../warp/schedule.ts';
import type { WarpScheduleRequest } from '../../warp/schedules-api.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { pushView, updateView } from '../views/open-view.ts';
import { readRunFields } from '../views/read-run-fields.ts';
import { type Asked, type BrowseDeps, FOR_PERSON, problemModal, showModal } from './asked.ts';
import { readRunPlace, writeRunPlace } from './run-place.ts';
import { showRuns } from './runs.ts';
import {
  SCHEDULE_DELETE_ACTION,
  SCHEDULE_EDIT_ACTION,
  SCHEDULE_FIELDS,
  SCHEDULE_FORM,
  SCHEDULE_INPUT,
  SCHEDULE_NEW_ACTION,
  SCHEDULE_PAUSE_ACTION,
  SCHEDULE_RESUME_ACTION,
  SCHEDULE_RUNS_ACTION,
  scheduleForm,
  schedulesView,
  startOf,
} from './schedules-view.ts';

const TITLE = 'Warp schedules';
type View = SlackViewMiddlewareArgs<SlackViewAction>['view'];

/** Where a schedule's form was opened; its id stands where a run's would, and is empty for a new one. */
type Place = NonNullable<ReturnType<typeof readRunPlace>>;

/** `/warp schedules`. */
export async function openSchedules(asked: Asked): Promise<void> {
  const { deps, channelId, teamId } = asked;
  await showModal(asked, TITLE, load(deps, { runId: '', channelId, teamId }));
}

async function load(deps: BrowseDeps, place: Place, note?: string) {
  const schedules = await deps.warp.listSchedules(FOR_PERSON);
  return schedulesView(writeRunPlace({ ...place, runId: '' }), schedules, note);
}

/** Making, changing, pausing, resuming and deleting Warp's own schedules. */
export function registerSchedules(app: App, listenerDeps: ListenerDeps): void {
  const { warp } = listenerDeps;
  if (warp === undefined) return;
  const deps: BrowseDeps = { ...listenerDeps, warp };

  async function thenShow(client: WebClient, viewId: string, place: Place, act: () => Promise<string>) {
    const note = await act().catch((error: unknown) => escapeMrkdwn(toErrandError(error).userMessage));
    const view = await load(deps, place, note).catch((error: unknown) => problemModal(deps, TITLE, error));
    await updateView(client, viewId, view);
  }

  function onButton(
    actionId: string,
    act: (press: { asked: Asked; place: Place; scheduleId: string; viewId: string }) => Promise<void>,
  ): void {
    app.action<BlockAction>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client }) => {
        await ack();
        const place = readRunPlace(body.view?.private_metadata ?? '');
        if (body.view === undefined || place === undefined || action.type !== 'button') return;
        const { channelId, teamId } = place;
        const asked = { deps, client, triggerId: body.trigger_id, userId: body.user.id, channelId, teamId };
        await act({
          asked: { ...asked, isPushed: true },
          place,
          scheduleId: action.value ?? '',
          viewId: body.view.id,
        });
      },
    );
  }

  const onChange = (actionId: string, said: string, change: (id: string) => Promise<unknown>) =>
    onButton(actionId, async ({ asked, place, scheduleId, viewId }) => {
      await thenShow(asked.client, viewId, place, async () => {
        await change(scheduleId);
        return said;
      });
    });
  onChange(SCHEDULE_PAUSE_ACTION, 'Paused: it starts nothing until it is resumed.', (id) =>
    deps.warp.pauseSchedule(id, FOR_PERSON),
  );
  onChange(SCHEDULE_RESUME_ACTION, 'Resumed.', (id) => deps.warp.resumeSchedule(id, FOR_PERSON));
  onChange(SCHEDULE_DELETE_ACTION, 'Deleted.', (id) => deps.warp.deleteSchedule(id, FOR_PERSON));

  onButton(SCHEDULE_NEW_ACTION, async ({ asked, place }) => {
    await pushView(asked.client, asked.triggerId, scheduleForm(writeRunPlace({ ...place, runId: '' })));
  });
  onButton(SCHEDULE_EDIT_ACTION, async ({ asked, place, scheduleId }) => {
    const metadata = writeRunPlace({ ...place, runId: scheduleId });
    const ready = deps.warp
      .getSchedule(scheduleId, FOR_PERSON)
      .then((schedule) => scheduleForm(metadata, schedule));
    await showModal(asked, TITLE, ready);
  });
  onButton(SCHEDULE_RUNS_ACTION, async ({ asked, scheduleId }) => {
    await showRuns(asked, { scheduleId });
  });

  app.view(SCHEDULE_FORM, async ({ ack, view, body, client }) => {
    const place = readRunPlace(view.private_metadata);
    if (place === undefined) return await ack();
    const reading = await readChange(view, deps, place.runId);
    if (!reading.ok) return await ack({ response_action: 'errors', errors: reading.errors });
    await ack();
    const { request, enabled, team } = reading;
    await thenShow(client, view.previous_view_id ?? '', place, async () => {
      if (place.runId === '') {
        await deps.warp.createSchedule(
          { ...request, enabled, ...(team !== undefined && { team }) },
          FOR_PERSON,
        );
        return 'The schedule is made.';
      }
      await deps.warp.updateSchedule(place.runId, { ...request, enabled }, FOR_PERSON);
      return 'The schedule is changed.';
    });
    deps.logger.info({ userId: body.user.id, scheduleId: place.runId }, 'a Warp schedule was saved');
  });
}

type Reading =
  | {
      readonly ok: true;
      readonly request: WarpScheduleRequest;
      readonly enabled: boolean;
      readonly team?: boolean;
    }
  | { readonly ok: false; readonly errors: Record<string, string> };

/** Read over what the schedule is now, since not everything of it stands in the form. An empty id is a new one's. */
async function readChange(view: View, deps: BrowseDeps, scheduleId: string): Promise<Reading> {
  if (scheduleId === '') return readForm(view, deps, undefined);
  try {
    return readForm(view, deps, await deps.warp.getSchedule(scheduleId, { timeoutMs: 2_000 }));
  } catch (error) {
    deps.logger.warn({ scheduleId, err: error }, 'a schedule could not be read before its change');
    const { userMessage } = toErrandError(error);
    return { ok: false, errors: { [SCHEDULE_INPUT.name]: `Not saved, nothing was changed. ${userMessage}` } };
  }
}

function readForm(view: View, deps: BrowseDeps, before: WarpSchedule | undefined): Reading {
  const { values } = view.state;
  const typed = (id: string) => values[id]?.[id]?.value?.trim() ?? '';
  const context = {
    catalogue: deps.catalogue,
    sealer: deps.store.sealer,
    start: before === undefined ? {} : startOf(before),
  };
  const { request: fields, errors: wrong } = readRunFields(SCHEDULE_FIELDS, values, context);
  const errors: Record<string, string> = Object.fromEntries(wrong);
  const cron = typed(SCHEDULE_INPUT.cron);
  const prompt = typed(SCHEDULE_INPUT.prompt);
  if (!isDueSometime({ cron, words: cron }, 'UTC', deps.store.clock.nowMs()))
    errors[SCHEDULE_INPUT.cron] = 'Write five fields, such as 0 9 * * 1-5.';
  if (prompt === '' && fields.skill === undefined && wrong.length === 0) {
    errors[SCHEDULE_INPUT.prompt] = 'Say what the agent should do, or choose an agent that knows.';
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const { skill, team, ...rest } = fields;
  const { config } = createRunRequest({ ...rest, kind: 'warp', prompt }, [], deps.store.sealer);
  const whole = { ...config, ...(skill !== undefined && { skillSpec: skill }) };
  return {
    ok: true,
    enabled: values[SCHEDULE_INPUT.enabled]?.[SCHEDULE_INPUT.enabled]?.selected_option?.value !== 'off',
    ...(team !== undefined && { team }),
    request: {
      name: typed(SCHEDULE_INPUT.name),
      cron,
      ...(prompt !== '' && { prompt }),
      ...(Object.keys(whole).length > 0 && { config: whole }),
    },
  };
}
