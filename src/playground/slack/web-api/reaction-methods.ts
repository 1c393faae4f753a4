import { tierLimits } from '../rate-limiter.ts';
import type { SlackCore } from '../slack-core.ts';
import { knownConversation } from './conversation-access.ts';
import { type Methods, SlackApiError } from './method.ts';
import type { MethodArguments } from './method-arguments.ts';

export function reactionMethods(core: SlackCore): Methods {
  function react(args: MethodArguments, isAdded: boolean) {
    const name = args.required('name');
    if (!/^[a-z0-9_+'-]+$/.test(name)) throw new SlackApiError('invalid_name');
    const channel = knownConversation(core, args.required('channel'));
    const message = core.workspace.message(channel.id, args.required('timestamp'));
    if (message === undefined) throw new SlackApiError('message_not_found');
    if (!channel.members.has(core.workspace.botUserId)) throw new SlackApiError('not_in_channel');
    if (channel.isArchived) throw new SlackApiError('is_archived');
    if (!core.workspace.react(message, name, core.workspace.botUserId, isAdded)) {
      throw new SlackApiError(isAdded ? 'already_reacted' : 'no_reaction');
    }
    return {};
  }
  return {
    'reactions.add': {
      token: 'bot',
      scopes: ['reactions:write'],
      limit: tierLimits.tier3,
      run: (args) => react(args, true),
    },
    'reactions.remove': {
      token: 'bot',
      scopes: ['reactions:write'],
      limit: tierLimits.tier2,
      run: (args) => react(args, false),
    },
  };
}
