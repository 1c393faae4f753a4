import type { WebClient } from '@slack/web-api';
import { toErrandError } from '../errors.ts';
import { toSlackError } from './slack-error.ts';

export interface Audience {
  readonly userId: string;
  readonly channelId: string;
  readonly threadTs?: string | undefined;
}

/** Says something to one person where they are: only they see it; where that is not possible, directly. */
export async function tellPrivately(client: WebClient, audience: Audience, text: string): Promise<void> {
  const { userId, channelId, threadTs } = audience;
  try {
    await client.chat.postEphemeral({
      channel: channelId,
      user: userId,
      text,
      ...(threadTs !== undefined && { thread_ts: threadTs }),
    });
  } catch (error) {
    const cause = toErrandError(toSlackError(error, 'chat.postEphemeral'));
    if (cause.retryable || cause.code === 'slack.rate_limited') throw cause;
    await client.chat.postMessage({ channel: userId, text });
  }
}
