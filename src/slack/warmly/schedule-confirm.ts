import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { context, dateToken, plainText, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import { tellOfSchedule } from '../../schedules/fire-schedule.ts';
import { nextDueMs, nextDueTimesMs } from '../../schedules/next-times.ts';
import { createDraft, getDraft } from '../../store/drafts.ts';
import type { WarmlyRequest } from '../../store/job.ts';
import { countSchedules, insertSchedule } from '../../store/schedules.ts';
import type { Queryable } from '../../store/store.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { plainModal } from './asked.ts';
import { inputBlocks } from './confirm.ts';
import { outside } from './execution-words.ts';
import type { ScheduleWish } from './schedule-wish.ts';

export const SCHEDULE_CONFIRM_VIEW = 'warmly_schedule_confirm';

const TITLE = 'Schedule this?';
const TIMES_SHOWN = 3;
/** Warmly takes only so many calls a minute, of all of them together. */
const MOST_SCHEDULES = 50;

/** A schedule that is complete but for a person's yes: kept in a draft. */
export interface WaitingSchedule {
  readonly wish: ScheduleWish;
  readonly request: WarmlyRequest;
  readonly teamId: string;
}

/** The modal that shows what would run when and where, and asks. */
export async function askToSchedule(
  { store }: { readonly store: Queryable },
  userId: string,
  waiting: WaitingSchedule,
): Promise<ModalView> {
  if ((await countSchedules(store, userId)) >= MOST_SCHEDULES) {
    const text = `You have ${MOST_SCHEDULES} schedules already. Delete one that nobody reads: \`/warmly schedules\`.`;
    return plainModal(TITLE, text);
  }
  const { rhythm, timeZone, channelId } = waiting.wish;
  const { id } = await createDraft(store, { userId, kind: 'warmly', content: waiting });
  const times = nextDueTimesMs(rhythm, timeZone, store.clock.nowMs(), TIMES_SHOWN);
  const { toolName, isAsync, reasoning } = waiting.request;
  const place = channelId.startsWith('D') ? 'here' : `in <#${channelId}>`;
  return {
    type: 'modal',
    callback_id: SCHEDULE_CONFIRM_VIEW,
    private_metadata: id,
    title: plainText(TITLE),
    submit: plainText('Create'),
    close: plainText('Cancel'),
    blocks: [
      section(`*${outside(toolName, 150)}* ${escapeMrkdwn(rhythm.words)}, with its result ${place}.`),
      section(`*Next times*\n${times.map((atMs) => `• ${dateToken(atMs, TIME_FORMAT)}`).join('\n')}`),
      ...inputBlocks(waiting.request),
      ...(isAsync ? [section(`:warning: This tool may change something in Warmly, each time.`)] : []),
      context([
        `Times in ${escapeMrkdwn(timeZone)}`,
        'Missed times are not made up for',
        reasoning === undefined ? undefined : `Reason: ${escapeWithin(reasoning, 600, escapeMrkdwn)}`,
      ]),
    ],
  };
}

const TIME_FORMAT = '{date_long} {time}';

/** The yes. The schedule's id is its draft's, so that a second submission makes no second one. */
export function registerScheduleConfirm(app: App, { store, logger }: ListenerDeps): void {
  app.view(SCHEDULE_CONFIRM_VIEW, async ({ ack, view, body }) => {
    const draft = await getDraft<WaitingSchedule>(store, view.private_metadata);
    if (draft === undefined || draft.userId !== body.user.id) {
      const text = 'This is too old to be confirmed. Nothing was scheduled: start it again.';
      return await ack({ response_action: 'update', view: plainModal(TITLE, text) });
    }
    const { wish, request, teamId } = draft.content;
    const { rhythm, timeZone, channelId } = wish;
    const dueAtMs = nextDueMs(rhythm, timeZone, store.clock.nowMs());
    if (dueAtMs === undefined) {
      return await ack({ response_action: 'update', view: plainModal(TITLE, 'That is never due again.') });
    }
    const schedule = { id: draft.id, teamId, channelId, makerId: draft.userId, request, timeZone, dueAtMs };
    await store.transaction(async (tx) => {
      const isNew = await insertSchedule(tx, { ...schedule, ...rhythm });
      if (isNew) await tellOfSchedule(tx, schedule, channelId);
    });
    await ack({ response_action: 'clear' });
    logger.info({ scheduleId: draft.id, userId: draft.userId }, 'a schedule was made');
  });
}
