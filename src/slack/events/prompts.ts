import type { AllMiddlewareArgs, App } from '@slack/bolt';
import { acceptJob } from '../../jobs/accept-job.ts';
import { NOT_CONFIGURED } from '../commands/not-configured.ts';
import { WARP_HELP } from '../commands/warp-help.ts';
import { gatherContext, withContext } from '../context/gather-context.ts';
import { readNoContext } from '../context/no-context.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { promptText } from '../prompt-text.ts';
import { readWords } from '../run-options/read-words.ts';
import { isEmptyRequest, NOTHING_TO_DO, runRequestOf } from '../run-options/run-request.ts';
import { tellPrivately } from '../tell.ts';
import type { PromptMessage } from './prompt-message.ts';
import { takeReply } from './replies.ts';

type EventArgs = Pick<AllMiddlewareArgs, 'client' | 'context'>;

/** In a run's thread: a run of its own instead of a reply. */
const NEW_RUN = /^\s*new\b[\s:,]*(?=\S)/i;

/** A mention in a channel or thread, or a direct message: its text is a prompt for Warp, or a reply to its run. */
export function registerPrompts(app: App, deps: ListenerDeps): void {
  app.event('app_mention', async ({ event, ...args }) => {
    if (isOfBot(event)) return;
    await onPrompt(event, args, deps);
  });
  app.event('message', async ({ event, ...args }) => {
    // Edits, joins and the like say nothing new; files and broadcasts do.
    const isPlain =
      event.subtype === undefined || event.subtype === 'file_share' || event.subtype === 'thread_broadcast';
    if (!isPlain || isOfBot(event)) return;
    if (event.channel_type === 'im') return await onPrompt(event, args, deps);
    const text = event.text ?? '';
    if (mentions(text, args.context.botUserId)) return;
    await takeReply(event, text, args, deps);
  });
}

/** Bots are not talked with: two that answer each other never end. */
function isOfBot(event: object): boolean {
  return 'bot_id' in event && event.bot_id !== undefined;
}

async function onPrompt(message: PromptMessage, args: EventArgs, deps: ListenerDeps): Promise<void> {
  const { client, context } = args;
  const { user: userId, channel: channelId } = message;
  if (userId === undefined) return;
  const tell = (text: string) =>
    tellPrivately(client, { userId, channelId, threadTs: message.thread_ts }, text);
  if (deps.catalogue.models === undefined) return await tell(NOT_CONFIGURED.warp);
  const slackText = withoutMention(message.text ?? '', context.botUserId);
  if (isReply(slackText) && (await takeReply(message, slackText, args, deps))) return;
  const teamId = context.teamId ?? '';
  const refusal = await deps.access.refusal({ userId, channelId, teamId });
  if (refusal !== undefined) return await tell(refusal.mrkdwn ?? refusal.userMessage);
  const isThreaded = message.thread_ts !== undefined;
  const said = await promptText(isThreaded ? slackText.replace(NEW_RUN, '') : slackText, deps.directory);
  const { prompt, isWished: isAlone } = readNoContext(said);
  const threadTs = isAlone ? undefined : message.thread_ts;
  const source = { message, channelId, threadTs, botUserId: context.botUserId };
  const gathered = await gatherContext(client, source, deps);
  if ((prompt === '' && gathered.context === undefined) || prompt.toLowerCase() === 'help')
    return await tell(WARP_HELP);
  const rootTs = message.thread_ts ?? message.ts;
  const made = await runRequestOf(prompt, { userId, channelId, teamId, rootTs }, deps);
  if (!made.ok) return await tell(made.problem);
  const request = withContext(made.request, gathered);
  if (isEmptyRequest(request)) return await tell(NOTHING_TO_DO);
  await acceptJob(deps.store, {
    request,
    teamId,
    place: { channelId, rootTs, requesterId: userId },
    // One message may come as two events.
    dedupeKey: `message:${channelId}:${message.ts}`,
  });
}

/** Whoever chooses a model, an environment or the like wants a run of their own, as who says "new". */
function isReply(slackText: string): boolean {
  const words = readWords(slackText);
  const isOther = NEW_RUN.test(slackText) || slackText.trim().toLowerCase() === 'help';
  return !isOther && words.problem === undefined && words.options.length === 0;
}

function mentions(text: string, botUserId: string | undefined): boolean {
  return botUserId !== undefined && text.includes(`<@${botUserId}>`);
}

/** Only the space after the mention goes with it: a prompt may hold code. */
function withoutMention(text: string, botUserId: string | undefined): string {
  if (botUserId === undefined) return text;
  const [before = '', ...after] = text.split(`<@${botUserId}>`);
  return [before, ...after.map((part) => part.replace(/^[ \t]+/, ''))].join('');
}
