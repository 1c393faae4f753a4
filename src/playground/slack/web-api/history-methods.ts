import type { JsonObject } from '../json-value.ts';
import { messageJson } from '../message-json.ts';
import { compareTs } from '../message-timestamps.ts';
import { tierLimits } from '../rate-limiter.ts';
import type { SlackCore } from '../slack-core.ts';
import type { Conversation, StoredMessage } from '../workspace-types.ts';
import { knownConversation, requireScope } from './conversation-access.ts';
import { type Methods, SlackApiError } from './method.ts';
import type { MethodArguments } from './method-arguments.ts';
import { pageOf } from './paging.ts';

const historyScopes = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

export function historyMethods(core: SlackCore): Methods {
  const { workspace } = core;

  function readable(args: MethodArguments): Conversation {
    const conversation = knownConversation(core, args.required('channel'));
    requireScope(core, conversation, 'history');
    if (!conversation.members.has(workspace.botUserId)) throw new SlackApiError('not_in_channel');
    return conversation;
  }
  function json(args: MethodArguments) {
    const includeMetadata =
      args.boolean('include_all_metadata') && core.manifest.scopes.includes('metadata.message:read');
    return (message: StoredMessage) =>
      messageJson(workspace, message, { origin: core.origin, includeMetadata });
  }

  function history(args: MethodArguments): JsonObject {
    const conversation = readable(args);
    const messages = workspace
      .messages(conversation.id)
      .filter((message) => message.threadTs === undefined || message.isBroadcast === true)
      .filter(isBetween(args))
      .toReversed();
    const page = pageOf(messages, (message) => message.ts, args, { usual: 100, max: 999 });
    return {
      messages: page.items.map(json(args)),
      has_more: page.nextCursor !== '',
      pin_count: 0,
      ...(page.nextCursor === '' ? {} : { response_metadata: { next_cursor: page.nextCursor } }),
    };
  }

  function replies(args: MethodArguments): JsonObject {
    const conversation = readable(args);
    const root = workspace.message(conversation.id, args.required('ts'));
    if (root === undefined) throw new SlackApiError('thread_not_found');
    const following = workspace.replies(conversation.id, root.ts).filter(isBetween(args));
    const page = pageOf(following, (message) => message.ts, args, { usual: 1000, max: 1000 });
    // Every page but those by cursor begins with the thread's first message, whatever `oldest` says.
    const first = args.has('cursor') ? [] : [root];
    return {
      messages: [...first, ...page.items].map(json(args)),
      has_more: page.nextCursor !== '',
      ...(page.nextCursor === '' ? {} : { response_metadata: { next_cursor: page.nextCursor } }),
    };
  }

  return {
    'conversations.history': {
      token: 'bot',
      scopes: historyScopes,
      limit: tierLimits.tier3,
      run: history,
    },
    'conversations.replies': {
      token: 'bot',
      scopes: historyScopes,
      limit: tierLimits.tier3,
      run: replies,
    },
  };
}

/** `oldest` and `latest` leave out the messages of just those times unless `inclusive` is set. */
function isBetween(args: MethodArguments): (message: StoredMessage) => boolean {
  const oldest = args.string('oldest');
  const latest = args.string('latest');
  const edge = args.boolean('inclusive') ? 0 : 1;
  for (const ts of [oldest, latest]) {
    if (ts !== undefined && !/^\d+(\.\d+)?$/.test(ts)) {
      throw new SlackApiError(ts === oldest ? 'invalid_ts_oldest' : 'invalid_ts_latest');
    }
  }
  return (message) =>
    (oldest === undefined || oldest === '0' || compareTs(message.ts, oldest) >= edge) &&
    (latest === undefined || compareTs(latest, message.ts) >= edge);
}
