import { isObject, stringOf, stringsOf } from '../json-value.ts';
import { tierLimits } from '../rate-limiter.ts';
import type { SlackCore } from '../slack-core.ts';
import { knownConversation } from './conversation-access.ts';
import { type Methods, SlackApiError } from './method.ts';
import type { MethodArguments } from './method-arguments.ts';

const maxLoadingMessages = 10;
const maxPrompts = 4;

export function assistantMethods(core: SlackCore): Methods {
  const { assistantThreads, workspace } = core;

  function threadOf(args: MethodArguments, threadTs = args.required('thread_ts')) {
    const channel = knownConversation(core, args.required('channel_id'));
    if (workspace.message(channel.id, threadTs) === undefined) throw new SlackApiError('invalid_thread_ts');
    if (!channel.members.has(workspace.botUserId)) throw new SlackApiError('not_in_channel');
    return { channelId: channel.id, threadTs };
  }

  function setStatus(args: MethodArguments) {
    const { channelId, threadTs } = threadOf(args);
    // An empty status takes it away.
    if (!args.has('status')) args.required('status');
    const given = args.has('loading_messages') ? args.json('loading_messages') : [];
    const loadingMessages = stringsOf(given);
    if (!Array.isArray(given) || loadingMessages.length !== given.length) {
      throw new SlackApiError('invalid_arguments', [
        '[ERROR] must be strings [json-pointer:/loading_messages]',
      ]);
    }
    if (loadingMessages.length > maxLoadingMessages) {
      throw new SlackApiError('invalid_arguments', [
        `[ERROR] no more than ${maxLoadingMessages} items allowed [json-pointer:/loading_messages]`,
      ]);
    }
    assistantThreads.setStatus(channelId, threadTs, args.string('status') ?? '', loadingMessages);
    return {};
  }

  function setTitle(args: MethodArguments) {
    const { channelId, threadTs } = threadOf(args);
    assistantThreads.change(channelId, threadTs, { title: args.required('title') });
    return {};
  }

  function setSuggestedPrompts(args: MethodArguments) {
    const { channelId, threadTs } = threadOf(args);
    const given = args.json('prompts');
    const prompts = (Array.isArray(given) ? given : []).flatMap((prompt: unknown) => {
      const title = isObject(prompt) ? stringOf(prompt.title) : undefined;
      const message = isObject(prompt) ? stringOf(prompt.message) : undefined;
      return title && message ? [{ title, message }] : [];
    });
    if (!Array.isArray(given) || prompts.length !== given.length || prompts.length > maxPrompts) {
      throw new SlackApiError('invalid_arguments', ['[ERROR] invalid prompts [json-pointer:/prompts]']);
    }
    const promptsTitle = args.string('title');
    assistantThreads.change(channelId, threadTs, {
      prompts,
      ...(promptsTitle === undefined ? {} : { promptsTitle }),
    });
    return {};
  }

  return {
    'assistant.threads.setStatus': {
      token: 'bot',
      scopes: ['chat:write', 'assistant:write'],
      limit: tierLimits.tier4,
      run: setStatus,
    },
    'assistant.threads.setTitle': {
      token: 'bot',
      scopes: ['assistant:write'],
      limit: tierLimits.tier3,
      run: setTitle,
    },
    'assistant.threads.setSuggestedPrompts': {
      token: 'bot',
      scopes: ['assistant:write'],
      limit: tierLimits.tier3,
      run: setSuggestedPrompts,
    },
  };
}
