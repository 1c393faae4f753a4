import type { Clock } from '../../clock.ts';
import type { Workspace } from './workspace.ts';

/** Slack takes a status away by itself. */
const statusLifetimeMs = 120_000;

/** What the app says of a thread beside its messages. */
export interface AssistantThread {
  /** Empty when there is none, or it has run out. */
  readonly status: string;
  readonly loadingMessages: readonly string[];
  readonly title?: string;
  readonly promptsTitle?: string;
  readonly prompts: readonly { readonly title: string; readonly message: string }[];
}

const silence = { status: '', loadingMessages: [] };

type StoredThread = AssistantThread & { readonly statusAtMs: number };
type Change = Partial<Omit<AssistantThread, 'status' | 'loadingMessages'>>;

export interface AssistantThreads {
  of(channelId: string, threadTs: string): AssistantThread;
  setStatus(channelId: string, threadTs: string, status: string, loadingMessages: readonly string[]): void;
  change(channelId: string, threadTs: string, change: Change): void;
  onChange(listener: (channelId: string, threadTs: string) => void): void;
}

export function createAssistantThreads(clock: Clock, workspace: Workspace): AssistantThreads {
  const threads = new Map<string, StoredThread>();
  const listeners: ((channelId: string, threadTs: string) => void)[] = [];
  const key = (channelId: string, threadTs: string) => `${channelId}:${threadTs}`;
  const stored = (channelId: string, threadTs: string): StoredThread =>
    threads.get(key(channelId, threadTs)) ?? { ...silence, prompts: [], statusAtMs: 0 };

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
      const isOver = clock.nowMs() - statusAtMs >= statusLifetimeMs;
      return isOver ? { ...thread, ...silence } : thread;
    },
    setStatus: (channelId, threadTs, status, loadingMessages) =>
      set(channelId, threadTs, { status, loadingMessages, statusAtMs: clock.nowMs() }),
    change: set,
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}
