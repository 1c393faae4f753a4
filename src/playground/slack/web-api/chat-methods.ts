import { withIds } from '../block-elements.ts';
import { checkBlocks } from '../check-blocks.ts';
import { type JsonObject, objectsOf } from '../json-value.ts';
import { messageJson } from '../message-json.ts';
import { isTs } from '../message-timestamps.ts';
import { postLimit, tierLimits } from '../rate-limiter.ts';
import type { SlackCore } from '../slack-core.ts';
import { postedMarkup } from '../typed-text.ts';
import type { StoredMessage } from '../workspace-types.ts';
import { knownConversation, postTarget } from './conversation-access.ts';
import { metadataOf } from './message-metadata.ts';
import { type Methods, refuse, SlackApiError } from './method.ts';
import type { MethodArguments } from './method-arguments.ts';

/** Slack takes 40,000 characters in a post and a tenth of it in an update. */
const maxUpdatedTextChars = 4000;

export function chatMethods(core: SlackCore): Methods {
  const { workspace } = core;
  const json = (message: StoredMessage) =>
    messageJson(workspace, message, { origin: core.origin, includeMetadata: true });

  function post(args: MethodArguments): JsonObject {
    const channel = postTarget(core, args.required('channel'));
    const threadTs = threadOf(core, channel.id, args);
    const message: StoredMessage = {
      channel: channel.id,
      ts: workspace.nextTs(),
      user: workspace.botUserId,
      botId: workspace.botId,
      reactions: [],
      ...contentOf(args),
      ...metadataOf(args),
      ...(threadTs === undefined ? {} : { threadTs }),
      ...(threadTs !== undefined && args.boolean('reply_broadcast') ? { isBroadcast: true } : {}),
    };
    workspace.addMessage(message);
    return { channel: channel.id, ts: message.ts, message: json(message) };
  }

  function update(args: MethodArguments): JsonObject {
    const message = ownMessage(core, args, 'cant_update_message');
    if (workspace.conversations.get(message.channel)?.isArchived) throw new SlackApiError('is_inactive');
    if (workspace.isStreaming(message)) throw new SlackApiError('streaming_state_conflict');
    const content = contentOf(args.has('blocks') || !args.has('text') ? args : keepBlocks(args, message));
    if (content.text.length > maxUpdatedTextChars) throw new SlackApiError('msg_too_long');
    workspace.changeMessage(message, {
      ...content,
      blocks: content.blocks ?? [],
      ...metadataOf(args),
      edited: { user: workspace.botUserId, ts: workspace.nextTs() },
    });
    return { channel: message.channel, ts: message.ts, text: message.text, message: json(message) };
  }

  function postEphemeral(args: MethodArguments): JsonObject {
    const channel = knownConversation(core, args.required('channel'));
    const to = args.required('user');
    if (!channel.members.has(workspace.botUserId)) throw new SlackApiError('not_in_channel');
    if (!workspace.users.has(to)) throw new SlackApiError('user_not_found');
    if (!channel.members.has(to)) throw new SlackApiError('user_not_in_channel');
    if (channel.isArchived) throw new SlackApiError('is_archived');
    const threadTs = threadOf(core, channel.id, args);
    const message = {
      channel: channel.id,
      ts: workspace.nextTs(),
      user: workspace.botUserId,
      botId: workspace.botId,
      reactions: [],
      to,
      ...contentOf(args),
      ...(threadTs === undefined ? {} : { threadTs }),
    };
    core.ephemerals.show(message);
    return { message_ts: message.ts };
  }

  return {
    'chat.postMessage': {
      token: 'bot',
      scopes: ['chat:write'],
      limit: postLimit,
      limitKey: (args) => `post:${args.string('channel') ?? ''}`,
      run: post,
    },
    'chat.update': { token: 'bot', scopes: ['chat:write'], limit: tierLimits.tier3, run: update },
    'chat.delete': {
      token: 'bot',
      scopes: ['chat:write'],
      limit: tierLimits.tier3,
      run: (args) => {
        const message = ownMessage(core, args, 'cant_delete_message');
        if (workspace.isStreaming(message)) throw new SlackApiError('cant_delete_message');
        workspace.deleteMessage(message);
        return { channel: message.channel, ts: message.ts };
      },
    },
    'chat.postEphemeral': {
      token: 'bot',
      scopes: ['chat:write'],
      limit: tierLimits.tier4,
      run: postEphemeral,
    },
    'chat.getPermalink': {
      token: 'bot',
      limit: { perMinute: 600, burst: 100 },
      run: (args) => {
        const channel = knownConversation(core, args.required('channel'));
        const message = workspace.message(channel.id, args.required('message_ts'));
        if (message === undefined) throw new SlackApiError('message_not_found');
        const thread =
          message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
        const permalink = `${core.origin}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
        return { channel: channel.id, permalink };
      },
    },
  };
}

function contentOf(args: MethodArguments): { text: string; blocks?: JsonObject[] } {
  const text = postedMarkup(args.string('text') ?? '');
  if (!args.has('blocks') || args.string('blocks') === '') {
    refuse(checkBlocks.message({ text }), '');
    return { text };
  }
  const blocks = args.json('blocks');
  refuse(checkBlocks.message({ text, blocks }), '');
  const given = objectsOf(blocks);
  return given.length === 0 ? { text } : { text, blocks: withIds(given) };
}

/** An update that says nothing of blocks leaves them. */
function keepBlocks(args: MethodArguments, message: StoredMessage): MethodArguments {
  if (message.blocks === undefined || message.blocks.length === 0) return args;
  return {
    ...args,
    has: (name) => name === 'blocks' || args.has(name),
    json: (name) => (name === 'blocks' ? message.blocks : args.json(name)),
  };
}

/**
 * The thread of a post. Slack takes a timestamp that no message has and shows the reply nowhere; here that is
 * an error, so that it cannot pass unseen.
 */
function threadOf(core: SlackCore, channelId: string, args: MethodArguments): string | undefined {
  const threadTs = args.string('thread_ts');
  if (threadTs === undefined || threadTs === '') return undefined;
  if (!isTs(threadTs)) {
    throw new SlackApiError('invalid_thread_ts', [`[ERROR] ${threadTs} is not a valid thread_ts`]);
  }
  const parent = core.workspace.message(channelId, threadTs);
  if (parent === undefined) throw new SlackApiError('thread_not_found');
  if (parent.threadTs !== undefined) throw new SlackApiError('cannot_reply_to_message');
  return threadTs;
}

function ownMessage(core: SlackCore, args: MethodArguments, refusal: string): StoredMessage {
  const channel = knownConversation(core, args.required('channel'));
  const message = core.workspace.message(channel.id, args.required('ts'));
  if (message === undefined || message.subtype === 'tombstone') throw new SlackApiError('message_not_found');
  if (message.botId !== core.workspace.botId) throw new SlackApiError(refusal);
  return message;
}
