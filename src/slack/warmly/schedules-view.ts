import type { Button, KnownBlock, ModalView } from '@slack/types';
import { actions, button, context, dateToken, plainText, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import { inputLine } from '../../delivery/render/card-request.ts';
import { mentionUser } from '../../delivery/render/job-words.ts';
import type { Schedule } from '../../store/schedules.ts';
import { outside } from './execution-words.ts';

export const SCHEDULES_VIEW = 'warmly_schedules';
export const SCHEDULE_PAUSE_ACTION = 'warmly_schedule_pause';
export const SCHEDULE_RESUME_ACTION = 'warmly_schedule_resume';
export const SCHEDULE_DELETE_ACTION = 'warmly_schedule_delete';
export const SCHEDULE_RUN_ACTION = 'warmly_schedule_run';
export const SCHEDULE_LAST_ACTION = 'warmly_schedule_last';
export const SCHEDULES_NEXT_ACTION = 'warmly_schedules_next';
export const SCHEDULES_BACK_ACTION = 'warmly_schedules_back';

export const SCHEDULES_SHOWN = 10;

/** Where somebody looks at the schedules, in the modal's `private_metadata`. */
export interface SchedulesPlace {
  readonly channelId: string;
  readonly teamId: string;
  /** From 0. */
  readonly page: number;
}

export interface SchedulesPage {
  readonly schedules: readonly Schedule[];
  readonly hasMore: boolean;
  readonly mayManage: (schedule: Schedule) => boolean;
  /** What has just been done; finished mrkdwn. */
  readonly note?: string | undefined;
}

/** One's own schedules and those that post here, each with what may be done with it. */
export function schedulesView(place: SchedulesPlace, page: SchedulesPage): ModalView {
  const { schedules, hasMore, note } = page;
  const turns: Button[] = [
    ...(place.page > 0 ? [button('← Previous', { actionId: SCHEDULES_BACK_ACTION })] : []),
    ...(hasMore ? [button('Next →', { actionId: SCHEDULES_NEXT_ACTION })] : []),
  ];
  return {
    type: 'modal',
    callback_id: SCHEDULES_VIEW,
    private_metadata: JSON.stringify(place),
    title: plainText('Warmly schedules'),
    close: plainText('Close'),
    blocks: [
      ...(note === undefined ? [] : [section(`:information_source: ${note}`)]),
      ...(schedules.length === 0
        ? [section(place.page > 0 ? 'There are no more.' : NOTHING)]
        : schedules.flatMap((schedule) => scheduleBlocks(schedule, page.mayManage(schedule)))),
      ...(turns.length === 0 ? [] : [actions(turns)]),
    ],
  };
}

const NOTHING =
  'Nothing is scheduled here yet. For example: `/warmly every weekday at 9:00 tool_name key=value` ' +
  'runs a tool each working day and posts what it gives to the channel.';

function scheduleBlocks(schedule: Schedule, mayManage: boolean): KnownBlock[] {
  const { id, request, words, timeZone, channelId, makerId, dueAtMs, firedAtMs, pausedBecause } = schedule;
  const place = channelId.startsWith('D') ? 'a direct message' : `<#${channelId}>`;
  const facts = [
    dueAtMs === null ? '⏸️ Paused' : `▶️ Next ${dateToken(dueAtMs)}`,
    firedAtMs === null ? undefined : `last ${dateToken(firedAtMs, '{ago}')}`,
    `by ${mentionUser(makerId)}`,
  ].filter((fact) => fact !== undefined);
  const because =
    pausedBecause === null ? '' : `\n:warning: ${escapeWithin(pausedBecause, 600, escapeMrkdwn)}`;
  return [
    section(
      `*${outside(request.toolName, 120)}* ${outside(words, 200)} in ${place}\n${facts.join(' · ')}${because}`,
    ),
    context([inputLine(request) || 'No input', `Times in ${outside(timeZone, 60)}`]),
    actions([
      button('Last run', { actionId: SCHEDULE_LAST_ACTION, value: id }),
      ...(mayManage ? changeButtons(id, dueAtMs === null) : []),
    ]),
  ];
}

function changeButtons(id: string, isPaused: boolean): Button[] {
  return [
    isPaused
      ? button('Resume', { actionId: SCHEDULE_RESUME_ACTION, value: id })
      : button('Pause', { actionId: SCHEDULE_PAUSE_ACTION, value: id }),
    button('Run now', { actionId: SCHEDULE_RUN_ACTION, value: id }),
    {
      ...button('Delete', { actionId: SCHEDULE_DELETE_ACTION, value: id, style: 'danger' }),
      confirm: {
        title: plainText('Delete this schedule?'),
        text: plainText('It runs no more. What it has posted stays.'),
        confirm: plainText('Delete'),
        deny: plainText('Keep it'),
      },
    },
  ];
}

/** Reads what the modal was opened with. */
export function parseSchedulesPlace(metadata: string): SchedulesPlace | undefined {
  try {
    const { channelId, teamId, page } = JSON.parse(metadata) as Partial<
      Record<keyof SchedulesPlace, unknown>
    >;
    const isWhole = typeof channelId === 'string' && typeof teamId === 'string' && typeof page === 'number';
    return isWhole ? { channelId, teamId, page } : undefined;
  } catch {
    return undefined;
  }
}
