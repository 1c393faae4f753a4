import { context, dateToken, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import type { Schedule } from '../../store/schedules.ts';
import { inputLines } from './card-request.ts';
import { mentionUser } from './job-words.ts';
import type { RenderedMessage } from './rendered.ts';

const MANAGE = '`/warmly schedules` shows it and all others here';

/** A schedule as it stands: where it posts, everybody sees that it was made; its maker, why it has paused itself. */
export function renderSchedule(schedule: Schedule): RenderedMessage {
  const { request, words, makerId, channelId, dueAtMs, pausedBecause, timeZone } = schedule;
  const name = escapeWithin(request.toolName, 150, escapeMrkdwn);
  const when = escapeWithin(words, 200, escapeMrkdwn);
  if (dueAtMs === null) {
    const because = pausedBecause === null ? '' : ` ${escapeWithin(pausedBecause, 1_000, escapeMrkdwn)}`;
    const text =
      `⏸️ ${mentionUser(makerId)} The schedule of *${name}* in <#${channelId}> (${when}) is paused:` +
      `${because === '' ? ' somebody wished so.' : because} When that is settled, resume it in \`/warmly schedules\`.`;
    return { text, blocks: [section(text)] };
  }
  const text = `🗓️ ${mentionUser(makerId)} has scheduled *${name}* here: ${when}. First ${dateToken(dueAtMs)}.`;
  const input = inputLines(request);
  return {
    text,
    blocks: [
      section(text),
      ...(input === '' ? [] : [section(input)]),
      context([`Times in ${escapeWithin(timeZone, 60, escapeMrkdwn)}`, MANAGE]),
    ],
  };
}
