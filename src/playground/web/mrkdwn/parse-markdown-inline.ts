import { emojiOf } from './emoji.ts';
import { type Inline, joinText } from './inline.ts';
import { unescape } from './parse-mrkdwn.ts';

const WORD = /[\p{L}\p{N}]/u;
const LINK =
  /^(!?)\[((?:[^[\]\\]|\\.|\[[^[\]]*\])*)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)>?(?:\s+"[^"]*")?\s*\)/;
const ANGLE_URL = /^<((?:https?:\/\/|mailto:)[^<>\s|]+)(?:\|([^<>]*))?>/;
const MENTION = /^<([@#!])([A-Za-z0-9^]+)(?:\|([^<>]*))?>/;
const BARE_URL = /^https?:\/\/[^\s<>|)\]]+/;
const MARKS = [
  ['***', 'bold'],
  ['**', 'bold'],
  ['__', 'bold'],
  ['~~', 'strike'],
  ['*', 'italic'],
  ['_', 'italic'],
] as const;

/** Formatting inside a line of markdown. */
export function parseMarkdownInline(source: string): readonly Inline[] {
  const nodes: Inline[] = [];
  for (let index = 0; index < source.length; ) {
    const [node, end] = readAt(source, index);
    nodes.push(node);
    index = end;
  }
  return joinText(nodes);
}

function readAt(source: string, index: number): [Inline, number] {
  const char = source.charAt(index);
  const rest = source.slice(index);
  if (char === '\n') return [{ kind: 'break' }, index + 1];
  if (char === '\\' && /[!-/:-@[-`{-~]/.test(source.charAt(index + 1))) {
    return [{ kind: 'text', text: source.charAt(index + 1) }, index + 2];
  }
  const found =
    char === '`'
      ? readCode(rest)
      : char === '[' || char === '!'
        ? readLink(rest)
        : char === '<'
          ? readAngle(rest)
          : char === ':'
            ? readEmoji(rest)
            : char === 'h' && !WORD.test(source.charAt(index - 1))
              ? readBareUrl(rest)
              : readMark(source, index);
  if (found !== undefined) return [found[0], index + found[1]];
  const entity = /^&(?:amp|lt|gt);/.exec(rest)?.[0] ?? char;
  return [{ kind: 'text', text: unescape(entity) }, index + entity.length];
}

function readCode(rest: string): [Inline, number] | undefined {
  const ticks = /^`+/.exec(rest)?.[0] ?? '`';
  const end = rest.indexOf(ticks, ticks.length);
  if (end === -1) return undefined;
  return [{ kind: 'code', text: rest.slice(ticks.length, end).trim() }, end + ticks.length];
}

function readLink(rest: string): [Inline, number] | undefined {
  const match = LINK.exec(rest);
  if (!match) return undefined;
  const [whole, bang, label = '', url = ''] = match;
  const node: Inline =
    bang === '!'
      ? { kind: 'image', url, alt: label }
      : { kind: 'link', url, children: parseMarkdownInline(label) };
  return [node, whole.length];
}

function readAngle(rest: string): [Inline, number] | undefined {
  const link = ANGLE_URL.exec(rest);
  if (link) {
    const [whole, url = '', label] = link;
    return [
      { kind: 'link', url, children: [{ kind: 'text', text: label ?? url.replace(/^mailto:/, '') }] },
      whole.length,
    ];
  }
  const mention = MENTION.exec(rest);
  if (!mention) return undefined;
  const [whole, sign, id = '', label = ''] = mention;
  if (sign === '!') return [{ kind: 'broadcast', range: id }, whole.length];
  return [{ kind: sign === '@' ? 'user' : 'channel', id, label }, whole.length];
}

function readEmoji(rest: string): [Inline, number] | undefined {
  const match = /^:([a-z0-9_+-]+):/.exec(rest);
  const unicode = match?.[1] === undefined ? undefined : emojiOf(match[1]);
  return match && unicode !== undefined ? [{ kind: 'text', text: unicode }, match[0].length] : undefined;
}

function readBareUrl(rest: string): [Inline, number] | undefined {
  const url = BARE_URL.exec(rest)?.[0].replace(/[.,;:!?*_~'"]+$/, '');
  return url === undefined
    ? undefined
    : [{ kind: 'link', url, children: [{ kind: 'text', text: url }] }, url.length];
}

function readMark(source: string, index: number): [Inline, number] | undefined {
  const mark = MARKS.find(([each]) => source.startsWith(each, index));
  if (mark === undefined) return undefined;
  const [sign, kind] = mark;
  const after = source.charAt(index + sign.length);
  if (after === '' || /\s/.test(after)) return undefined;
  if (sign.startsWith('_') && WORD.test(source.charAt(index - 1))) return undefined;
  for (let end = source.indexOf(sign, index + sign.length); end !== -1; end = source.indexOf(sign, end + 1)) {
    const inner = source.slice(index + sign.length, end);
    const closes =
      inner !== '' &&
      !/\s$/.test(inner) &&
      (inner.match(/`/g) ?? []).length % 2 === 0 &&
      source.charAt(end - 1) !== '\\' &&
      !(sign.startsWith('_') && WORD.test(source.charAt(end + sign.length))) &&
      !(sign.length === 1 && (source.charAt(end + 1) === sign || source.charAt(end - 1) === sign));
    if (!closes) continue;
    const children = parseMarkdownInline(inner);
    const node: Inline =
      sign === '***' ? { kind, children: [{ kind: 'italic', children }] } : { kind, children };
    return [node, end - index + sign.length];
  }
  return undefined;
}
