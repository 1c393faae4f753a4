import type { ReactNode } from 'react';
import { type Json, object, strings, text, textOf } from '../json.ts';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { isOpenableUrl } from '../mrkdwn/inline.ts';
import { Icon, type IconName } from '../shell/icon.tsx';
import { usePage } from '../state/page-context.ts';
import { type ElementProps, useElement } from './use-element.ts';

export function ButtonElement(props: ElementProps): ReactNode {
  const { element, actionId } = props;
  const { act, isPending } = useElement(props);
  const url = text(element.url);
  const style = text(element.style) || 'default';
  const name = text(element.accessibility_label);
  const press = (): void => {
    if (!isPending) void act({ type: 'button', value: text(element.value) });
  };
  const shared = {
    className: `button button-${style}`,
    'data-action-id': actionId,
    onClick: press,
    ...(name ? { 'aria-label': name } : {}),
  };
  const caption = withEmoji(textOf(element.text));
  if (isOpenableUrl(url)) {
    return (
      <a {...shared} href={url} target="_blank" rel="noopener noreferrer">
        {caption}
      </a>
    );
  }
  return (
    // Not `disabled`: a button that disables itself on a press loses the keyboard's focus.
    <button type="button" {...shared} aria-disabled={isPending} aria-busy={isPending}>
      {isPending && <span className="spinner" aria-hidden="true" />}
      {caption}
    </button>
  );
}

const ICONS: Readonly<Record<string, IconName>> = { trash: 'trash' };

export function IconButton(props: ElementProps): ReactNode {
  const { element, actionId } = props;
  const { me } = usePage();
  const { act, isPending } = useElement(props);
  const visibleTo = strings(element.visible_to_user_ids);
  if (visibleTo.length > 0 && !visibleTo.includes(me.id)) return null;
  const caption = textOf(element.text);
  const icon = ICONS[text(element.icon)];
  return (
    <button
      type="button"
      className="icon-button"
      data-action-id={actionId}
      aria-label={text(element.accessibility_label) || caption}
      title={caption}
      aria-busy={isPending}
      onClick={() => void act({ type: 'icon_button', value: text(element.value) })}
    >
      {icon === undefined ? caption : <Icon name={icon} />}
    </button>
  );
}

export function FeedbackButtons(props: ElementProps): ReactNode {
  const { element } = props;
  return (
    <span className="feedback" role="group" aria-label="Feedback">
      <FeedbackButton {...props} button={object(element.positive_button)} sign="thumbUp" />
      <FeedbackButton {...props} button={object(element.negative_button)} sign="thumbDown" />
    </span>
  );
}

function FeedbackButton({
  button,
  sign,
  ...props
}: ElementProps & { button: Json | undefined; sign: IconName }): ReactNode {
  const { act, isPending } = useElement(props);
  if (button === undefined) return null;
  const caption = textOf(button.text);
  return (
    <button
      type="button"
      className="icon-button"
      data-action-id={props.actionId}
      aria-label={text(button.accessibility_label) || caption}
      title={caption}
      aria-busy={isPending}
      onClick={() => void act({ type: 'feedback_buttons', value: text(button.value) })}
    >
      <Icon name={sign} />
    </button>
  );
}
