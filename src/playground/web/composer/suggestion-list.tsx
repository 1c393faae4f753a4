import { type ReactNode, useEffect, useRef } from 'react';
import type { Completion, Suggestion } from './completion.ts';

interface SuggestionListProps {
  readonly id: string;
  readonly completion: Completion;
  readonly active: number;
  onChoose(suggestion: Suggestion): void;
  onHover(index: number): void;
}

export function SuggestionList({
  id,
  completion,
  active,
  onChoose,
  onHover,
}: SuggestionListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // The composer keeps the focus.
    <div className="suggestions" onMouseDown={(event) => event.preventDefault()}>
      <div className="suggestions-title">
        {completion.kind === 'command' ? 'Commands' : 'People and apps'}
      </div>
      <div
        role="listbox"
        id={id}
        ref={list}
        aria-label={completion.kind === 'command' ? 'Commands' : 'People and apps'}
      >
        {completion.suggestions.map((suggestion, index) => (
          <div
            key={suggestion.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className="suggestion"
            onMouseMove={() => index !== active && onHover(index)}
            onClick={() => onChoose(suggestion)}
          >
            <div>
              <strong>{suggestion.title}</strong> <span className="muted">{suggestion.hint}</span>
            </div>
            {suggestion.description !== '' && <div className="muted">{suggestion.description}</div>}
          </div>
        ))}
      </div>
    </div>
  );
}
