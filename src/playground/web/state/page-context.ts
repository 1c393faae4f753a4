import { createContext, useContext, useRef } from 'react';
import type { UiMessage, UiState, UiThread, UiUser, UiView } from '../../slack/ui-protocol.ts';
import type { Api } from '../api.ts';
import type { Place } from './place.ts';

/** What seldom changes: who and what is there, not what is said. */
export type Directory = Omit<UiState, 'messages' | 'views' | 'home' | 'threads'>;

/** What nearly every part of the page needs to know. A message that comes leaves it as it is. */
export interface Page {
  readonly api: Api;
  readonly workspace: Directory;
  readonly me: UiUser;
  readonly place: Place;
  go(change: Partial<Place>): void;
  /** Shows a sentence for some seconds. */
  complain(sentence: string): void;
}

/** What changes all the time: only the panes themselves look at it. */
export interface Live {
  readonly messages: readonly UiMessage[];
  readonly views: readonly UiView[];
  readonly home: UiView | undefined;
  readonly threads: readonly UiThread[];
}

export const PageContext = createContext<Page | undefined>(undefined);
export const LiveContext = createContext<Live | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) throw new Error('The page has no workspace yet.');
  return page;
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === undefined) throw new Error('The page has no workspace yet.');
  return live;
}

/** The same object as long as nothing in it is another. */
export function useDirectory(state: UiState | undefined): Directory | undefined {
  const latest = useRef<Directory>(undefined);
  if (state === undefined) {
    latest.current = undefined;
  } else {
    const { messages: _messages, views: _views, home: _home, threads: _threads, ...directory } = state;
    if (!isSame(latest.current, directory)) latest.current = directory;
  }
  return latest.current;
}

function isSame(one: Directory | undefined, other: Directory): boolean {
  if (one === undefined) return false;
  const before = new Map<string, unknown>(Object.entries(one));
  return Object.entries(other).every(([key, value]) => before.get(key) === value);
}
