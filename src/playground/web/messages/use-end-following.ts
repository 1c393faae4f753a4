import { useEffect, useLayoutEffect, useRef } from 'react';

const NEAR_END_PX = 120;

/**
 * Keeps a scrolling box at its end unless the reader has scrolled up. A newest message that is taller than the box
 * is shown from its beginning. Where there is a message to look at, the box begins with that one in its middle.
 */
export function useEndFollowing(place: string, count: number, lookedAt: string) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const message =
      lookedAt === '' ? null : box.current?.querySelector(`article[data-ts="${CSS.escape(lookedAt)}"]`);
    isAtEnd.current = !message;
    if (message) message.scrollIntoView({ block: 'center' });
    else box.current?.scrollTo({ top: endOf(box.current) });
  }, [place, lookedAt]);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const follow = (): void => {
      // Who reads on in a tall message is not drawn back to its beginning.
      if (isAtEnd.current && element.scrollTop < endOf(element)) element.scrollTo({ top: endOf(element) });
    };
    const note = (): void => {
      isAtEnd.current = endOf(element) - element.scrollTop < NEAR_END_PX;
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
    if (isAtEnd.current) box.current?.scrollTo({ top: endOf(box.current) });
  }, [count]);
  return box;
}

/** Where the box stands when its newest message is in sight. */
function endOf(box: HTMLElement): number {
  const end = box.scrollHeight - box.clientHeight;
  const newest = [...box.querySelectorAll('article')].at(-1);
  if (newest === undefined) return end;
  const newestTop = newest.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  return Math.min(end, newestTop);
}
