import type { ConversationsRepliesResponse, WebClient } from '@slack/web-api';
import type { PeopleDirectory } from '../access/access.ts';
import { assertSlackMessage } from '../block-kit/check-message.ts';
import type { FileContent, MessageContent, Place, SlackPoster } from '../delivery/poster.ts';
import { ErrandError, toErrandError } from '../errors.ts';
import { postBytes } from '../http/upload.ts';
import { toSlackError } from './slack-error.ts';
import { createStreamPoster } from './stream-poster.ts';

type MessageElement = NonNullable<ConversationsRepliesResponse['messages']>[number];

/** Message metadata by which a post is found again. */
const DELIVERY_EVENT = 'errand_delivery';
const SEARCH_PAGES = 10;
const UPLOAD_TIMEOUT_MS = 60_000;
/** The search begins a little earlier, for clocks that differ. */
const CLOCK_SKEW_MS = 60_000;

/**
 * The poster over Slack's Web API. The client must not retry by itself (`retries: 0`, `rejectRateLimitedCalls`):
 * a repeated post would be a second message.
 */
export function createSlackPoster(client: WebClient, directory: PeopleDirectory): SlackPoster {
  const joinTried = new Set<string>();

  async function call<T>(method: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toSlackError(error, method);
    }
  }

  /** Only a member can look for its own posts; private channels and direct messages cannot be joined. */
  async function joinOnce(channelId: string): Promise<void> {
    if (!channelId.startsWith('C') || joinTried.has(channelId)) return;
    joinTried.add(channelId);
    try {
      const { channel } = await call('conversations.info', () =>
        client.conversations.info({ channel: channelId }),
      );
      if (channel?.is_member || channel?.is_private) return;
      await call('conversations.join', () => client.conversations.join({ channel: channelId }));
    } catch (error) {
      // The post itself will tell whether the channel is closed.
      if (toErrandError(error).code !== 'slack.refused') joinTried.delete(channelId);
    }
  }

  /** The first message of a place, since a little before then, that is the one looked for. */
  async function findMessage(
    { channelId: channel, threadTs }: Place,
    sinceMs: number,
    isIt: (message: MessageElement) => boolean,
  ): Promise<string | undefined> {
    const oldest = String((sinceMs - CLOCK_SKEW_MS) / 1_000);
    let cursor: string | undefined;
    for (let page = 0; page < SEARCH_PAGES; page += 1) {
      const search = {
        channel,
        oldest,
        limit: 200,
        include_all_metadata: true,
        ...(cursor !== undefined && { cursor }),
      };
      const answer = await (threadTs === null
        ? call('conversations.history', () => client.conversations.history(search))
        : call('conversations.replies', () => client.conversations.replies({ ...search, ts: threadTs })));
      const found = answer.messages?.find(isIt);
      if (found?.ts !== undefined) return found.ts;
      cursor = answer.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return undefined;
    }
    return undefined;
  }

  return {
    ...createStreamPoster(client, call, findMessage),
    findPost: (place, deliveryId, sinceMs) =>
      findMessage(place, sinceMs, ({ metadata }) => {
        const payload: { id?: unknown } | undefined = metadata?.event_payload;
        return metadata?.event_type === DELIVERY_EVENT && payload?.id === deliveryId;
      }),
    async post(place, content, deliveryId) {
      const metadata = { event_type: DELIVERY_EVENT, event_payload: { id: deliveryId } };
      checkContent({ ...content, metadata });
      await joinOnce(place.channelId);
      const answer = await call('chat.postMessage', () =>
        client.chat.postMessage({
          channel: place.channelId,
          ...toArguments(content),
          ...(place.threadTs !== null && { thread_ts: place.threadTs }),
          metadata,
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
      if (answer.ts === undefined) throw new ErrandError('slack.unclear', 'Slack gave a post no timestamp.');
      return answer.ts;
    },
    async update({ channelId, ts }, content) {
      checkContent(content);
      const blocks = content.blocks === undefined ? { blocks: [] } : {};
      await call('chat.update', () =>
        client.chat.update({ channel: channelId, ts, ...blocks, ...toArguments(content) }),
      );
    },
    async remove({ channelId, ts }) {
      await call('chat.delete', () => client.chat.delete({ channel: channelId, ts }));
    },
    async uploadBytes({ filename, content }: FileContent) {
      const length = await byteLengthOf(content);
      const target = await call('files.getUploadURLExternal', () =>
        client.files.getUploadURLExternal({ filename, length }),
      );
      if (target.upload_url === undefined || target.file_id === undefined) {
        throw new ErrandError('slack.unclear', 'Slack gave no place to upload to.');
      }
      await sendBytes(target.upload_url, content, length);
      return target.file_id;
    },
    async shareFile(place, fileId, title) {
      const share = { files: [{ id: fileId, title }] as [{ id: string; title: string }] };
      const { channelId, threadTs } = place;
      await call('files.completeUploadExternal', () =>
        client.files.completeUploadExternal(
          threadTs === null
            ? { ...share, channel_id: channelId }
            : { ...share, channel_id: channelId, thread_ts: threadTs },
        ),
      );
    },
    async isFileShared(fileId) {
      const { file } = await call('files.info', () => client.files.info({ file: fileId })).catch(
        (error: unknown) => {
          // Bytes that were uploaded and never shared are no file yet.
          if (toErrandError(error).fields['slackCode'] === 'file_not_found') return { file: undefined };
          throw error;
        },
      );
      const places = [...(file?.channels ?? []), ...(file?.groups ?? []), ...(file?.ims ?? [])];
      return places.length > 0;
    },
    async react({ channelId: channel, ts: timestamp }, name, isAdded) {
      const reaction = { channel, timestamp, name };
      await (isAdded
        ? call('reactions.add', () => client.reactions.add(reaction))
        : call('reactions.remove', () => client.reactions.remove(reaction))
      ).catch((error: unknown) => {
        const { slackCode } = toErrandError(error).fields;
        if (slackCode !== 'already_reacted' && slackCode !== 'no_reaction') throw error;
      });
    },
    async setStatus({ channelId, threadTs }, status) {
      if (threadTs === null) return;
      await call('assistant.threads.setStatus', () =>
        client.assistant.threads.setStatus({ channel_id: channelId, thread_ts: threadTs, status }),
      );
    },
    async timeZoneOf(userId) {
      const { timeZone } = await directory.person(userId);
      return timeZone;
    },
    async openDirectMessage(userId) {
      const { channel } = await call('conversations.open', () =>
        client.conversations.open({ users: userId }),
      );
      if (channel?.id === undefined)
        throw new ErrandError('slack.unclear', 'Slack opened no direct message.');
      return channel.id;
    },
  };
}

/** A block over a limit is our fault and known before sending: then the text goes alone. */
function checkContent(content: object): void {
  try {
    assertSlackMessage(content);
  } catch (cause) {
    const { fields } = toErrandError(cause);
    throw new ErrandError('slack.refused', 'A message breaks the limits of Slack.', { cause, fields });
  }
}

function toArguments(content: MessageContent) {
  return { text: content.text, ...(content.blocks !== undefined && { blocks: [...content.blocks] }) };
}

/** Slack wants the length of a file before its first byte. */
async function byteLengthOf(content: FileContent['content']): Promise<number> {
  if (typeof content === 'string') return Buffer.byteLength(content);
  if (content instanceof Uint8Array) return content.byteLength;
  let length = 0;
  for await (const chunk of content.chunks()) length += Buffer.byteLength(chunk);
  return length;
}

async function sendBytes(url: string, content: FileContent['content'], lengthBytes: number): Promise<void> {
  const body = typeof content === 'string' || content instanceof Uint8Array ? content : content.chunks();
  try {
    const status = await postBytes(url, { body, lengthBytes, timeoutMs: UPLOAD_TIMEOUT_MS });
    if (status >= 200 && status <= 299) return;
    throw new ErrandError('slack.not_sent', 'Slack did not take the bytes of a file.', {
      fields: { status },
    });
  } catch (error) {
    if (error instanceof ErrandError) throw error;
    // Bytes that nobody shares are not seen: sending them again does no harm.
    throw new ErrandError('slack.not_sent', 'The bytes of a file could not be sent.', { cause: error });
  }
}
