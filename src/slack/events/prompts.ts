import type { AllMiddlewareArgs, App } from '@slack/bolt';
import { acceptJob } from '../../jobs/accept-job.ts';
import type { SlackFileRef } from '../../store/job.ts';
import { NOT_CONFIGURED } from '../commands/not-configured.ts';
import { WARP_HELP } from '../commands/warp-help.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { promptText } from '../prompt-text.ts';
import { isEmptyRequest, NOTHING_TO_DO, runRequestOf } from '../run-options/run-request.ts';
import { tellPrivately } from '../tell.ts';
import { MAX_FILES } from '../views/warp-view.ts';

interface PromptMessage {
  readonly channel: string;
  readonly user?: string | undefined;
  readonly text?: string | undefined;
  readonly ts: string;
  readonly thread_ts?: string | undefined;
  readonly files?: readonly { readonly id?: string; readonly name?: string | null }[] | undefined;
}

/** A mention in a channel or thread, or a direct message: its text is a prompt for Warp. */
export function registerPrompts(app: App, deps: ListenerDeps): void {
  app.event('app_mention', async ({ event, ...args }) => {
    await onPrompt(event, args, deps);
  });
  app.event('message', async ({ event, ...args }) => {
    // Edits, joins and the like are not requests; files and broadcasts are.
    const isPlain =
      event.subtype === undefined || event.subtype === 'file_share' || event.subtype === 'thread_broadcast';
    if (event.channel_type === 'im' && isPlain) await onPrompt(event, args, deps);
  });
}

async function onPrompt(
  message: PromptMessage,
  { client, context }: Pick<AllMiddlewareArgs, 'client' | 'context'>,
  deps: ListenerDeps,
): Promise<void> {
  const { user: userId, channel: channelId } = message;
  if (userId === undefined) return;
  const tell = (text: string) =>
    tellPrivately(client, { userId, channelId, threadTs: message.thread_ts }, text);
  if (deps.catalogue.models === undefined) return await tell(NOT_CONFIGURED.warp);
  const teamId = context.teamId ?? '';
  const refusal = await deps.access.refusal({ userId, channelId, teamId });
  if (refusal !== undefined) return await tell(refusal.mrkdwn ?? refusal.userMessage);
  const prompt = await promptText(withoutMention(message.text ?? '', context.botUserId), deps.directory);
  if (prompt === '' || prompt.toLowerCase() === 'help') return await tell(WARP_HELP);
  const rootTs = message.thread_ts ?? message.ts;
  const made = await runRequestOf(prompt, { userId, channelId, teamId, rootTs }, deps);
  if (!made.ok) return await tell(made.problem);
  if (isEmptyRequest(made.request)) return await tell(NOTHING_TO_DO);
  const attachments = filesOf(message);
  await acceptJob(deps.store, {
    request: { ...made.request, ...(attachments.length > 0 && { attachments }) },
    teamId,
    place: { channelId, rootTs, requesterId: userId },
    // One message may come as two events.
    dedupeKey: `message:${channelId}:${message.ts}`,
  });
}

/** The message's files, as many as Warp takes. */
function filesOf({ files = [] }: PromptMessage): SlackFileRef[] {
  return files
    .flatMap(({ id, name }) => (id === undefined ? [] : [{ fileId: id, name: name ?? id }]))
    .slice(0, MAX_FILES);
}

/** Only the space after the mention goes with it: a prompt may hold code. */
function withoutMention(text: string, botUserId: string | undefined): string {
  if (botUserId === undefined) return text;
  const [before = '', ...after] = text.split(`<@${botUserId}>`);
  return [before, ...after.map((part) => part.replace(/^[ \t]+/, ''))].join('');
}
