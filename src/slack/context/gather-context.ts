import type { WebClient } from '@slack/web-api';
import { toErrandError } from '../../errors.ts';
import { asAttachments } from '../../jobs/follow-up-request.ts';
import type { SlackContext, SlackFileRef, WarpRequest } from '../../store/job.ts';
import { ASIDE } from '../events/aside.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { toSlackError } from '../slack-error.ts';
import { quoteMessages } from './quote-messages.ts';
import { SlackMessage, usableFiles } from './slack-message.ts';

const PAGE_SIZE = 200;
const MAX_PAGES = 5;
/** Joins, renames and the like say nothing. */
const SAID = new Set([undefined, 'file_share', 'thread_broadcast', 'bot_message', 'me_message']);

type Deps = Pick<ListenerDeps, 'directory' | 'logger'>;

export interface Gathered {
  readonly context: SlackContext | undefined;
  readonly attachments: readonly SlackFileRef[];
  /** So many more were too many. */
  readonly filesLeftOut?: number;
  /** The message that was asked about, quoted. */
  readonly about?: string;
}

interface Source {
  /** The message that asks: what it forwards counts, its own words are the prompt. */
  readonly message: unknown;
  readonly channelId: string;
  /** The thread that it stands in; undefined where it begins one. */
  readonly threadTs: string | undefined;
  readonly botUserId: string | undefined;
}

/**
 * What goes along with a prompt: the messages before it in its thread, what it forwards, and files, its own first.
 * Where the thread cannot be read it goes without. Throws Slack's passing troubles.
 */
export async function gatherContext(client: WebClient, source: Source, deps: Deps): Promise<Gathered> {
  const own = SlackMessage.safeParse(source.message).data;
  const earlier = source.threadTs === undefined ? [] : await readThread(client, source, own?.ts, deps);
  const forwarded = own?.attachments.filter(({ isForwarded }) => isForwarded) ?? [];
  const quoted =
    own === undefined || forwarded.length === 0
      ? earlier
      : [...earlier, { ...own, text: '', files: [], attachments: forwarded }];
  const files = [...(own ? usableFiles(own) : []), ...earlier.toReversed().flatMap(usableFiles)];
  const byId = new Map(files.map((file) => [file.fileId, file]));
  return {
    context: await quoteMessages(quoted, deps.directory),
    ...gatheredFiles([...byId.values()]),
  };
}

/** The same for a message that somebody asks about: its own words are what it is about. */
export async function gatherAbout(client: WebClient, source: Source, deps: Deps): Promise<Gathered> {
  const own = SlackMessage.safeParse(source.message).data;
  if (own === undefined) return await gatherContext(client, source, deps);
  const earlier = source.threadTs === undefined ? [] : await readThread(client, source, own.ts, deps);
  const messages = [...earlier, own];
  const about = await quoteMessages([own], deps.directory);
  return {
    ...(about && { about: about.text }),
    context: await quoteMessages(messages, deps.directory),
    ...gatheredFiles(messages.toReversed().flatMap(usableFiles)),
  };
}

function gatheredFiles(files: readonly SlackFileRef[]): Pick<Gathered, 'attachments' | 'filesLeftOut'> {
  return { attachments: [], ...asAttachments(files) };
}

/** A request with what goes along; nothing but its own where there is nothing. */
export function withContext(
  request: WarpRequest,
  { context, attachments, filesLeftOut }: Gathered,
): WarpRequest {
  return {
    ...request,
    ...(context !== undefined && { context }),
    ...(attachments.length > 0 &&
      request.attachments === undefined && { attachments, ...(filesLeftOut && { filesLeftOut }) }),
  };
}

async function readThread(
  client: WebClient,
  { channelId, threadTs, botUserId }: Source,
  beforeTs: string | undefined,
  { logger }: Deps,
): Promise<SlackMessage[]> {
  const found: SlackMessage[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const search = { channel: channelId, ts: threadTs ?? '', limit: PAGE_SIZE, ...(cursor && { cursor }) };
    const answer = await client.conversations.replies(search).catch((error: unknown) => {
      const cause = toErrandError(toSlackError(error, 'conversations.replies'));
      if (cause.retryable || cause.code === 'slack.rate_limited') throw cause;
      logger.info({ channelId, code: cause.code }, 'a thread could not be read for context');
      return undefined;
    });
    for (const wire of answer?.messages ?? []) {
      const { data: message } = SlackMessage.safeParse(wire);
      if (message !== undefined) found.push(message);
    }
    cursor = answer?.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) break;
  }
  return found.filter(
    (message) =>
      SAID.has(message.subtype) &&
      message.userId !== botUserId &&
      (beforeTs === undefined || message.ts < beforeTs) &&
      !ASIDE.test(message.text),
  );
}
