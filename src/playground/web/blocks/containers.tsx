import { type ReactNode, useId, useState } from 'react';
import { Element } from '../elements/element.tsx';
import { type Json, object, objects, text, textOf } from '../json.ts';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { TextObject } from '../mrkdwn/text-view.tsx';
import { actionIdOf, blockIdOf } from '../state/element-values.ts';
import { RichText } from './rich-text.tsx';
import { Picture } from './simple-blocks.tsx';

export function CardBlock({ block, blockId }: { block: Json; blockId: string }): ReactNode {
  const [hero, icon] = [object(block.hero_image), object(block.icon)];
  const actions = objects(block.actions);
  return (
    <article className="card">
      {hero && <Picture image={hero} className="card-hero" />}
      <div className="card-top">
        {icon && <Picture image={icon} className="card-icon" />}
        <div>
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
            return <Element key={actionId} element={action} blockId={blockId} actionId={actionId} label="" />;
          })}
        </div>
      )}
    </article>
  );
}

export function CarouselBlock({ block, blockId }: { block: Json; blockId: string }): ReactNode {
  return (
    <div className="carousel" role="region" aria-label="Cards" tabIndex={0}>
      {objects(block.elements).map((card, index) => (
        <CardBlock key={blockIdOf(card, index)} block={card} blockId={text(card.block_id) || blockId} />
      ))}
    </div>
  );
}

/** A frame around its child blocks, which the caller renders. */
export function ContainerBlock({ block, children }: { block: Json; children: ReactNode }): ReactNode {
  const isCollapsible = block.is_collapsible === true;
  const [isOpen, setOpen] = useState(!(isCollapsible && block.default_collapsed === true));
  const bodyId = useId();
  const [icon, richTitle] = [object(block.icon), object(block.rich_text_title)];
  const title = (
    <>
      {icon && <Picture image={icon} className="context-image" />}
      {richTitle ? <RichText block={richTitle} /> : <span>{withEmoji(textOf(block.title))}</span>}
    </>
  );
  return (
    <section className={`container container-${text(block.width) || 'standard'}`}>
      <div className={block.has_header_divider === true ? 'container-head ruled' : 'container-head'}>
        {isCollapsible ? (
          <button
            type="button"
            className="container-title container-toggle"
            aria-expanded={isOpen}
            aria-controls={bodyId}
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {title}
          </button>
        ) : (
          <div className="container-title">{title}</div>
        )}
        {block.subtitle !== undefined && (
          <div className="muted">
            <TextObject value={block.subtitle} />
          </div>
        )}
      </div>
      <div id={bodyId} hidden={!isOpen}>
        {children}
      </div>
    </section>
  );
}
