import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { type Json, objects, text, textOf } from '../json.ts';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { isOpenableUrl } from '../mrkdwn/inline.ts';
import { type ElementProps, useElement } from './use-element.ts';

/** The "⋯" menu. */
export function OverflowMenu(props: ElementProps): ReactNode {
  const { element, actionId } = props;
  const { act, isPending } = useElement(props);
  const [isOpen, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen) menu.current?.querySelector('button')?.focus();
  }, [isOpen]);

  function close(): void {
    setOpen(false);
    trigger.current?.focus();
  }

  function choose(option: Json): void {
    close();
    const url = text(option.url);
    if (isOpenableUrl(url)) window.open(url, '_blank', 'noopener');
    void act({ type: 'overflow', selected_option: option });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const items = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      items.at((at + step) % items.length)?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  }

  return (
    <span
      className="overflow"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={trigger}
        type="button"
        className="button button-default"
        data-action-id={actionId}
        aria-label="More options"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-busy={isPending}
        onClick={() => setOpen(!isOpen)}
      >
        ⋯
      </button>
      {isOpen && (
        <div className="menu" role="menu" ref={menu} onKeyDown={onKeyDown}>
          {objects(element.options).map((option, index) => (
            <button
              key={text(option.value) || index}
              type="button"
              role="menuitem"
              className="menu-item"
              onClick={() => choose(option)}
            >
              {withEmoji(textOf(option.text))}
              {textOf(option.description) !== '' && (
                <span className="muted"> {withEmoji(textOf(option.description))}</span>
              )}
            </button>
          ))}
        </div>
      )}
    </span>
  );
}
