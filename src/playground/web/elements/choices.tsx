import { type ReactNode, useId } from 'react';
import { isJson, type Json, objects, text } from '../json.ts';
import { TextObject } from '../mrkdwn/text-view.tsx';
import { type ElementProps, useElement } from './use-element.ts';

export function RadioButtons(props: ElementProps): ReactNode {
  const { leaf, change } = useElement(props);
  const chosen = isJson(leaf?.selected_option) ? text(leaf.selected_option.value) : undefined;
  return (
    <ChoiceGroup
      {...props}
      role="radiogroup"
      type="radio"
      isChosen={(option) => text(option.value) === chosen}
      onToggle={(option) => change({ type: 'radio_buttons', selected_option: option })}
    />
  );
}

export function Checkboxes(props: ElementProps): ReactNode {
  const { leaf, change } = useElement(props);
  const chosen = objects(leaf?.selected_options).map((option) => text(option.value));
  const toggle = (option: Json): void => {
    const value = text(option.value);
    const wanted = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
    // In the order of the options, as Slack sends them.
    const selected = objects(props.element.options).filter((each) => wanted.includes(text(each.value)));
    change({ type: 'checkboxes', selected_options: selected });
  };
  return (
    <ChoiceGroup
      {...props}
      role="group"
      type="checkbox"
      isChosen={(option) => chosen.includes(text(option.value))}
      onToggle={toggle}
    />
  );
}

interface ChoiceGroupProps extends ElementProps {
  readonly role: 'group' | 'radiogroup';
  readonly type: 'radio' | 'checkbox';
  isChosen(option: Json): boolean;
  onToggle(option: Json): void;
}

function ChoiceGroup({
  element,
  label,
  input,
  actionId,
  role,
  type,
  isChosen,
  onToggle,
}: ChoiceGroupProps): ReactNode {
  const name = useId();
  return (
    <div
      className="choices"
      role={role}
      data-action-id={actionId}
      {...(input ? { 'aria-labelledby': input.labelId } : { 'aria-label': label })}
      {...(input?.describedBy ? { 'aria-describedby': input.describedBy } : {})}
      {...(input?.isInvalid ? { 'aria-invalid': true } : {})}
    >
      {objects(element.options).map((option, index) => {
        const id = `${name}-${index}`;
        const hasDescription = isJson(option.description);
        return (
          <div key={text(option.value) || index} className="choice">
            <input
              type={type}
              id={id}
              name={name}
              checked={isChosen(option)}
              onChange={() => onToggle(option)}
              {...(hasDescription ? { 'aria-describedby': `${id}-description` } : {})}
            />
            <div>
              <label htmlFor={id}>
                <TextObject value={option.text} />
              </label>
              {hasDescription && (
                <div className="muted" id={`${id}-description`}>
                  <TextObject value={option.description} />
                </div>
              )}
            </div>
          </div>
        );
      })}
    </div>
  );
}
