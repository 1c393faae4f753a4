import { createContext, useContext } from 'react';
import type { UiState, UiUser } from '../../slack/ui-protocol.ts';
import type { Api } from '../api.ts';
import type { PageState } from './page-state.ts';
import type { Place } from './place.ts';

/** What nearly every part of the page needs to know. */
export interface Page {
  readonly api: Api;
  readonly workspace: UiState;
  readonly me: UiUser;
  readonly statuses: PageState['statuses'];
  readonly place: Place;
  go(change: Partial<Place>): void;
  /** Shows a sentence for some seconds. */
  complain(sentence: string): void;
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) throw new Error('The page has no workspace yet.');
  return page;
}
