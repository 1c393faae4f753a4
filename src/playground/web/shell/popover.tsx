import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';
import { createPortal } from 'react-dom';

const GAP_PX = 4;
const MARGIN_PX = 8;
const FOCUSABLE = 'button:not([disabled]), input';

interface PopoverProps {
  /** What opened it: gets the focus back. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly role: 'menu' | 'dialog';
  readonly label: string;
  readonly className: string;
  /** Which way an arrow key goes: `grid` takes left and right too. */
  readonly arrows: 'column' | 'grid';
  onClose(): void;
  readonly children: ReactNode;
}

/**
 * A box beside what opened it, over everything else, so that no scrolling box cuts it off. Its first control has the
 * focus; Escape, Tab and a press elsewhere close it.
 */
export function Popover(props: PopoverProps): ReactNode {
  const { anchor, role, label, className, onClose } = props;
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(onClose);
  latest.current = onClose;
  useLayoutEffect(() => {
    if (box.current && anchor.current) placeBeside(box.current, anchor.current);
    box.current?.querySelector<HTMLElement>(FOCUSABLE)?.focus();
  }, [anchor]);
  useEffect(() => {
    const away = (event: Event): void => {
      const target = event.target instanceof Node ? event.target : null;
      if (box.current?.contains(target) || anchor.current?.contains(target)) return;
      latest.current();
    };
    const moved = (): void => latest.current();
    document.addEventListener('pointerdown', away, true);
    window.addEventListener('resize', moved);
    return () => {
      document.removeEventListener('pointerdown', away, true);
      window.removeEventListener('resize', moved);
    };
  }, [anchor]);

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    const step = stepOf(event.key, props.arrows);
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
      anchor.current?.focus();
    } else if (step !== 0) {
      const all = [...(box.current?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])];
      const at = all.findIndex((each) => each === document.activeElement);
      event.preventDefault();
      all.at((at + step) % all.length)?.focus();
    }
  }

  return createPortal(
    <div ref={box} role={role} aria-label={label} className={`popover ${className}`} onKeyDown={onKeyDown}>
      {props.children}
    </div>,
    document.body,
  );
}

function stepOf(key: string, arrows: PopoverProps['arrows']): number {
  if (key === 'ArrowDown') return 1;
  if (key === 'ArrowUp') return -1;
  if (arrows === 'column') return 0;
  return key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
}

/** Under the anchor, or over it where there is more room; within the window. */
function placeBeside(box: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const below = window.innerHeight - at.bottom;
  const opensUp = below < height + MARGIN_PX && at.top > below;
  const left = at.left + width > window.innerWidth - MARGIN_PX ? at.right - width : at.left;
  box.style.left = `${Math.max(MARGIN_PX, Math.min(left, window.innerWidth - width - MARGIN_PX))}px`;
  // Held by the edge that is nearer to the anchor: what is in the box may change.
  if (opensUp) {
    const bottom = window.innerHeight - at.top + GAP_PX;
    box.style.bottom = `${Math.max(MARGIN_PX, Math.min(bottom, window.innerHeight - height - MARGIN_PX))}px`;
  } else {
    const top = at.bottom + GAP_PX;
    box.style.top = `${Math.max(MARGIN_PX, Math.min(top, window.innerHeight - height - MARGIN_PX))}px`;
  }
}
