import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { ConfirmContext } from '../elements/use-element.ts';
import { type Json, text, textOf } from '../json.ts';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { TextObject } from '../mrkdwn/text-view.tsx';
import { trapTab, useFocusReturn } from './focus.ts';

interface Question {
  readonly confirm: Json;
  answer(isWanted: boolean): void;
}

/** Gives its children a way to ask, and shows the question over everything else. */
export function ConfirmProvider({ children }: { children: ReactNode }): ReactNode {
  const [question, setQuestion] = useState<Question>();
  const ask = useCallback(
    (confirm: Json) =>
      new Promise<boolean>((resolve) => {
        setQuestion({
          confirm,
          answer: (isWanted) => {
            setQuestion(undefined);
            resolve(isWanted);
          },
        });
      }),
    [],
  );
  return (
    <ConfirmContext value={ask}>
      {children}
      {question && <ConfirmDialog {...question} />}
    </ConfirmContext>
  );
}

function ConfirmDialog({ confirm, answer }: Question): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const yes = useRef<HTMLButtonElement>(null);
  const id = useId();
  useFocusReturn(true, box);
  useEffect(() => yes.current?.focus(), []);
  const style = text(confirm.style) === 'danger' ? 'danger' : 'primary';
  return (
    <div className="backdrop backdrop-confirm">
      <div
        ref={box}
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
        className="confirm"
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') answer(false);
          else if (box.current) trapTab(event, box.current);
        }}
      >
        <h2 id={`${id}-title`}>{withEmoji(textOf(confirm.title)) || 'Are you sure?'}</h2>
        <div id={`${id}-text`}>
          <TextObject value={confirm.text} />
        </div>
        <div className="modal-foot">
          <button type="button" className="button button-default" onClick={() => answer(false)}>
            {withEmoji(textOf(confirm.deny)) || 'Cancel'}
          </button>
          <button ref={yes} type="button" className={`button button-${style}`} onClick={() => answer(true)}>
            {withEmoji(textOf(confirm.confirm)) || 'Yes'}
          </button>
        </div>
      </div>
    </div>
  );
}
