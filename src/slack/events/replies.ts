import type { AllMiddlewareArgs } from '@slack/bolt';
import { findThreadRun } from '../../store/find-jobs.ts';
import { isKnownRequest } from '../../store/jobs.ts';
import { insertReply } from '../../store/replies.ts';
import { findThread } from '../../store/threads.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { promptText } from '../prompt-text.ts';
import { tellPrivately } from '../tell.ts';
import { ASIDE } from './aside.ts';
import type { PromptMessage } from './prompt-message.ts';
import { filesOf } from './prompt-message.ts';

/**
 * Takes a message in a run's thread for its agent, whoever may use Errand says it. Returns false where the thread has no
 * run: then it is no reply. `slackText` is the message without a mention of the bot.
 */
export async function takeReply(
  message: PromptMessage,
  slackText: string,
  { client, context }: Pick<AllMiddlewareArgs, 'client' | 'context'>,
  deps: ListenerDeps,
): Promise<boolean> {
  const { user: userId, channel: channelId, thread_ts: rootTs, ts } = message;
  if (userId === undefined || rootTs === undefined || rootTs === ts) return false;
  const thread = await findThread(deps.store, { channelId, rootTs });
  if (thread === undefined || (await findThreadRun(deps.store, thread.id)) === undefined) return false;
  if (ASIDE.test(slackText)) return true;
  // A mention comes as two events, and the run that the first one started is in this thread by now.
  if (await isKnownRequest(deps.store, `message:${channelId}:${ts}`)) return true;
  const files = filesOf(message);
  if (slackText.trim() === '' && files.length === 0) return false;
  const teamId = context.teamId ?? '';
  const refusal = await deps.access.refusal({ userId, channelId, teamId });
  if (refusal !== undefined) {
    const why = refusal.mrkdwn ?? refusal.userMessage;
    await tellPrivately(
      client,
      { userId, channelId, threadTs: rootTs },
      `The agent did not get your reply. ${why}`,
    );
    return true;
  }
  const { displayName } = await deps.directory.person(userId);
  const text = await promptText(slackText, deps.directory);
  const reply = { threadId: thread.id, channelId, ts, userId, authorName: displayName, teamId, text, files };
  await deps.store.transaction((tx) => insertReply(tx, reply));
  return true;
}
