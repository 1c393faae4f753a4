import type { ReactNode } from 'react';
import { type Json, objects, text, textOf } from '../json.ts';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { isOpenableUrl } from '../mrkdwn/inline.ts';
import { Icon } from '../shell/icon.tsx';
import { Menu } from '../shell/menu.tsx';
import { type ElementProps, useElement } from './use-element.ts';

/** The "⋯" menu of an element. */
export function OverflowMenu(props: ElementProps): ReactNode {
  const { element, actionId } = props;
  const { act, isPending } = useElement(props);

  function choose(option: Json): void {
    const url = text(option.url);
    if (isOpenableUrl(url)) window.open(url, '_blank', 'noopener');
    void act({ type: 'overflow', selected_option: option });
  }

  const items = objects(element.options).map((option, index) => ({
    key: text(option.value) || String(index),
    label: withEmoji(textOf(option.text)),
    hint: withEmoji(textOf(option.description)),
    choose: () => choose(option),
  }));
  return (
    <Menu
      label="More options"
      className="button button-default overflow"
      attributes={{ 'data-action-id': actionId, 'aria-busy': isPending }}
      sections={[{ title: '', items }]}
    >
      <Icon name="dots" />
    </Menu>
  );
}
