import type { AppLink } from './app-link.ts';
import type { SlackCore } from './slack-core.ts';
import type { UiEvent } from './ui-protocol.ts';
import { canSee, uiConversation, uiEphemeral, uiHome, uiMessage, uiThread, uiViews } from './ui-state.ts';

/** Tells each person's pages what changed for that person. */
export interface UiFeed {
  subscribe(userId: string, listener: (event: UiEvent) => void): () => void;
  /** After any change of anything. */
  onAnyChange(listener: () => void): () => void;
  viewsChanged(userId: string): void;
  /** Everything is another than before: pages have to begin anew. */
  restart(): void;
  /** Called when pages have to begin anew. */
  onRestart(listener: () => void): () => void;
  /** Something changed that no page shows, but a waiting test may look at. */
  changed(): void;
}

export function createUiFeed(): UiFeed & { connect(core: SlackCore): void } {
  const listeners = new Map<string, Set<(event: UiEvent) => void>>();
  const anyListeners = new Set<() => void>();
  const restartListeners = new Set<() => void>();
  let connected: SlackCore | undefined;

  function changed() {
    for (const listener of anyListeners) listener();
  }
  function tell(userId: string, event: UiEvent) {
    for (const listener of listeners.get(userId) ?? []) listener(event);
  }

  function connect(core: SlackCore) {
    if (connected === undefined) connectLink(core.link);
    connected = core;
    const { workspace } = core;
    workspace.onChange((change) => {
      const channelId =
        change.type === 'conversation' || change.type === 'joined'
          ? change.conversation.id
          : change.message.channel;
      const conversation = workspace.conversations.get(channelId);
      for (const userId of listeners.keys()) {
        if (conversation === undefined || !canSee(core, userId, conversation)) continue;
        if (change.type === 'conversation') {
          tell(userId, { type: 'conversation', conversation: uiConversation(conversation, userId) });
        } else if (change.type === 'deleted') {
          tell(userId, { type: 'message_deleted', channel: channelId, ts: change.message.ts });
        } else if (change.type !== 'joined') {
          tell(userId, { type: 'message', message: uiMessage(core, change.message) });
        }
      }
      changed();
    });
    core.assistantThreads.onChange((channelId, threadTs) => {
      const conversation = workspace.conversations.get(channelId);
      for (const userId of listeners.keys()) {
        if (conversation === undefined || !canSee(core, userId, conversation)) continue;
        tell(userId, { type: 'thread', thread: uiThread(core, channelId, threadTs) });
      }
      changed();
    });
    core.ephemerals.onChange(({ type, message }) => {
      const { channel, ts, to } = message;
      if (type === 'shown') tell(to, { type: 'message', message: uiEphemeral(core, message) });
      else tell(to, { type: 'message_deleted', channel, ts });
      changed();
    });
  }

  /** The way to the app outlives what the workspace holds. */
  function connectLink(link: AppLink) {
    link.onConnectionChange((isConnected) => {
      for (const userId of listeners.keys()) tell(userId, { type: 'bot', connected: isConnected });
      changed();
    });
  }

  return {
    connect,
    changed,
    restart: () => {
      for (const listener of restartListeners) listener();
      changed();
    },
    onRestart: (listener) => {
      restartListeners.add(listener);
      return () => restartListeners.delete(listener);
    },
    viewsChanged: (userId) => {
      if (connected !== undefined) {
        tell(userId, { type: 'views', views: uiViews(connected, userId) });
        const home = uiHome(connected, userId);
        if (home !== undefined) tell(userId, { type: 'home', home });
      }
      changed();
    },
    subscribe: (userId, listener) => {
      const set = listeners.get(userId) ?? new Set();
      set.add(listener);
      listeners.set(userId, set);
      return () => set.delete(listener);
    },
    onAnyChange: (listener) => {
      anyListeners.add(listener);
      return () => anyListeners.delete(listener);
    },
  };
}
