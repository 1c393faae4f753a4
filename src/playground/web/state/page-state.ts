import type { UiEvent, UiMessage, UiState, UiThread } from '../../slack/ui-protocol.ts';

/** Everything the page knows of the workspace as one acting person sees it. */
export interface PageState {
  /** Nothing until the first snapshot for the acting person has come. */
  readonly workspace: UiState | undefined;
  /** Events that came while a snapshot was under way: it may be older than they are. */
  readonly held: readonly UiEvent[] | undefined;
  readonly connected: boolean;
  /** Set when there is nothing to show and the last try failed. */
  readonly failure: string | undefined;
}

type PageAction =
  | { readonly type: 'user_changed' }
  | { readonly type: 'snapshot_asked' }
  | { readonly type: 'snapshot'; readonly workspace: UiState }
  | { readonly type: 'event'; readonly event: UiEvent }
  | { readonly type: 'disconnected' }
  | { readonly type: 'failed'; readonly sentence: string };

export const EMPTY_PAGE: PageState = {
  workspace: undefined,
  held: undefined,
  connected: true,
  failure: undefined,
};

export function reducePage(state: PageState, action: PageAction): PageState {
  switch (action.type) {
    case 'user_changed':
      return EMPTY_PAGE;
    case 'snapshot_asked':
      return { ...state, held: state.held ?? [] };
    case 'snapshot':
      return {
        ...state,
        workspace: (state.held ?? []).reduce(applyEvent, action.workspace),
        held: undefined,
        connected: true,
        failure: undefined,
      };
    case 'event':
      return {
        ...state,
        workspace: state.workspace && applyEvent(state.workspace, action.event),
        held: state.held && [...state.held, action.event],
      };
    case 'disconnected':
      return { ...state, connected: false };
    case 'failed':
      return { ...state, held: undefined, connected: false, failure: action.sentence };
  }
}

function applyEvent(workspace: UiState, event: UiEvent): UiState {
  switch (event.type) {
    case 'message':
      return { ...workspace, messages: withMessage(workspace.messages, event.message) };
    case 'message_deleted':
      return {
        ...workspace,
        messages: workspace.messages.filter(
          ({ channel, ts }) => channel !== event.channel || ts !== event.ts,
        ),
      };
    case 'conversation': {
      const others = workspace.conversations.filter(({ id }) => id !== event.conversation.id);
      return { ...workspace, conversations: [...others, event.conversation] };
    }
    case 'views':
      return { ...workspace, views: event.views };
    case 'home':
      return { ...workspace, home: event.home };
    case 'thread':
      return { ...workspace, threads: withThread(workspace.threads, event.thread) };
    case 'bot':
      return { ...workspace, botConnected: event.connected };
  }
}

function withThread(threads: readonly UiThread[], thread: UiThread): readonly UiThread[] {
  const others = threads.filter(
    ({ channel, threadTs }) => channel !== thread.channel || threadTs !== thread.threadTs,
  );
  return [...others, thread];
}

function withMessage(messages: readonly UiMessage[], message: UiMessage): readonly UiMessage[] {
  const at = messages.findIndex(({ channel, ts }) => channel === message.channel && ts === message.ts);
  return at === -1 ? [...messages, message] : messages.with(at, message);
}
