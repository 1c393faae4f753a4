import { type ReactNode, useRef, useState } from 'react';
import { emojiOf, emojisNamed } from '../mrkdwn/emoji.ts';
import { Icon } from '../shell/icon.tsx';
import { Popover } from '../shell/popover.tsx';

const SHOWN_AT_MOST = 80;

interface EmojiPickerProps {
  readonly label: string;
  readonly className: string;
  onChoose(name: string): void;
}

/** A button that offers the emoji, and finds one by its name. */
export function EmojiPicker({ label, className, onChoose }: EmojiPickerProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const trigger = useRef<HTMLButtonElement>(null);
  const found = emojisNamed(query).slice(0, SHOWN_AT_MOST);

  function close(): void {
    setOpen(false);
    setQuery('');
  }
  function choose(name: string | undefined): void {
    if (name === undefined) return;
    close();
    trigger.current?.focus();
    onChoose(name);
  }

  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => (isOpen ? close() : setOpen(true))}
      >
        <Icon name="smile" />
      </button>
      {isOpen && (
        <Popover
          anchor={trigger}
          role="dialog"
          label="Emoji"
          className="emoji-picker"
          arrows="grid"
          onClose={close}
        >
          <input
            className="emoji-search"
            aria-label="Search emoji"
            placeholder="Search emoji"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') choose(found[0]);
            }}
          />
          <div className="emoji-grid">
            {found.map((name) => (
              <button
                key={name}
                type="button"
                className="emoji-choice"
                aria-label={name}
                title={`:${name}:`}
                onClick={() => choose(name)}
              >
                {emojiOf(name)}
              </button>
            ))}
          </div>
          {found.length === 0 && <p className="muted">There is no emoji of that name here.</p>}
        </Popover>
      )}
    </>
  );
}
