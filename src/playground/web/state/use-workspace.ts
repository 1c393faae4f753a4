import { useEffect, useMemo, useReducer } from 'react';
import type { UiEvent } from '../../slack/ui-protocol.ts';
import { type Api, createApi, sentenceOf } from '../api.ts';
import { EMPTY_PAGE, type PageState, reducePage } from './page-state.ts';

const RECONNECT_MS = 1_500;

/**
 * Follows the local Slack as one person: a snapshot whenever the event stream opens, then its events.
 * A broken stream is opened again until the component goes.
 */
export function useWorkspace(user: string): { page: PageState; api: Api } {
  const api = useMemo(() => createApi(user), [user]);
  const [page, dispatch] = useReducer(reducePage, EMPTY_PAGE);
  useEffect(() => {
    dispatch({ type: 'user_changed' });
    let stopped = false;
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function takeSnapshot(): Promise<void> {
      dispatch({ type: 'snapshot_asked' });
      try {
        const workspace = await api.state();
        if (!stopped) dispatch({ type: 'snapshot', workspace });
      } catch (error) {
        if (!stopped) dispatch({ type: 'failed', sentence: sentenceOf(error) });
      }
    }

    function connect(): void {
      const stream = new EventSource(api.eventsUrl());
      source = stream;
      stream.onopen = () => void takeSnapshot();
      stream.onmessage = (message: MessageEvent<string>) => {
        dispatch({ type: 'event', event: JSON.parse(message.data) as UiEvent });
      };
      stream.onerror = () => {
        stream.close();
        if (stopped) return;
        dispatch({ type: 'disconnected' });
        void takeSnapshot();
        timer = setTimeout(connect, RECONNECT_MS);
      };
    }

    connect();
    return () => {
      stopped = true;
      source?.close();
      clearTimeout(timer);
    };
  }, [api]);
  return { page, api };
}
