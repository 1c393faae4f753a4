import { type ReactNode, useId, useState } from 'react';
import { Element } from '../elements/element.tsx';
import { type Json, object, objects, text, textOf } from '../json.ts';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { isOpenableUrl } from '../mrkdwn/inline.ts';
import { TextObject } from '../mrkdwn/text-view.tsx';
import { Icon } from '../shell/icon.tsx';
import { actionIdOf } from '../state/element-values.ts';
import { Picture } from './media-blocks.tsx';
import { RichText } from './rich-text.tsx';

/** Blocks that hold others get them rendered from their caller. */
type RenderBlocks = (blocks: readonly Json[]) => ReactNode;

/** A frame around its child blocks. */
export function ContainerBlock({ block, render }: { block: Json; render: RenderBlocks }): ReactNode {
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
            {title} <Icon name={isOpen ? 'up' : 'down'} />
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
        {render(objects(block.child_blocks))}
      </div>
    </section>
  );
}

/** Rows of cells; in a narrow place the cells of a row stand under each other. */
export function LayoutBlock({ block, render }: { block: Json; render: RenderBlocks }): ReactNode {
  const label = text(block.label);
  return (
    <section className={`layout layout-${text(block.grid_lines) || 'none'}`} aria-label={label}>
      {block.is_label_visible === true && <h4 className="layout-label">{withEmoji(label)}</h4>}
      {objects(block.rows).map((row, index) => (
        <div key={index} className="layout-row">
          {objects(row.items).map((item, at) => (
            <div key={at} className={`layout-item layout-item-${text(item.width) || 'standard'}`}>
              {render(objects(item.blocks))}
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}

/** An account elsewhere that a person can connect. */
export function AuthProviderBlock({ block, blockId }: { block: Json; blockId: string }): ReactNode {
  const isConnected = block.is_connected === true;
  const url = text(isConnected ? block.disconnect_url : block.auth_url);
  const icon = text(block.icon_url);
  const accessory = object(block.accessory);
  const identity = [textOf(block.connected_identity), textOf(block.connected_context)].filter(Boolean);
  return (
    <div className="auth-provider">
      {isOpenableUrl(icon) && (
        <Picture image={{ image_url: icon, alt_text: textOf(block.provider_name) }} className="card-icon" />
      )}
      <div className="auth-provider-main">
        <div className="card-title">{withEmoji(textOf(block.provider_name))}</div>
        {textOf(block.description) !== '' && (
          <div className="muted">{withEmoji(textOf(block.description))}</div>
        )}
        {isConnected && (
          <div className="muted">
            <Icon name="check" /> Connected{identity.length > 0 ? ` as ${identity.join(', ')}` : ''}
          </div>
        )}
      </div>
      {isOpenableUrl(url) && (
        <a
          className={isConnected ? 'button button-default' : 'button button-primary'}
          href={url}
          target="_blank"
          rel="noopener noreferrer"
        >
          {isConnected ? 'Disconnect' : 'Connect'}
        </a>
      )}
      {accessory && (
        <Element element={accessory} blockId={blockId} actionId={actionIdOf(accessory, 0)} label="" />
      )}
    </div>
  );
}
