import { type ReactNode, useId } from 'react';
import { Element } from '../elements/element.tsx';
import { type Json, object, text, textOf } from '../json.ts';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { actionIdOf } from '../state/element-values.ts';
import { useSurface } from '../state/use-surface.ts';

/** Elements that are several controls: their label names a group. */
const GROUPS = new Set(['radio_buttons', 'checkboxes']);

/** A labelled input with its hint and the complaint about it. */
export function InputBlock({ block, blockId }: { block: Json; blockId: string }): ReactNode {
  const surface = useSurface();
  const id = useId();
  const element = object(block.element) ?? { type: 'missing' };
  const label = withEmoji(textOf(block.label));
  const hint = textOf(block.hint);
  const error = surface.errorOf(blockId);
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [error ? errorId : '', hint ? hintId : ''].filter(Boolean).join(' ');
  const isGroup = GROUPS.has(text(element.type));
  const name = (
    <>
      {label}
      {block.optional === true && <span className="optional"> (optional)</span>}
    </>
  );
  return (
    <div className={error ? 'input-block has-error' : 'input-block'}>
      {isGroup ? (
        <div className="input-label" id={`${id}-label`}>
          {name}
        </div>
      ) : (
        <label className="input-label" id={`${id}-label`} htmlFor={`${id}-input`}>
          {name}
        </label>
      )}
      <Element
        element={element}
        blockId={blockId}
        actionId={actionIdOf(element, 0)}
        label={label}
        input={{
          id: `${id}-input`,
          labelId: `${id}-label`,
          describedBy,
          isInvalid: error !== undefined,
          isOptional: block.optional === true,
          dispatches: block.dispatch_action === true,
        }}
      />
      {error !== undefined && (
        <div className="input-error" id={errorId} role="alert">
          {error}
        </div>
      )}
      {hint !== '' && (
        <div className="input-hint" id={hintId}>
          {withEmoji(hint)}
        </div>
      )}
    </div>
  );
}
