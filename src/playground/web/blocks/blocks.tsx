import { Fragment, type ReactNode, useContext } from 'react';
import { Element } from '../elements/element.tsx';
import { type Json, objects, text, textOf } from '../json.ts';
import { Markdown, TextObject } from '../mrkdwn/text-view.tsx';
import { actionIdOf, blockIdOf } from '../state/element-values.ts';
import { SurfaceContext } from '../state/use-surface.ts';
import { PlanBlock, TaskCardBlock } from './agent-blocks.tsx';
import { CardBlock, CarouselBlock } from './cards.tsx';
import { ChartBlock } from './chart.tsx';
import { AuthProviderBlock, ContainerBlock, LayoutBlock } from './group-blocks.tsx';
import { InputBlock } from './input-block.tsx';
import { FileBlock, ImageBlock, VideoBlock } from './media-blocks.tsx';
import { RichText } from './rich-text.tsx';
import { AlertBlock, ContextBlock, HeaderBlock } from './simple-blocks.tsx';
import { DataTableBlock, TableBlock } from './table.tsx';

/** Block Kit as people know it. Needs a `SurfaceContext` for whatever is interactive. */
export function Blocks({ blocks }: { blocks: readonly Json[] }): ReactNode {
  const isView = useContext(SurfaceContext)?.container.type === 'view';
  const keys = isView ? keysById(blocks) : keysByPlace(blocks);
  return blocks.map((block, index) => {
    const blockId = blockIdOf(block, index);
    return (
      <div key={keys[index]} className="block" data-block-id={blockId} data-block-type={text(block.type)}>
        <BlockView block={block} blockId={blockId} />
      </div>
    );
  });
}

const renderBlocks = (blocks: readonly Json[]): ReactNode => <Blocks blocks={blocks} />;

/** What people have put into a view's blocks stays with them wherever they are moved. */
function keysById(blocks: readonly Json[]): readonly string[] {
  return blocks.map((block, index) => `${blockIdOf(block, index)}:${text(block.type)}`);
}

/**
 * Each change of a message may give its blocks other ids: drawn anew, a button would lose its focus, and a press that
 * the change came into the middle of.
 */
function keysByPlace(blocks: readonly Json[]): readonly string[] {
  const counts = new Map<string, number>();
  return blocks.map((block) => {
    const type = text(block.type);
    const count = counts.get(type) ?? 0;
    counts.set(type, count + 1);
    return `${type}/${count}`;
  });
}

function BlockView({ block, blockId }: { block: Json; blockId: string }): ReactNode {
  switch (block.type) {
    case 'section':
      return <SectionBlock block={block} blockId={blockId} />;
    case 'header':
      return <HeaderBlock block={block} />;
    case 'divider':
      return <hr className="divider" />;
    case 'context':
      return <ContextBlock block={block} />;
    case 'actions':
    case 'context_actions':
      return <ActionsBlock block={block} blockId={blockId} />;
    case 'input':
      return <InputBlock block={block} blockId={blockId} />;
    case 'image':
      return <ImageBlock block={block} />;
    case 'rich_text':
      return <RichText block={block} />;
    case 'markdown':
      return (
        <div className="markdown">
          <Markdown source={text(block.text)} />
        </div>
      );
    case 'table':
      return <TableBlock block={block} />;
    case 'data_table':
      return <DataTableBlock block={block} />;
    case 'data_visualization':
      return <ChartBlock block={block} />;
    case 'alert':
      return <AlertBlock block={block} />;
    case 'card':
      return <CardBlock block={block} blockId={blockId} />;
    case 'carousel':
      return <CarouselBlock block={block} blockId={blockId} />;
    case 'container':
      return <ContainerBlock block={block} render={renderBlocks} />;
    case 'layout':
      return <LayoutBlock block={block} render={renderBlocks} />;
    case 'auth_provider':
      return <AuthProviderBlock block={block} blockId={blockId} />;
    case 'video':
      return <VideoBlock block={block} />;
    case 'file':
      return <FileBlock block={block} />;
    case 'task_card':
      return <TaskCardBlock block={block} />;
    case 'plan':
      return <PlanBlock block={block} />;
    default:
      return <div className="unsupported">unsupported block: {text(block.type)}</div>;
  }
}

function SectionBlock({ block, blockId }: { block: Json; blockId: string }): ReactNode {
  const [accessory] = objects([block.accessory]);
  const fields = objects(block.fields);
  return (
    <div className="section-block">
      <div className="section-text">
        {block.text !== undefined && (
          <div>
            <TextObject value={block.text} />
          </div>
        )}
        {fields.length > 0 && (
          <div className="section-fields">
            {fields.map((field, index) => (
              <div key={index}>
                <TextObject value={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div className="section-accessory">
          <Element
            element={accessory}
            blockId={blockId}
            actionId={actionIdOf(accessory, 0)}
            label={textOf(block.text)}
          />
        </div>
      )}
    </div>
  );
}

function ActionsBlock({ block, blockId }: { block: Json; blockId: string }): ReactNode {
  return (
    <div className={block.type === 'context_actions' ? 'actions-block context-actions' : 'actions-block'}>
      {objects(block.elements).map((element, index) => {
        const actionId = actionIdOf(element, index);
        return (
          <Fragment key={actionId}>
            <Element element={element} blockId={blockId} actionId={actionId} label="" />
          </Fragment>
        );
      })}
    </div>
  );
}
