import { withIds } from '../block-elements.ts';
import { checkBlocks } from '../check-blocks.ts';
import { isObject, type JsonObject, objectsOf, stringOf } from '../json-value.ts';
import { messageJson } from '../message-json.ts';
import { tierLimits } from '../rate-limiter.ts';
import type { SlackCore } from '../slack-core.ts';
import { addChunk, markdownBlocks, newStream, type StreamContent, taskBlocks } from '../stream-content.ts';
import type { StoredMessage } from '../workspace-types.ts';
import { knownConversation, postTarget } from './conversation-access.ts';
import { metadataOf } from './message-metadata.ts';
import { type Methods, refuse, SlackApiError } from './method.ts';
import type { MethodArguments } from './method-arguments.ts';

/** Slack ends a stream after so long, whatever is added to it. Its developers' reports say so, its documentation does not. */
const lifetimeMs = 5 * 60_000;
const maxMarkdownChars = 12_000;

/** Messages that are written piece by piece. */
export function streamMethods(core: SlackCore): Methods {
  const { workspace, clock } = core;
  const streams = new WeakMap<StoredMessage, StreamContent>();

  function start(args: MethodArguments): JsonObject {
    const channel = postTarget(core, args.required('channel'));
    const threadTs = args.required('thread_ts');
    if (workspace.message(channel.id, threadTs) === undefined) throw new SlackApiError('invalid_thread_ts');
    if (channel.kind !== 'im') {
      for (const name of ['recipient_user_id', 'recipient_team_id']) {
        if (!args.has(name)) throw new SlackApiError(`missing_${name}`);
      }
    }
    const mode = args.string('task_display_mode') ?? 'timeline';
    if (mode !== 'timeline' && mode !== 'plan') throw new SlackApiError('invalid_task_display_mode');
    const content = newStream(mode);
    add(content, args);
    const message: StoredMessage = {
      channel: channel.id,
      ts: workspace.nextTs(),
      user: workspace.botUserId,
      botId: workspace.botId,
      reactions: [],
      threadTs,
      streamUntilMs: clock.nowMs() + lifetimeMs,
      ...shown(content),
    };
    streams.set(message, content);
    workspace.addMessage(message);
    return { channel: channel.id, ts: message.ts };
  }

  function append(args: MethodArguments): JsonObject {
    const { message, stream } = streaming(args);
    const content = structuredClone(stream);
    if (!add(content, args)) throw new SlackApiError('no_text');
    change(message, stream, content, {});
    return { channel: message.channel, ts: message.ts };
  }

  function stop(args: MethodArguments): JsonObject {
    const { message, stream } = streaming(args);
    const content = structuredClone(stream);
    add(content, args);
    const last = args.has('blocks') ? args.json('blocks') : [];
    if (!Array.isArray(last)) throw new SlackApiError('invalid_blocks_format');
    if (last.length > 0) refuse(checkBlocks.message({ text: '', blocks: last }), '');
    content.blocks.push(...objectsOf(last));
    change(message, stream, content, metadataOf(args));
    streams.delete(message);
    message.streamUntilMs = clock.nowMs();
    const json = messageJson(workspace, message, { origin: core.origin, includeMetadata: true });
    return { channel: message.channel, ts: message.ts, message: json };
  }

  function streaming(args: MethodArguments) {
    const channel = knownConversation(core, args.required('channel'));
    const message = workspace.message(channel.id, args.required('ts'));
    if (message === undefined) throw new SlackApiError('message_not_found');
    if (message.botId !== workspace.botId) throw new SlackApiError('message_not_owned_by_app');
    const stream = streams.get(message);
    if (stream === undefined || !workspace.isStreaming(message)) {
      throw new SlackApiError('message_not_in_streaming_state');
    }
    return { message, stream };
  }

  /** Nothing is kept of a piece that Slack refuses. */
  function change(message: StoredMessage, stream: StreamContent, content: StreamContent, metadata: object) {
    const changed = { ...shown(content), ...metadata };
    Object.assign(stream, content);
    workspace.changeMessage(message, changed);
  }

  function shown(content: StreamContent): { text: string; blocks: JsonObject[] } {
    const { text } = content;
    const blocks = [...taskBlocks(content), ...markdownBlocks(content), ...content.blocks];
    // A stream may begin with nothing.
    if (blocks.length > 0) refuse(checkBlocks.message({ text, blocks }), '');
    return { text, blocks: withIds(blocks) };
  }

  const scopes = ['chat:write'];
  return {
    'chat.startStream': { token: 'bot', scopes, limit: tierLimits.tier2, run: start },
    'chat.appendStream': { token: 'bot', scopes, limit: tierLimits.tier4, run: append },
    'chat.stopStream': { token: 'bot', scopes, limit: tierLimits.tier2, run: stop },
  };
}

/** Whether the call brought anything. */
function add(content: StreamContent, args: MethodArguments): boolean {
  const text = args.string('markdown_text') ?? '';
  if (text.length > maxMarkdownChars) throw new SlackApiError('msg_too_long');
  if (text !== '' && args.has('chunks')) throw new SlackApiError('invalid_arguments');
  if (text !== '') addChunk(content, { type: 'markdown_text', text });
  const chunks = args.has('chunks') ? args.json('chunks') : [];
  if (!Array.isArray(chunks)) throw new SlackApiError('invalid_chunks');
  for (const chunk of chunks) {
    if (!isObject(chunk) || !addChunk(content, chunk)) {
      throw new SlackApiError('invalid_chunks', [
        `[ERROR] unsupported chunk: ${isObject(chunk) ? (stringOf(chunk.type) ?? '') : typeof chunk}`,
      ]);
    }
  }
  return text !== '' || chunks.length > 0;
}
