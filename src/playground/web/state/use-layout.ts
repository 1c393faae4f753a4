import { useCallback, useEffect, useState } from 'react';
import { formatLayout, type Layout, moved, type Place, parseLayout } from './place.ts';

const LAST_LAYOUT = 'last-layout';

/** The URL's layout, or the tab's last one under a bare URL; without a person there, the one that the server puts first. */
function readLayout(): Layout {
  const last = sessionStorage.getItem(LAST_LAYOUT) ?? '';
  const layout = parseLayout(window.location.hash || last);
  const first = document.querySelector('meta[name="first-user"]')?.getAttribute('content') ?? '';
  const someone = parseLayout(last).places[0]?.user || first;
  const places = layout.places.map((place) => (place.user === '' ? { ...place, user: someone } : place));
  return { ...layout, places };
}

export interface LayoutControl {
  readonly layout: Layout;
  /** Moves one of the people. */
  go(index: number, change: Partial<Place>): void;
  add(place: Place): void;
  remove(index: number): void;
  inspect(isInspecting: boolean): void;
}

/** The layout in the URL, and how to change it; a history entry for each step. */
export function useLayout(): LayoutControl {
  const [layout, setLayout] = useState(readLayout);
  useEffect(() => {
    const follow = (): void => setLayout(readLayout());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    const hash = formatLayout(layout);
    sessionStorage.setItem(LAST_LAYOUT, hash);
    if (window.location.hash === '') window.history.replaceState(null, '', hash);
  }, [layout]);

  const change = useCallback((next: (before: Layout) => Layout, isStep = true) => {
    const after = next(readLayout());
    if (isStep) window.location.hash = formatLayout(after);
    else window.history.replaceState(null, '', formatLayout(after));
    setLayout(after);
  }, []);
  const go = useCallback(
    (index: number, step: Partial<Place>) => {
      // Completing a URL is no step to go back to.
      const isStep = parseLayout(window.location.hash).places[index]?.channel !== '';
      change(({ places, ...rest }) => {
        const place = places[index];
        return { ...rest, places: place ? places.with(index, moved(place, step)) : places };
      }, isStep);
    },
    [change],
  );
  const add = useCallback(
    (place: Place) => change(({ places, ...rest }) => ({ ...rest, places: [...places, place] })),
    [change],
  );
  const remove = useCallback(
    (index: number) =>
      change(({ places, ...rest }) => ({ ...rest, places: places.filter((_, at) => at !== index) })),
    [change],
  );
  const inspect = useCallback(
    (isInspecting: boolean) => change(({ places }) => ({ places, isInspecting }), false),
    [change],
  );
  return { layout, go, add, remove, inspect };
}
