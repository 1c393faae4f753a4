import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex="0"]';
const FIELDS = 'input:not([disabled]), textarea:not([disabled]), select:not([disabled])';

function focusable(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((each) => each.offsetParent !== null);
}

/** Keeps Tab inside a dialog. */
export function trapTab(
  event: { key: string; shiftKey: boolean; preventDefault(): void },
  box: HTMLElement,
): void {
  if (event.key !== 'Tab') return;
  const all = focusable(box);
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last) {
    event.preventDefault();
  } else if (event.shiftKey && (document.activeElement === first || !box.contains(document.activeElement))) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && (document.activeElement === last || !box.contains(document.activeElement))) {
    event.preventDefault();
    first.focus();
  }
}

/** The field that the sender wants first, else the first field of the body, else the dialog itself. */
export function focusFirstField(box: HTMLElement): void {
  const wanted =
    box.querySelector<HTMLElement>('[data-focus-on-load="true"]') ??
    box.querySelector<HTMLElement>(`.modal-body :is(${FIELDS})`);
  (wanted ?? box).focus();
}

export function focusFirstError(box: HTMLElement): void {
  const field = box.querySelector<HTMLElement>('.has-error');
  field?.scrollIntoView({ block: 'nearest' });
  field?.querySelector<HTMLElement>(FIELDS)?.focus();
}

/** Gives the focus back to where it was when the dialog opened. */
export function useFocusReturn(isActive: boolean, box: RefObject<HTMLElement | null>): void {
  const before = useRef<Element>(null);
  // Before paint: the page under the dialog turns inert, which takes the focus from what had it.
  useLayoutEffect(() => {
    if (isActive) before.current = document.activeElement;
  }, [isActive]);
  // After the commit that takes the dialog away: only then can the page be focused again.
  useEffect(() => {
    if (!isActive) return undefined;
    return () => {
      const active = document.activeElement;
      const isLost = active === document.body || box.current === null || box.current.contains(active);
      if (before.current instanceof HTMLElement && before.current.isConnected && isLost)
        before.current.focus();
    };
  }, [isActive, box]);
}
