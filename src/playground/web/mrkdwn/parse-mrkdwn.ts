import { emojiOf } from './emoji.ts';
import { type Inline, joinText, type ListItem, type TextBlock } from './inline.ts';

const MARKS: Readonly<Record<string, 'bold' | 'italic' | 'strike'>> = {
  '*': 'bold',
  _: 'italic',
  '~': 'strike',
};
const WORD = /[\p{L}\p{N}]/u;
const LIST_LINE = /^(\s*)([•◦▪‣-]|\d{1,3}[.)])\s+(.*)$/;
const QUOTE_LINE = /^(?:&gt;|>) ?(.*)$/;
const QUOTE_REST = /^(?:&gt;&gt;&gt;|>>>) ?/;
const BARE_URL = /^https?:\/\/[^\s<>|]+/;
const SHORTCODE = /^:([a-z0-9_+-]+):/;

/** Slack's own markup as it stands in `text` and in mrkdwn text objects. */
export function parseMrkdwn(source: string): readonly TextBlock[] {
  const blocks: TextBlock[] = [];
  const parts = source.split('```');
  // An odd number of fences leaves the last one without an end: it is text then.
  if (parts.length % 2 === 0) {
    const unclosed = parts.pop() ?? '';
    parts.push(`${parts.pop() ?? ''}\`\`\`${unclosed}`);
  }
  parts.forEach((part, index) => {
    if (index % 2 === 1) {
      blocks.push({ kind: 'pre', text: plainOf(part.replace(/^\n|\n$/g, '')) });
      return;
    }
    const between = part
      .replace(index > 0 ? /^\n/ : /^$/, '')
      .replace(index < parts.length - 1 ? /\n$/ : /$^/, '');
    if (between !== '') blocks.push(...parseLines(between.split('\n')));
  });
  return blocks;
}

function parseLines(lines: readonly string[]): TextBlock[] {
  const blocks: TextBlock[] = [];
  let paragraph: string[] = [];
  const flush = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', children: parseInline(paragraph.join('\n')) });
    paragraph = [];
  };
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] ?? '';
    if (QUOTE_REST.test(line)) {
      flush();
      const rest = [line.replace(QUOTE_REST, ''), ...lines.slice(index + 1)];
      blocks.push({ kind: 'quote', children: parseLines(rest) });
      return blocks;
    }
    if (QUOTE_LINE.test(line)) {
      flush();
      const run = takeWhile(lines, index, (each) => QUOTE_LINE.test(each) && !QUOTE_REST.test(each));
      blocks.push({ kind: 'quote', children: parseLines(run.map((each) => each.replace(QUOTE_LINE, '$1'))) });
      index += run.length;
    } else if (LIST_LINE.test(line)) {
      flush();
      const run = takeWhile(lines, index, (each) => LIST_LINE.test(each));
      blocks.push({ kind: 'list', ordered: false, start: 1, items: run.map(listItem) });
      index += run.length;
    } else {
      paragraph.push(line);
      index += 1;
    }
  }
  flush();
  return blocks;
}

function takeWhile(lines: readonly string[], from: number, fits: (line: string) => boolean): string[] {
  const run: string[] = [];
  for (let index = from; index < lines.length && fits(lines[index] ?? ''); index += 1)
    run.push(lines[index] ?? '');
  return run;
}

function listItem(line: string): ListItem {
  const [, space = '', marker = '', rest = ''] = LIST_LINE.exec(line) ?? [];
  return {
    marker,
    indent: Math.floor(space.replaceAll('\t', '    ').length / 2),
    children: parseInline(rest),
  };
}

/** Formatting inside a paragraph. */
export function parseInline(source: string): readonly Inline[] {
  const nodes: Inline[] = [];
  for (let index = 0; index < source.length; ) {
    const found = readAt(source, index);
    nodes.push(found.node);
    index = found.end;
  }
  return joinText(nodes);
}

interface Found {
  readonly node: Inline;
  readonly end: number;
}

