import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Choice, ChoiceSection } from './choice-list.ts';

interface ListboxProps {
  readonly id: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly sections: readonly ChoiceSection[];
  readonly status: string;
  readonly active: number;
  readonly isMulti: boolean;
  isChosen(choice: Choice): boolean;
  onChoose(choice: Choice): void;
  onHover(index: number): void;
}

const MAX_HEIGHT_PX = 300;
const GAP_PX = 4;

/** The list under (or, without room, over) its field; fixed, so that no scrolling box cuts it off. */
export function ChoiceListbox(props: ListboxProps): ReactNode {
  const { id, sections, status, active } = props;
  const list = useRef<HTMLDivElement>(null);
  const style = useAnchoredStyle(props.anchor);
  useEffect(() => {
    list.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, sections]);
  let index = -1;
  return createPortal(
    // The field keeps the focus while the list is used by pointer.
    <div className="listbox-frame" style={style} onMouseDown={(event) => event.preventDefault()}>
      <div id={id} ref={list} role="listbox" className="listbox" aria-multiselectable={props.isMulti}>
        {sections.map((section, at) => (
          <div key={`${section.label}-${at}`} role="group" aria-label={section.label || 'Options'}>
            {section.label !== '' && (
              <div className="listbox-group" aria-hidden="true">
                {section.label}
              </div>
            )}
            {section.choices.map((choice) => {
              index += 1;
              const own = index;
              return (
                <div
                  key={`${own}-${choice.key}`}
                  id={`${id}-${own}`}
                  role="option"
                  aria-selected={props.isChosen(choice)}
                  aria-label={choice.label}
                  {...(choice.description ? { 'aria-description': choice.description } : {})}
                  data-value={choice.key}
                  data-active={own === active}
                  className="listbox-option"
                  onMouseMove={() => own !== active && props.onHover(own)}
                  onClick={() => props.onChoose(choice)}
                >
                  <span className="option-check" aria-hidden="true">
                    {props.isChosen(choice) ? '✓' : ''}
                  </span>
                  <span className="option-text">
                    {choice.label}
                    {choice.description !== '' && (
                      <span className="muted option-description">{choice.description}</span>
                    )}
                  </span>
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {status !== '' && (
        <div className="listbox-status" role="status">
          {status}
        </div>
      )}
    </div>,
    document.body,
  );
}

function useAnchoredStyle(anchor: RefObject<HTMLElement | null>): Record<string, number> {
  const [style, setStyle] = useState<Record<string, number>>({});
  useLayoutEffect(() => {
    const place = (): void => {
      const box = anchor.current?.getBoundingClientRect();
      if (!box) return;
      const below = window.innerHeight - box.bottom - GAP_PX * 2;
      const above = box.top - GAP_PX * 2;
      const opensUp = below < Math.min(MAX_HEIGHT_PX, 200) && above > below;
      setStyle({
        left: box.left,
        width: box.width,
        maxHeight: Math.min(MAX_HEIGHT_PX, opensUp ? above : below),
        ...(opensUp ? { bottom: window.innerHeight - box.top + GAP_PX } : { top: box.bottom + GAP_PX }),
      });
    };
    place();
    // The chips of a multi-select may wrap to another line while the list is open.
    const sizes = new ResizeObserver(place);
    if (anchor.current) sizes.observe(anchor.current);
    window.addEventListener('scroll', place, true);
    window.addEventListener('resize', place);
    return () => {
      sizes.disconnect();
      window.removeEventListener('scroll', place, true);
      window.removeEventListener('resize', place);
    };
  }, [anchor]);
  return style;
}
