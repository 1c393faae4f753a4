import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { isJson, type Json, number, object, objects, strings, text, textOf } from '../json.ts';
import { controlAttributes, type ElementProps, useElement } from './use-element.ts';

const KEYSTROKE_PAUSE_MS = 300;

const INPUT_MODES = {
  number_input: 'decimal',
  email_text_input: 'email',
  url_text_input: 'url',
  plain_text_input: 'text',
} as const;

/**
 * Text, number, e-mail and URL. All are text fields for the browser: whether the input is valid is for
 * the server to say, as it is for Slack's.
 */
export function TextInput(props: ElementProps): ReactNode {
  const { element, input } = props;
  const type = text(element.type);
  const { leaf, keep, act } = useElement(props);
  const value = text(leaf?.value);
  const triggers = strings(object(element.dispatch_action_config)?.trigger_actions_on);
  const dispatches = input === undefined || input.dispatches;
  const onCharacter = dispatches && triggers.includes('on_character_entered');
  const onEnter = dispatches && (triggers.length === 0 || triggers.includes('on_enter_pressed'));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function onChange(words: string): void {
    const next = { type, value: words === '' ? null : words };
    keep(next);
    if (!onCharacter) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void act(next), KEYSTROKE_PAUSE_MS);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (element.multiline === true) {
      if (event.metaKey || event.ctrlKey) event.currentTarget.form?.requestSubmit();
    } else if (onEnter) {
      event.preventDefault();
      void act({ type, value: value === '' ? null : value });
    }
  }

  const shared = {
    ...controlAttributes({ ...props, label: textOf(element.placeholder) || props.label }),
    className: 'text-input',
    placeholder: textOf(element.placeholder),
    value,
    onKeyDown,
  };
  const mode = INPUT_MODES[type as keyof typeof INPUT_MODES] ?? 'text';
  return (
    <>
      {element.multiline === true ? (
        <textarea {...shared} rows={4} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={mode}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <Counter length={value.length} max={number(element.max_length, 0)} />
    </>
  );
}

/** Appears when the end is near, as in Slack; always for short limits. */
function Counter({ length, max }: { length: number; max: number }): ReactNode {
  const left = max - length;
  if (max <= 0 || (left > 50 && length < max * 0.8)) return null;
  return (
    <div className={left < 0 ? 'counter counter-over' : 'counter'} aria-live="polite">
      {length}/{max}
    </div>
  );
}

/** Rich text typed plainly: one section, no formatting. */
export function RichTextInput(props: ElementProps): ReactNode {
  const { leaf, change } = useElement(props);
  const value = isJson(leaf?.rich_text_value) ? plainWords(leaf.rich_text_value) : '';
  return (
    <textarea
      {...controlAttributes(props)}
      className="text-input"
      rows={4}
      placeholder={textOf(props.element.placeholder)}
      value={value}
      onChange={(event) => change({ type: 'rich_text_input', rich_text_value: richText(event.target.value) })}
    />
  );
}

function richText(words: string): Json | null {
  if (words === '') return null;
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: words }] }],
  };
}

function plainWords(block: Json): string {
  return objects(block.elements)
    .map((part) =>
      objects(part.elements)
        .map((run) => text(run.text))
        .join(''),
    )
    .join('\n');
}
