import type { Clock } from '../../clock.ts';
import type { Workspace } from './workspace.ts';

/** Slack takes a status away by itself. */
const statusLifetimeMs = 120_000;

/** What the app says of a thread beside its messages. */
export interface AssistantThread {
  /** Empty when there is none, or it has run out. */
  readonly status: string;
  readonly loadingMessages: readonly string[];
  /** After that time the status ends by itself. */
  readonly statusEndsInMs: number;
  readonly title?: string;
  readonly promptsTitle?: string;
  readonly prompts: readonly { readonly title: string; readonly message: string }[];
}

const silence = { status: '', loadingMessages: [] };
const nothingSaid = { ...silence, prompts: [], statusAtMs: 0 };

type StoredThread = Omit<AssistantThread, 'statusEndsInMs'> & { readonly statusAtMs: number };
type Change = Partial<Pick<AssistantThread, 'title' | 'prompts' | 'promptsTitle'>>;

interface ThreadAt {
  readonly channelId: string;
  readonly threadTs: string;
}

export interface AssistantThreads {
  of(channelId: string, threadTs: string): AssistantThread;
  /** Those of which the app has said anything. */
  all(): readonly ThreadAt[];
  setStatus(channelId: string, threadTs: string, status: string, loadingMessages: readonly string[]): void;
  change(channelId: string, threadTs: string, change: Change): void;
  onChange(listener: (channelId: string, threadTs: string) => void): void;
}

export function createAssistantThreads(clock: Clock, workspace: Workspace): AssistantThreads {
  const threads = new Map<string, StoredThread>();
  const listeners: ((channelId: string, threadTs: string) => void)[] = [];
  const key = (channelId: string, threadTs: string) => `${channelId}:${threadTs}`;
  const stored = (channelId: string, threadTs: string): StoredThread =>
    threads.get(key(channelId, threadTs)) ?? nothingSaid;

  function set(channelId: string, threadTs: string, change: Partial<StoredThread>) {
    threads.set(key(channelId, threadTs), { ...stored(channelId, threadTs), ...change });
    for (const listener of listeners) listener(channelId, threadTs);
  }

  // What the app says in the thread takes the place of its status.
  workspace.onChange((change) => {
    if (change.type !== 'message' || change.message.botId !== workspace.botId) return;
    const { channel, threadTs } = change.message;
    if (threadTs !== undefined && stored(channel, threadTs).status !== '') set(channel, threadTs, silence);
  });

  return {
    of: (channelId, threadTs) => {
      const { statusAtMs, ...thread } = stored(channelId, threadTs);
      const endsInMs = statusAtMs + statusLifetimeMs - clock.nowMs();
      return endsInMs > 0
        ? { ...thread, statusEndsInMs: endsInMs }
        : { ...thread, ...silence, statusEndsInMs: 0 };
    },
    all: () =>
      [...threads.keys()].map((id) => {
        const [channelId = '', threadTs = ''] = id.split(':');
        return { channelId, threadTs };
      }),
    setStatus: (channelId, threadTs, status, loadingMessages) =>
      set(channelId, threadTs, { status, loadingMessages, statusAtMs: clock.nowMs() }),
    change: set,
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}