function readAt(source: string, index: number): Found {
  const char = source.charAt(index);
  if (char === '\n') return { node: { kind: 'break' }, end: index + 1 };
  const special =
    char === '`'
      ? readCode(source, index)
      : char === '<'
        ? readToken(source, index)
        : char === ':'
          ? readEmoji(source, index)
          : char === 'h'
            ? readBareUrl(source, index)
            : MARKS[char] !== undefined
              ? readMark(source, index)
              : undefined;
  if (special !== undefined) return special;
  const plain = /^[^\n`<:h*_~&]+/.exec(source.slice(index))?.[0] ?? entityAt(source, index) ?? char;
  return { node: { kind: 'text', text: unescape(plain) }, end: index + plain.length };
}

function entityAt(source: string, index: number): string | undefined {
  return /^&(?:amp|lt|gt);/.exec(source.slice(index, index + 5))?.[0];
}

function readCode(source: string, index: number): Found | undefined {
  const end = codeEnd(source, index);
  return end === -1
    ? undefined
    : { node: { kind: 'code', text: plainOf(source.slice(index + 1, end)) }, end: end + 1 };
}

function codeEnd(source: string, index: number): number {
  const end = source.indexOf('`', index + 1);
  return end <= index + 1 || source.slice(index, end).includes('\n') ? -1 : end;
}

function readEmoji(source: string, index: number): Found | undefined {
  const match = SHORTCODE.exec(source.slice(index, index + 60));
  const unicode = match?.[1] === undefined ? undefined : emojiOf(match[1]);
  return match && unicode !== undefined
    ? { node: { kind: 'text', text: unicode }, end: index + match[0].length }
    : undefined;
}

function readBareUrl(source: string, index: number): Found | undefined {
  if (index > 0 && WORD.test(source.charAt(index - 1))) return undefined;
  const match = BARE_URL.exec(source.slice(index))?.[0].replace(/[.,;:!?)*_~'"]+$/, '');
  if (match === undefined) return undefined;
  const url = unescape(match);
  return { node: { kind: 'link', url, children: [{ kind: 'text', text: url }] }, end: index + match.length };
}

function readMark(source: string, index: number): Found | undefined {
  const mark = source.charAt(index);
  const kind = MARKS[mark];
  if (kind === undefined) return undefined;
  const before = source.charAt(index - 1);
  const after = source.charAt(index + 1);
  if (WORD.test(before) || before === mark || after === '' || /\s/.test(after) || after === mark)
    return undefined;
  for (let at = index + 1; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '\n') return undefined;
    if (char === '`' && codeEnd(source, at) !== -1) at = codeEnd(source, at);
    else if (char === '<' && source.indexOf('>', at) !== -1) at = source.indexOf('>', at);
    else if (char === mark && !/\s/.test(source.charAt(at - 1)) && !WORD.test(source.charAt(at + 1))) {
      return { node: { kind, children: parseInline(source.slice(index + 1, at)) }, end: at + 1 };
    }
  }
  return undefined;
}

function readToken(source: string, index: number): Found | undefined {
  const end = source.indexOf('>', index);
  const inner = end === -1 ? '' : source.slice(index + 1, end);
  if (inner === '' || inner.includes('\n') || inner.includes('<')) return undefined;
  const bar = inner.indexOf('|');
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? '' : unescape(inner.slice(bar + 1));
  return { node: tokenNode(target, label, inner), end: end + 1 };
}

function tokenNode(target: string, label: string, inner: string): Inline {
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), label };
  if (target.startsWith('!date^')) {
    const [, seconds = '', format = '', url = ''] = target.split('^');
    return {
      kind: 'date',
      timestampSeconds: Number(seconds),
      format: unescape(format),
      url,
      fallback: label,
    };
  }
  if (target.startsWith('!subteam^'))
    return { kind: 'usergroup', id: target.slice('!subteam^'.length), label };
  if (target.startsWith('!')) return { kind: 'broadcast', range: target.slice(1) };
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return { kind: 'text', text: `<${unescape(inner)}>` };
  const url = unescape(target);
  return { kind: 'link', url, children: [{ kind: 'text', text: label || url.replace(/^mailto:/, '') }] };
}

/** Code shows links by their words and keeps everything else as written. */
function plainOf(source: string): string {
  return unescape(
    source.replace(
      /<((?:https?|mailto):[^<>|\n]+)(?:\|([^<>\n]*))?>/g,
      (_, url: string, label?: string) => label ?? url,
    ),
  );
}

export function unescape(source: string): string {
  return source.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
