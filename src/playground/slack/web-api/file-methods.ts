import { fileJson, mimetypeOf } from '../file-json.ts';
import { type JsonObject, objectsOf, stringOf } from '../json-value.ts';
import { randomSecret, randomSlackId } from '../random-id.ts';
import { tierLimits } from '../rate-limiter.ts';
import type { SlackCore } from '../slack-core.ts';
import { postedMarkup } from '../typed-text.ts';
import type { StoredFile } from '../workspace-types.ts';
import { knownConversation } from './conversation-access.ts';
import { type Methods, SlackApiError } from './method.ts';
import type { MethodArguments } from './method-arguments.ts';

export function fileMethods(core: SlackCore): Methods {
  const { workspace } = core;

  function getUploadUrl(args: MethodArguments): JsonObject {
    const name = args.required('filename');
    const lengthBytes = args.number('length') ?? 0;
    if (!Number.isInteger(lengthBytes) || lengthBytes <= 0)
      throw new SlackApiError('invalid_arguments', ['[ERROR] must be greater than 0 [json-pointer:/length]']);
    const file: StoredFile = {
      id: randomSlackId('F'),
      user: workspace.botUserId,
      name,
      title: name,
      lengthBytes,
      uploadTicket: randomSecret(),
      mimetype: mimetypeOf(name),
      createdAtMs: core.clock.nowMs(),
      shares: [],
      isComplete: false,
    };
    workspace.files.set(file.id, file);
    return { upload_url: `${core.origin}/upload/v1/${file.uploadTicket}`, file_id: file.id };
  }

  function complete(args: MethodArguments): JsonObject {
    const given = objectsOf(args.json('files'));
    if (given.length === 0)
      throw new SlackApiError('invalid_arguments', ['[ERROR] missing required field: files']);
    const files = given.map(({ id, title }) => {
      const file = workspace.files.get(stringOf(id) ?? '');
      if (file === undefined || file.content === undefined) throw new SlackApiError('file_not_found');
      if (file.isComplete) throw new SlackApiError('file_not_found');
      return { file, title: stringOf(title) ?? file.name };
    });
    const channelId = args.string('channel_id') ?? args.string('channels');
    const share = channelId === undefined ? undefined : shareTarget(channelId, args);
    for (const { file, title } of files) {
      file.title = title;
      file.isComplete = true;
    }
    // Slack shares after it answers: the answer knows of no message yet.
    const answer = files.map(({ file }) => fileJson(workspace, file, core.origin));
    share?.(files.map(({ file }) => file));
    return { files: answer };
  }

  /** Checks where the files go before anything changes, and returns the step that posts them. */
  function shareTarget(channelId: string, args: MethodArguments) {
    const channel = knownConversation(core, channelId);
    if (!channel.members.has(workspace.botUserId)) throw new SlackApiError('not_in_channel');
    if (channel.isArchived) throw new SlackApiError('is_archived');
    const threadTs = args.string('thread_ts');
    const root = threadTs === undefined ? undefined : workspace.message(channel.id, threadTs);
    if (threadTs !== undefined && root === undefined) throw new SlackApiError('invalid_thread_ts');
    return (files: StoredFile[]) => {
      const ts = workspace.nextTs();
      for (const file of files) file.shares.push({ channel: channel.id, ts });
      workspace.addMessage({
        channel: channel.id,
        ts,
        user: workspace.botUserId,
        botId: workspace.botId,
        text: postedMarkup(args.string('initial_comment') ?? ''),
        files: files.map((file) => file.id),
        reactions: [],
        ...(root === undefined ? {} : { threadTs: root.threadTs ?? root.ts }),
      });
    };
  }

  return {
    'files.getUploadURLExternal': {
      token: 'bot',
      scopes: ['files:write'],
      limit: tierLimits.tier4,
      run: getUploadUrl,
    },
    'files.completeUploadExternal': {
      token: 'bot',
      scopes: ['files:write'],
      limit: tierLimits.tier4,
      run: complete,
    },
    'files.info': {
      token: 'bot',
      scopes: ['files:read'],
      limit: tierLimits.tier4,
      run: (args) => {
        const file = workspace.files.get(args.required('file'));
        if (file === undefined || !file.isComplete) throw new SlackApiError('file_not_found');
        return { file: fileJson(workspace, file, core.origin) };
      },
    },
  };
}
