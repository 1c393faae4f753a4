import { useEffect, useLayoutEffect, useRef } from 'react';

const NEAR_END_PX = 120;

/** Keeps a scrolling box at its end unless the reader has scrolled up. */
export function useEndFollowing(place: string, count: number) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    isAtEnd.current = true;
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [place]);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const follow = (): void => {
      if (isAtEnd.current) element.scrollTo({ top: element.scrollHeight });
    };
    const note = (): void => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    };
    // Cards grow when they are edited, previews when they are loaded.
    const sizes = new ResizeObserver(follow);
    sizes.observe(element);
    if (element.firstElementChild) sizes.observe(element.firstElementChild);
    element.addEventListener('scroll', note);
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', note);
    };
  }, []);
  useEffect(() => {
    if (isAtEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [count]);
  return box;
}
