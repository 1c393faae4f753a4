import { type ReactNode, useMemo } from 'react';
import { type Json, text } from '../json.ts';
import { withEmoji } from './emoji.ts';
import type { TextBlock } from './inline.ts';
import { Inlines } from './inline-view.tsx';
import { parseMarkdown } from './parse-markdown.ts';
import { parseMrkdwn } from './parse-mrkdwn.ts';

/** A text object: mrkdwn formatted, plain text with its emoji. */
export function TextObject({ value }: { value: unknown }): ReactNode {
  if (typeof value !== 'object' || value === null) return withEmoji(text(value));
  const { type, text: words } = value as Json;
  return type === 'mrkdwn' ? (
    <Mrkdwn source={text(words)} />
  ) : (
    <span className="plain">{withEmoji(text(words))}</span>
  );
}

export function Mrkdwn({ source }: { source: string }): ReactNode {
  const blocks = useMemo(() => parseMrkdwn(source), [source]);
  return <TextBlocks blocks={blocks} />;
}

export function Markdown({ source }: { source: string }): ReactNode {
  const blocks = useMemo(() => parseMarkdown(source), [source]);
  return <TextBlocks blocks={blocks} />;
}

function TextBlocks({ blocks }: { blocks: readonly TextBlock[] }): ReactNode {
  const [only] = blocks;
  // A single line stays inline, so that it fits into labels, cells and context.
  if (blocks.length === 1 && only?.kind === 'paragraph') return <Inlines nodes={only.children} />;
  return blocks.map((block, index) => <TextBlockView key={index} block={block} />);
}

function TextBlockView({ block }: { block: TextBlock }): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return (
        <div className="paragraph">
          <Inlines nodes={block.children} />
        </div>
      );
    case 'heading': {
      const Heading = `h${Math.min(6, block.level + 2)}` as 'h3' | 'h4' | 'h5' | 'h6';
      return (
        <Heading className={`text-heading text-heading-${block.level}`}>
          <Inlines nodes={block.children} />
        </Heading>
      );
    }
    case 'pre':
      return <pre className="pre">{block.text}</pre>;
    case 'rule':
      return <hr className="divider" />;
    case 'quote':
      return (
        <blockquote className="quote">
          <TextBlocks blocks={block.children} />
        </blockquote>
      );
    case 'list':
      return <ListView block={block} />;
    case 'table':
      return <TableView block={block} />;
  }
}

function ListView({ block }: { block: Extract<TextBlock, { kind: 'list' }> }): ReactNode {
  return (
    <ul className="text-list">
      {block.items.map((item, index) => (
        <li key={index} className="text-item" style={{ marginInlineStart: `${item.indent * 1.25}em` }}>
          <span className="text-marker" aria-hidden="true">
            {item.marker}
          </span>
          <span>
            <Inlines nodes={item.children} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function TableView({ block }: { block: Extract<TextBlock, { kind: 'table' }> }): ReactNode {
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            {block.header.map((cell, column) => (
              <th key={column} scope="col" className={`align-${block.align[column] ?? 'left'}`}>
                <Inlines nodes={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} className={`align-${block.align[column] ?? 'left'}`}>
                  <Inlines nodes={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
