import { type ReactNode, useRef } from 'react';
import { Element } from '../elements/element.tsx';
import { type Json, object, objects, text } from '../json.ts';
import { TextObject } from '../mrkdwn/text-view.tsx';
import { Icon } from '../shell/icon.tsx';
import { actionIdOf, blockIdOf } from '../state/element-values.ts';
import { Picture } from './media-blocks.tsx';

const SIGNS: Readonly<Record<string, string>> = {
  archive: '🗄️',
  book: '📖',
  bookmark: '🔖',
  bot: '🤖',
  bug: '🐞',
  calendar: '📅',
  call: '📞',
  check: '✔️',
  clipboard: '📋',
  code: '⌨️',
  comment: '💬',
  compass: '🧭',
  copy: '📑',
  cube: '📦',
  download: '📥',
  edit: '✏️',
  email: '✉️',
  file: '📄',
  flag: '🚩',
  folder: '📁',
  gear: '⚙️',
  globe: '🌐',
  heart: '❤️',
  help: '❓',
  image: '🖼️',
  info: 'ℹ️',
  key: '🔑',
  lightbulb: '💡',
  link: '🔗',
  map: '🗺️',
  mobile: '📱',
  pin: '📌',
  plus: '➕',
  refresh: '🔄',
  rocket: '🚀',
  save: '💾',
  screen: '🖥️',
  share: '📤',
  sparkle: '✨',
  star: '⭐',
  'star-filled': '⭐',
  tag: '🏷️',
  'thumbs-down': '👎',
  'thumbs-up': '👍',
  trash: '🗑️',
  upload: '📤',
  user: '👤',
  warning: '⚠️',
};

export function CardBlock({ block, blockId }: { block: Json; blockId: string }): ReactNode {
  const [hero, icon] = [object(block.hero_image), object(block.icon)];
  const sign = text(object(block.slack_icon)?.name);
  const actions = objects(block.actions);
  return (
    <article className="card">
      {hero && <Picture image={hero} className="card-hero" />}
      <div className="card-inner">
        <div className="card-top">
          {icon && <Picture image={icon} className="card-icon" />}
          {sign !== '' && (
            <span className="card-sign" role="img" aria-label={sign}>
              {SIGNS[sign] ?? '▫️'}
            </span>
          )}
          <div className="card-titles">
            {block.title !== undefined && (
              <div className="card-title">
                <TextObject value={block.title} />
              </div>
            )}
            {block.subtitle !== undefined && (
              <div className="muted">
                <TextObject value={block.subtitle} />
              </div>
            )}
          </div>
        </div>
        {block.body !== undefined && (
          <div className="card-body">
            <TextObject value={block.body} />
          </div>
        )}
        {block.subtext !== undefined && (
          <div className="muted">
            <TextObject value={block.subtext} />
          </div>
        )}
        {actions.length > 0 && (
          <div className="actions-block">
            {actions.map((action, index) => {
              const actionId = actionIdOf(action, index);
              return (
                <Element key={actionId} element={action} blockId={blockId} actionId={actionId} label="" />
              );
            })}
          </div>
        )}
      </div>
    </article>
  );
}

/** Cards side by side, with arrows to the next ones. */
export function CarouselBlock({ block, blockId }: { block: Json; blockId: string }): ReactNode {
  const strip = useRef<HTMLDivElement>(null);
  const cards = objects(block.elements);
  const turn = (direction: number): void => {
    strip.current?.scrollBy({ left: direction * strip.current.clientWidth * 0.8, behavior: 'smooth' });
  };
  return (
    <div className="carousel-frame">
      <div ref={strip} className="carousel" role="region" aria-label="Cards" tabIndex={0}>
        {cards.map((card, index) => (
          <CardBlock key={blockIdOf(card, index)} block={card} blockId={text(card.block_id) || blockId} />
        ))}
      </div>
      {cards.length > 1 && (
        <div className="carousel-arrows">
          <button type="button" className="icon-button" aria-label="Previous cards" onClick={() => turn(-1)}>
            <Icon name="back" />
          </button>
          <button type="button" className="icon-button" aria-label="Next cards" onClick={() => turn(1)}>
            <Icon name="forward" />
          </button>
        </div>
      )}
    </div>
  );
}
