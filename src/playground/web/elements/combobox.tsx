import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import type { Choice, ChoiceSection } from './choice-list.ts';
import { ChoiceListbox } from './listbox.tsx';

interface ComboboxProps {
  readonly attributes: Record<string, string | boolean>;
  readonly placeholder: string;
  readonly isMulti: boolean;
  readonly maxChosen: number;
  readonly isClearable: boolean;
  readonly isPending: boolean;
  /** What to offer, already filtered by the query. */
  readonly sections: readonly ChoiceSection[];
  /** Shown in place of choices: loading, a failure. */
  readonly status: string;
  readonly query: string;
  onQuery(query: string): void;
  onOpenChange?(isOpen: boolean): void;
  readonly chosen: readonly Choice[];
  onChange(chosen: readonly Choice[]): void;
}

/** A searchable select, single or with chips, by pointer and by keyboard. */
export function Combobox(props: ComboboxProps): ReactNode {
  const { attributes, isMulti, chosen, query, sections, maxChosen } = props;
  const listId = useId();
  const [isOpen, setOpenState] = useState(false);
  const [at, setAt] = useState(0);
  const field = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const choices = sections.flatMap((section) => section.choices);
  const active = Math.min(at, choices.length - 1);
  const isFull = isMulti && chosen.length >= maxChosen;

  function setOpen(next: boolean): void {
    if (next === isOpen) return;
    setOpenState(next);
    props.onOpenChange?.(next);
    if (!next) props.onQuery('');
    const current = isMulti ? -1 : choices.findIndex((choice) => choice.key === chosen[0]?.key);
    setAt(Math.max(0, current));
  }

  function search(words: string): void {
    if (!isOpen) setOpen(true);
    props.onQuery(words);
    setAt(0);
  }

  function choose(choice: Choice | undefined): void {
    if (choice === undefined) return;
    const isChosen = chosen.some((each) => each.key === choice.key);
    if (!isMulti) {
      if (!isChosen) props.onChange([choice]);
      setOpen(false);
    } else if (isChosen) {
      props.onChange(chosen.filter((each) => each.key !== choice.key));
    } else if (!isFull) {
      props.onChange([...chosen, choice]);
      props.onQuery('');
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (!isOpen) setOpen(true);
      else if (choices.length > 0) setAt((active + step + choices.length) % choices.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (isOpen) choose(choices[active]);
      else setOpen(true);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'Tab') {
      setOpen(false);
    } else if (event.key === 'Backspace' && isMulti && query === '' && chosen.length > 0) {
      props.onChange(chosen.slice(0, -1));
    }
  }

  const single = isMulti ? undefined : chosen[0];
  const shown = isOpen || isMulti ? query : (single?.label ?? '');
  const isClearable = props.isClearable && single !== undefined && !isOpen;
  return (
    <div className="combobox" ref={field}>
      <div
        className={`combobox-field${attributes['aria-invalid'] ? ' is-invalid' : ''}`}
        onMouseDown={(event) => {
          if (event.target === input.current || event.target instanceof HTMLButtonElement) return;
          event.preventDefault();
          input.current?.focus();
          setOpen(!isOpen);
        }}
      >
        {isMulti &&
          chosen.map((choice) => (
            <span key={choice.key} className="chip">
              {choice.label}
              <button
                type="button"
                className="chip-remove"
                aria-label={`Remove ${choice.label}`}
                onClick={() => props.onChange(chosen.filter((each) => each.key !== choice.key))}
              >
                ×
              </button>
            </span>
          ))}
        <input
          {...attributes}
          ref={input}
          role="combobox"
          type="text"
          autoComplete="off"
          className="combobox-input"
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-busy={props.isPending}
          {...(isOpen && choices[active] ? { 'aria-activedescendant': `${listId}-${active}` } : {})}
          placeholder={single?.label ?? (isMulti && chosen.length > 0 ? '' : props.placeholder)}
          value={shown}
          onChange={(event) => search(event.target.value)}
          onClick={() => setOpen(true)}
          onFocus={(event) => event.target.select()}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        {isClearable && (
          <button
            type="button"
            className="chip-remove"
            aria-label="Clear selection"
            onClick={() => props.onChange([])}
          >
            ×
          </button>
        )}
        {props.isPending ? (
          <span className="spinner" aria-hidden="true" />
        ) : (
          <span className="combobox-arrow" aria-hidden="true">
            ▾
          </span>
        )}
      </div>
      {isOpen && (
        <ChoiceListbox
          id={listId}
          anchor={field}
          sections={sections}
          status={
            props.status ||
            (choices.length === 0 ? 'No matches' : isFull ? `At most ${maxChosen} can be chosen` : '')
          }
          active={active}
          isMulti={isMulti}
          isChosen={(choice) => chosen.some((each) => each.key === choice.key)}
          onChoose={choose}
          onHover={setAt}
        />
      )}
    </div>
  );
}
