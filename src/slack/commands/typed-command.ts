import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { CachedList } from '../../catalogue/cached-list.ts';
import { type ParsedArguments, parseArguments } from '../../forms/parse-arguments.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { isScheduleWish, readScheduleWish, type ScheduleWish } from '../warmly/schedule-wish.ts';

/** What was typed after `/warmly`. */
export interface Typed extends ParsedArguments {
  /** The rhythm that it is to run on, taken out of the words. */
  readonly schedule?: ScheduleWish;
}

/** Takes the command apart; a sentence to tell where a rhythm in it is not understood. A tool called "every" wins. */
export async function readTyped(
  { command, client, context }: SlackCommandMiddlewareArgs & AllMiddlewareArgs,
  deps: ListenerDeps,
  tools: CachedList<WarmlyTool>,
): Promise<Typed | string> {
  const isTool = tools.peek()?.some(({ name }) => name === 'every') === true;
  if (isTool || !isScheduleWish(command.text)) return parseArguments(command.text);
  const { user_id: userId, channel_id: channelId } = command;
  const asker = { client, userId, channelId, teamId: context.teamId ?? command.team_id };
  const reading = await readScheduleWish(deps, command.text, asker);
  return reading.ok ? { ...parseArguments(reading.rest), schedule: reading.wish } : reading.message;
}
