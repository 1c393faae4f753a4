import type {
  FileContent,
  MessageContent,
  Place,
  PlanPiece,
  SlackPoster,
} from '../../src/delivery/poster.ts';
import { ErrandError } from '../../src/errors.ts';

export interface PostedMessage {
  readonly ts: string;
  readonly channelId: string;
  readonly threadTs: string | null;
  readonly deliveryId: string;
  readonly atMs: number;
  text: string;
  hasBlocks: boolean;
  /** All that its blocks say, as JSON. */
  shown: string;
}

type Method = keyof SlackPoster;

/** What happens to a call: it is held, or fails with this code, having had its effect or not. */
export interface Trouble {
  readonly code?: string;
  readonly retryAfterMs?: number;
  readonly hadEffect?: boolean;
  /** Waits before the effect. */
  readonly begin?: Promise<unknown>;
  /** Waits after the effect, before the answer. */
  readonly until?: Promise<unknown>;
}

/** Slack as delivery sees it, in memory: keeps what was posted and fails when told to. */
export interface MemorySlack extends SlackPoster {
  readonly messages: PostedMessage[];
  readonly removed: PostedMessage[];
  readonly files: { id: string; place: Place | null; content: string }[];
  /** Every call in its order, with the channel where there is one. */
  readonly calls: { method: Method; channelId: string | null; atMs: number }[];
  readonly updates: { ts: string; shown: string }[];
  /** Pieces of streams in their order; the last one of each is `stopped`. */
  readonly pieces: { ts: string; piece: PlanPiece | undefined; isLast: boolean }[];
  readonly reactions: { ts: string; name: string }[];
  /** Channels that the bot cannot write to. */
  readonly closed: Set<string>;
  /** The next calls of this method meet these troubles, one each. */
  trouble(method: Method, ...troubles: readonly Trouble[]): void;
}

export function createMemorySlack(): MemorySlack {
  const messages: PostedMessage[] = [];
  const removed: PostedMessage[] = [];
  const files: MemorySlack['files'] = [];
  const calls: MemorySlack['calls'] = [];
  const pieces: MemorySlack['pieces'] = [];
  const streams = new Set<string>();
  const reactions: MemorySlack['reactions'] = [];
  const updates: MemorySlack['updates'] = [];
  const closed = new Set<string>();
  const troubles = new Map<Method, Trouble[]>();
  let lastTs = 0;

  async function call<T>(method: Method, channelId: string | null, effect: () => T): Promise<T> {
    calls.push({ method, channelId, atMs: Date.now() });
    const met = troubles.get(method)?.shift();
    await met?.begin;
    const isClosed = channelId !== null && closed.has(channelId);
    const code = isClosed ? 'slack.cannot_post' : met?.code;
    const result = code === undefined || met?.hadEffect === true ? effect() : undefined;
    await met?.until;
    if (code !== undefined) {
      const { retryAfterMs } = met ?? {};
      throw new ErrandError(code, 'Trouble that the test asked for.', {
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });
    }
    return result as T;
  }

  function addPiece(ts: string, piece: PlanPiece | undefined, isLast: boolean): void {
    if (!streams.has(ts)) throw new ErrandError('slack.stream_over', 'It is not streamed.');
    pieces.push({ ts, piece, isLast });
    if (isLast) streams.delete(ts);
  }

  const show = ({ text, blocks }: MessageContent) => ({
    text,
    hasBlocks: blocks !== undefined,
    shown: JSON.stringify(blocks ?? text),
  });

  return {
    messages,
    removed,
    files,
    calls,
    updates,
    pieces,
    reactions,
    closed,
    trouble(method, ...added) {
      troubles.set(method, [...(troubles.get(method) ?? []), ...added]);
    },
    post: (place, content, deliveryId) =>
      call('post', place.channelId, () => {
        lastTs += 1;
        const ts = `${lastTs}.000100`;
        messages.push({ ts, ...place, deliveryId, atMs: Date.now(), ...show(content) });
        return ts;
      }),
    update: ({ channelId, ts }, content) =>
      call('update', channelId, () => {
        const message = messages.find((each) => each.ts === ts && each.channelId === channelId);
        if (message === undefined) throw new ErrandError('slack.message_gone', 'It was deleted.');
        if (streams.has(ts)) throw new ErrandError('slack.refused', 'It is being streamed.');
        Object.assign(message, show(content));
        updates.push({ ts, shown: message.shown });
      }),
    remove: ({ channelId, ts }) =>
      call('remove', channelId, () => {
        if (streams.has(ts)) throw new ErrandError('slack.refused', 'It is being streamed.');
        const index = messages.findIndex((each) => each.ts === ts && each.channelId === channelId);
        removed.push(...(index < 0 ? [] : messages.splice(index, 1)));
      }),
    findPost: (place, deliveryId) =>
      call('findPost', place.channelId, () => {
        const isThere = (each: PostedMessage) =>
          each.channelId === place.channelId &&
          each.threadTs === place.threadTs &&
          each.deliveryId === deliveryId;
        return messages.find(isThere)?.ts;
      }),
    startStream: (place, _recipient, piece) =>
      call('startStream', place.channelId, () => {
        lastTs += 1;
        const ts = `${lastTs}.000100`;
        messages.push({ ts, ...place, deliveryId: '', atMs: Date.now(), ...show({ text: piece.title }) });
        streams.add(ts);
        addPiece(ts, piece, false);
        return ts;
      }),
    appendStream: ({ channelId, ts }, piece) =>
      call('appendStream', channelId, () => addPiece(ts, piece, false)),
    stopStream: ({ channelId, ts }, piece) => call('stopStream', channelId, () => addPiece(ts, piece, true)),
    findStream: (place, prefix) =>
      call(
        'findStream',
        place.channelId,
        () => pieces.find(({ piece }) => piece?.tasks.some(({ id }) => id.startsWith(prefix)))?.ts,
      ),
    uploadBytes: ({ content }: FileContent) =>
      textOf(content).then((text) =>
        call('uploadBytes', null, () => {
          const id = `F${files.length + 1}`;
          files.push({ id, place: null, content: text });
          return id;
        }),
      ),
    shareFile: (place, fileId) =>
      call('shareFile', place.channelId, () => {
        const file = files.find(({ id }) => id === fileId);
        if (file !== undefined) file.place = place;
      }),
    isFileShared: (fileId) =>
      call('isFileShared', null, () => files.some(({ id, place }) => id === fileId && place !== null)),
    react: ({ channelId, ts }, name, isAdded) =>
      call('react', channelId, () => {
        const index = reactions.findIndex((each) => each.ts === ts && each.name === name);
        if (isAdded && index < 0) reactions.push({ ts, name });
        if (!isAdded && index >= 0) reactions.splice(index, 1);
      }),
    setStatus: ({ channelId }) => call('setStatus', channelId, () => undefined),
    openDirectMessage: (userId) => call('openDirectMessage', null, () => `D-${userId}`),
    timeZoneOf: () => Promise.resolve('UTC'),
  };
}

async function textOf(content: FileContent['content']): Promise<string> {
  if (typeof content === 'string') return content;
  if (content instanceof Uint8Array) return Buffer.from(content).toString();
  return (await Array.fromAsync(content.chunks())).join('');
}
