import { createContext } from 'react';

/** What was written and not sent, by person, channel and thread; kept while the page stands. */
export const DraftsContext = createContext<Map<string, string>>(new Map());
