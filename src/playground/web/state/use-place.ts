import { useCallback, useEffect, useState } from 'react';
import { formatPlace, type Place, parsePlace } from './place.ts';

const LAST_PLACE = 'last-place';

/** The URL's place, or the tab's last one under a bare URL; without a person there, the one that the server puts first. */
function readPlace(): Place {
  const place = parsePlace(window.location.hash || (sessionStorage.getItem(LAST_PLACE) ?? ''));
  const first = document.querySelector('meta[name="first-user"]')?.getAttribute('content') ?? '';
  return place.user === '' ? { ...place, user: first } : place;
}

/** The place in the URL, and how to go elsewhere; a history entry for each move. */
export function usePlace(): [Place, (change: Partial<Place>) => void] {
  const [place, setPlace] = useState(readPlace);
  useEffect(() => {
    const follow = (): void => setPlace(readPlace());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    const hash = formatPlace(place);
    sessionStorage.setItem(LAST_PLACE, hash);
    if (window.location.hash === '') window.history.replaceState(null, '', hash);
  }, [place]);
  const go = useCallback((change: Partial<Place>) => {
    const next = { ...readPlace(), ...change };
    const isCompletion = parsePlace(window.location.hash).channel === '';
    // Completing a URL is no step to go back to.
    if (isCompletion) window.history.replaceState(null, '', formatPlace(next));
    else window.location.hash = formatPlace(next);
    setPlace(next);
  }, []);
  return [place, go];
}
