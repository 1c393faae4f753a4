import { type ReactNode, useRef, useState } from 'react';
import { Popover } from './popover.tsx';

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  readonly isDangerous?: boolean;
  choose(): void;
}

export interface MenuSection {
  readonly title: string;
  readonly items: readonly MenuItem[];
}

interface MenuProps {
  readonly label: string;
  readonly className: string;
  readonly attributes?: Readonly<Record<string, string | boolean>>;
  readonly sections: readonly MenuSection[];
  onOpenChange?(isOpen: boolean): void;
  /** What stands on the button. */
  readonly children: ReactNode;
}

/** A button with a menu under it. */
export function Menu({
  label,
  className,
  attributes,
  sections,
  onOpenChange,
  children,
}: MenuProps): ReactNode {
  const [isOpen, setOpenState] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const setOpen = (next: boolean): void => {
    setOpenState(next);
    onOpenChange?.(next);
  };
  const choose = (item: MenuItem): void => {
    setOpen(false);
    trigger.current?.focus();
    item.choose();
  };
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        {...attributes}
        onClick={() => setOpen(!isOpen)}
      >
        {children}
      </button>
      {isOpen && (
        <Popover
          anchor={trigger}
          role="menu"
          label={label}
          className="menu"
          arrows="column"
          onClose={() => setOpen(false)}
        >
          {sections
            .filter(({ items }) => items.length > 0)
            .map(({ title, items }, index) => (
              <div key={index} role="group" aria-label={title || label} className="menu-section">
                {title !== '' && <div className="menu-title">{title}</div>}
                {items.map((item) => (
                  <button
                    key={item.key}
                    type="button"
                    role="menuitem"
                    className={item.isDangerous === true ? 'menu-item menu-item-danger' : 'menu-item'}
                    onClick={() => choose(item)}
                  >
                    {item.label}
                    {item.hint !== undefined && item.hint !== '' && (
                      <span className="menu-hint">{item.hint}</span>
                    )}
                  </button>
                ))}
              </div>
            ))}
        </Popover>
      )}
    </>
  );
}
