import type { ReactNode } from 'react';
import { type Json, objects, text, textOf } from '../json.ts';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { TextObject } from '../mrkdwn/text-view.tsx';
import { Icon, type IconName } from '../shell/icon.tsx';
import { Picture } from './media-blocks.tsx';

export function HeaderBlock({ block }: { block: Json }): ReactNode {
  return <h3 className="header-block">{withEmoji(textOf(block.text))}</h3>;
}

export function ContextBlock({ block }: { block: Json }): ReactNode {
  return (
    <div className="context-block">
      {objects(block.elements).map((element, index) =>
        element.type === 'image' ? (
          <Picture key={index} image={element} className="context-image" />
        ) : (
          <span key={index} className="context-text">
            <TextObject value={element} />
          </span>
        ),
      )}
    </div>
  );
}

const ALERT_SIGNS: Readonly<Record<string, IconName>> = {
  info: 'info',
  warning: 'warning',
  error: 'warning',
  success: 'check',
};

export function AlertBlock({ block }: { block: Json }): ReactNode {
  const level = text(block.level) || 'default';
  return (
    <div className={`alert alert-${level}`} role={level === 'error' ? 'alert' : 'note'}>
      <Icon name={ALERT_SIGNS[level] ?? 'info'} />
      <div>
        <TextObject value={block.text} />
      </div>
    </div>
  );
}
