import type { ReactNode } from 'react';
import { type Json, number, object, objects, text } from '../json.ts';
import { emojiOf } from '../mrkdwn/emoji.ts';
import { Broadcast, ChannelMention, SafeLink, SlackDate, UserMention } from '../mrkdwn/inline-view.tsx';

/** A `rich_text` block, or a table cell of that type. */
export function RichText({ block }: { block: Json }): ReactNode {
  return (
    <div className="rich-text">
      {objects(block.elements).map((element, index) => (
        <RichTextPart key={index} element={element} />
      ))}
    </div>
  );
}

function RichTextPart({ element }: { element: Json }): ReactNode {
  const border = number(element.border, 0) > 0 ? ' rich-border' : '';
  switch (element.type) {
    case 'rich_text_section':
      return (
        <div className="rich-section">
          <Runs elements={objects(element.elements)} />
        </div>
      );
    case 'rich_text_preformatted':
      return (
        <pre className={`pre${border}`}>
          <Runs elements={objects(element.elements)} />
        </pre>
      );
    case 'rich_text_quote':
      return (
        <blockquote className={`quote${border}`}>
          <Runs elements={objects(element.elements)} />
        </blockquote>
      );
    case 'rich_text_list':
      return <RichTextList element={element} />;
    default:
      return <span className="unsupported">unsupported text: {text(element.type)}</span>;
  }
}

function RichTextList({ element }: { element: Json }): ReactNode {
  const indent = number(element.indent, 0);
  const isOrdered = element.style === 'ordered';
  const List = isOrdered ? 'ol' : 'ul';
  const quoted = number(element.border, 0) > 0 ? ' rich-border' : '';
  return (
    <List
      className={`rich-list rich-list-${indent % 3}${quoted}`}
      style={{ marginInlineStart: `${indent * 1.4}em` }}
      {...(isOrdered ? { start: number(element.offset, 0) + 1 } : {})}
    >
      {objects(element.elements).map((item, index) => (
        <li key={index}>
          <Runs elements={objects(item.elements)} />
        </li>
      ))}
    </List>
  );
}

function Runs({ elements }: { elements: readonly Json[] }): ReactNode {
  return elements.map((element, index) => (
    <Styled key={index} style={object(element.style)}>
      <Run element={element} />
    </Styled>
  ));
}

function Styled({ style, children }: { style: Json | undefined; children: ReactNode }): ReactNode {
  let shown = children;
  if (style?.code === true) shown = <code className="code">{shown}</code>;
  if (style?.bold === true) shown = <strong>{shown}</strong>;
  if (style?.italic === true) shown = <em>{shown}</em>;
  if (style?.strike === true) shown = <s>{shown}</s>;
  if (style?.underline === true) shown = <u>{shown}</u>;
  if (style?.highlight === true) shown = <mark>{shown}</mark>;
  return shown;
}

function Run({ element }: { element: Json }): ReactNode {
  switch (element.type) {
    case 'text':
      return <span className="plain">{text(element.text)}</span>;
    case 'link':
      return <SafeLink url={text(element.url)}>{text(element.text) || text(element.url)}</SafeLink>;
    case 'emoji':
      return unicodeOf(element) ?? emojiOf(text(element.name)) ?? `:${text(element.name)}:`;
    case 'user':
      return <UserMention id={text(element.user_id)} />;
    case 'channel':
      return <ChannelMention id={text(element.channel_id)} />;
    case 'usergroup':
      return <span className="mention">@{text(element.usergroup_id)}</span>;
    case 'team':
      return <span className="mention">@{text(element.team_id)}</span>;
    case 'broadcast':
      return <Broadcast range={text(element.range)} />;
    case 'color':
      return <ColorRun value={text(element.value)} />;
    case 'date':
      return (
        <SlackDate
          timestampSeconds={number(element.timestamp, Number.NaN)}
          format={text(element.format)}
          url={text(element.url)}
          fallback={text(element.fallback)}
        />
      );
    default:
      return <span className="unsupported">unsupported text: {text(element.type)}</span>;
  }
}

function unicodeOf(element: Json): string | undefined {
  const points = text(element.unicode)
    .split('-')
    .map((hex) => Number.parseInt(hex, 16));
  const valid = points.length > 0 && points.every((point) => point > 0 && point <= 0x10ffff);
  return valid ? String.fromCodePoint(...points) : undefined;
}

function ColorRun({ value }: { value: string }): ReactNode {
  return (
    <span className="color-run">
      {/^#[0-9a-f]{3,8}$/i.test(value) && <span className="color-swatch" style={{ background: value }} />}
      {value}
    </span>
  );
}
