import type { WebClient } from '@slack/web-api';
import { escapeMrkdwn } from '../../block-kit/escape.ts';
import { toErrandError } from '../../errors.ts';
import { isDueSometime } from '../../schedules/next-times.ts';
import { type Rhythm, readRhythm } from '../../schedules/rhythm.ts';
import { takeChannel } from '../../schedules/take-channel.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { toSlackError } from '../slack-error.ts';

/** When and where a tool is to run, once it is known which. */
export interface ScheduleWish {
  readonly rhythm: Rhythm;
  /** Its maker's, an IANA name. */
  readonly timeZone: string;
  readonly channelId: string;
}

export type WishReading =
  /** `rest` is the command without the wish. */
  | { readonly ok: true; readonly wish: ScheduleWish; readonly rest: string }
  /** `message` is finished mrkdwn. */
  | { readonly ok: false; readonly message: string };

interface Asker {
  readonly client: WebClient;
  readonly userId: string;
  readonly channelId: string;
  readonly teamId: string;
}

/** Whether a command asks for a schedule. */
export function isScheduleWish(text: string): boolean {
  return /^\s*every(\s|$)/i.test(text);
}

/** Reads `every weekday at 9:00 in #channel …`. Asks Slack where another channel is meant. */
export async function readScheduleWish(deps: ListenerDeps, text: string, asker: Asker): Promise<WishReading> {
  const reading = readRhythm(text);
  if (!reading.ok) return { ok: false, message: escapeMrkdwn(reading.message) };
  const { timeZone } = await deps.directory.person(asker.userId);
  if (!isDueSometime(reading.rhythm, timeZone, deps.store.clock.nowMs())) {
    return {
      ok: false,
      message: 'That cron pattern is never due, or is none. For example: `cron "0 9 * * 1-5"`.',
    };
  }
  const { rest, channelId = asker.channelId, unknownName } = takeChannel(reading.rest);
  if (unknownName !== undefined) {
    const name = escapeMrkdwn(unknownName);
    return {
      ok: false,
      message: `There is no channel #${name} that I can see. Send the command in that channel itself.`,
    };
  }
  const problem = channelId === asker.channelId ? undefined : await placeProblem(deps, asker, channelId);
  if (problem !== undefined) return { ok: false, message: problem };
  return { ok: true, wish: { rhythm: reading.rhythm, timeZone, channelId }, rest };
}

/** Why this person cannot have something posted to another channel; finished mrkdwn. */
async function placeProblem(
  { access }: ListenerDeps,
  { client, userId, teamId }: Asker,
  channelId: string,
): Promise<string | undefined> {
  const refusal = await access.refusal({ userId, channelId, teamId });
  if (refusal !== undefined) return refusal.mrkdwn ?? refusal.userMessage;
  const unseen = `I can’t see that channel. Send \`/invite @Errand\` in it, then try again.`;
  try {
    const { channel } = await client.conversations.info({ channel: channelId });
    if (channel?.is_archived === true) return 'That channel is archived. Choose another one.';
    if (channel?.is_private !== true) return undefined;
    return (await isMember(client, channelId, userId)) ? undefined : unseen;
  } catch (error) {
    const cause = toErrandError(toSlackError(error, 'conversations.info'));
    if (cause.code === 'slack.cannot_post' || cause.code === 'slack.refused') return unseen;
    throw cause;
  }
}

const MOST_PAGES = 20;

async function isMember(client: WebClient, channel: string, userId: string): Promise<boolean> {
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await client.conversations.members({ channel, limit: 1000, ...(cursor && { cursor }) });
    if (answer.members?.includes(userId) === true) return true;
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return false;
  }
  return false;
}
