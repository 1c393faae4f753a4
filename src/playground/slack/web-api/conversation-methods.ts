import { conversationJson } from '../conversation-json.ts';
import type { JsonObject } from '../json-value.ts';
import { tierLimits } from '../rate-limiter.ts';
import type { SlackCore } from '../slack-core.ts';
import type { Conversation } from '../workspace-types.ts';
import { knownConversation, requireScope, requireScopeOf } from './conversation-access.ts';
import { type Methods, SlackApiError } from './method.ts';
import type { MethodArguments } from './method-arguments.ts';
import { pageOf } from './paging.ts';

const readScopes = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
/** There are no direct messages of several people here. */
const kindOfType = new Map<string, Conversation['kind'] | 'mpim'>([
  ['public_channel', 'public'],
  ['private_channel', 'private'],
  ['im', 'im'],
  ['mpim', 'mpim'],
]);

export function conversationMethods(core: SlackCore): Methods {
  const { workspace } = core;

  function list(args: MethodArguments): JsonObject {
    const types = (args.string('types') ?? 'public_channel').split(',').map((type) => type.trim());
    const kinds = types.map((type) => {
      const kind = kindOfType.get(type);
      if (kind === undefined) throw new SlackApiError('invalid_types');
      requireScopeOf(core, kind, 'read');
      return kind;
    });
    const visible = [...workspace.conversations.values()].filter((one) => {
      if (!kinds.includes(one.kind)) return false;
      if (one.isArchived && args.boolean('exclude_archived')) return false;
      return one.kind === 'public' || one.members.has(workspace.botUserId);
    });
    const page = pageOf(visible, (one) => one.id, args, { usual: 100, max: 1000 });
    return {
      channels: page.items.map((one) => conversationJson(workspace, one)),
      response_metadata: { next_cursor: page.nextCursor },
    };
  }

  function open(args: MethodArguments): JsonObject {
    const given = args.string('channel');
    const users = (args.string('users') ?? '').split(',').filter((id) => id !== '');
    const [user] = users;
    if (given !== undefined) return { channel: { id: knownConversation(core, given).id }, no_op: true };
    if (user === undefined) throw new SlackApiError('users_list_not_supplied');
    if (users.length > 1) throw new SlackApiError('missing_scope', [], { needed: 'mpim:write' });
    if (user === workspace.botUserId) throw new SlackApiError('cannot_dm_bot');
    const person = workspace.users.get(user);
    if (person === undefined) throw new SlackApiError('user_not_found');
    if (person.isDeactivated) throw new SlackApiError('user_disabled');
    const conversation = workspace.directMessage(user, workspace.botUserId);
    return {
      channel: args.boolean('return_im')
        ? conversationJson(workspace, conversation)
        : { id: conversation.id },
    };
  }

  function join(args: MethodArguments): JsonObject {
    const conversation = knownConversation(core, args.required('channel'));
    if (conversation.kind !== 'public') throw new SlackApiError('method_not_supported_for_channel_type');
    if (conversation.isArchived) throw new SlackApiError('is_archived');
    const isMember = conversation.members.has(workspace.botUserId);
    workspace.addMember(conversation.id, workspace.botUserId);
    return {
      channel: conversationJson(workspace, conversation),
      ...(isMember
        ? { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }
        : {}),
    };
  }

  return {
    'conversations.list': { token: 'bot', scopes: readScopes, limit: tierLimits.tier2, run: list },
    'conversations.open': { token: 'bot', scopes: ['im:write'], limit: tierLimits.tier3, run: open },
    'conversations.join': { token: 'bot', scopes: ['channels:join'], limit: tierLimits.tier3, run: join },
    'conversations.info': {
      token: 'bot',
      scopes: readScopes,
      limit: tierLimits.tier3,
      run: (args) => {
        const conversation = knownConversation(core, args.required('channel'));
        requireScope(core, conversation, 'read');
        return { channel: conversationJson(workspace, conversation) };
      },
    },
    'conversations.members': {
      token: 'bot',
      scopes: readScopes,
      limit: tierLimits.tier4,
      run: (args) => {
        const conversation = knownConversation(core, args.required('channel'));
        requireScope(core, conversation, 'read');
        const page = pageOf([...conversation.members], (id) => id, args, { usual: 100, max: 1000 });
        return { members: page.items, response_metadata: { next_cursor: page.nextCursor } };
      },
    },
  };
}
