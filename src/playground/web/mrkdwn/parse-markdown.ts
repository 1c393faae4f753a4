import type { ListItem, TextBlock } from './inline.ts';
import { parseMarkdownInline } from './parse-markdown-inline.ts';

const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const FENCE = /^ {0,3}(```|~~~)/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const LIST_LINE = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** The part of CommonMark and its tables that Slack's `markdown` block shows. */
export function parseMarkdown(source: string): readonly TextBlock[] {
  return parseLines(source.replaceAll('\r\n', '\n').split('\n'));
}

function parseLines(lines: readonly string[]): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (let index = 0; index < lines.length; ) {
    const [block, used] = readBlock(lines, index);
    if (block !== undefined) blocks.push(block);
    index += used;
  }
  return blocks;
}

function readBlock(lines: readonly string[], at: number): [TextBlock | undefined, number] {
  const line = lines[at] ?? '';
  if (line.trim() === '') return [undefined, 1];
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) return readFence(lines, at, fence);
  const heading = HEADING.exec(line);
  if (heading) {
    const [, hashes = '#', words = ''] = heading;
    return [{ kind: 'heading', level: hashes.length, children: parseMarkdownInline(words) }, 1];
  }
  if (RULE.test(line)) return [{ kind: 'rule' }, 1];
  if (/^ {0,3}>/.test(line)) {
    const run = takeWhile(lines, at, (each) => /^ {0,3}>/.test(each));
    return [
      { kind: 'quote', children: parseLines(run.map((each) => each.replace(/^ {0,3}> ?/, ''))) },
      run.length,
    ];
  }
  if (isTableAt(lines, at)) return readTable(lines, at);
  if (LIST_LINE.test(line)) return readList(lines, at);
  const run = takeWhile(lines, at, (each, index) => index === at || !interrupts(lines, index, each));
  return [
    { kind: 'paragraph', children: parseMarkdownInline(run.map((each) => each.trim()).join('\n')) },
    run.length,
  ];
}

function interrupts(lines: readonly string[], index: number, line: string): boolean {
  return (
    line.trim() === '' ||
    FENCE.test(line) ||
    HEADING.test(line) ||
    RULE.test(line) ||
    LIST_LINE.test(line) ||
    /^ {0,3}>/.test(line) ||
    isTableAt(lines, index)
  );
}

function takeWhile(
  lines: readonly string[],
  from: number,
  fits: (line: string, index: number) => boolean,
): string[] {
  const run: string[] = [];
  for (let index = from; index < lines.length && fits(lines[index] ?? '', index); index += 1) {
    run.push(lines[index] ?? '');
  }
  return run;
}

function readFence(lines: readonly string[], at: number, fence: string): [TextBlock, number] {
  const body = takeWhile(lines, at + 1, (each) => !each.trimStart().startsWith(fence));
  return [{ kind: 'pre', text: body.join('\n') }, body.length + 2];
}

function readList(lines: readonly string[], at: number): [TextBlock, number] {
  const run = takeWhile(
    lines,
    at,
    (each) => !RULE.test(each) && (LIST_LINE.test(each) || /^\s{2,}\S/.test(each)),
  );
  const texts: { space: string; marker: string; words: string }[] = [];
  for (const each of run) {
    const [, space = '', marker = '', words = ''] = LIST_LINE.exec(each) ?? [];
    const last = texts.at(-1);
    if (marker === '' && last) last.words += `\n${each.trim()}`;
    else texts.push({ space, marker, words });
  }
  const first = texts[0]?.marker ?? '-';
  const items = texts.map(({ space, marker, words }): ListItem => {
    const task = /^\[([ xX])\]\s+(.*)$/s.exec(words);
    return {
      marker: task ? (task[1] === ' ' ? '☐' : '☑') : /\d/.test(marker) ? marker.replace(')', '.') : '•',
      indent: Math.floor(space.replaceAll('\t', '    ').length / 2),
      children: parseMarkdownInline(task?.[2] ?? words),
    };
  });
  return [
    { kind: 'list', ordered: /\d/.test(first), start: Number.parseInt(first, 10) || 1, items },
    run.length,
  ];
}

function isTableAt(lines: readonly string[], at: number): boolean {
  const rule = lines[at + 1];
  return (lines[at] ?? '').includes('|') && rule !== undefined && rule.includes('-') && TABLE_RULE.test(rule);
}

function readTable(lines: readonly string[], at: number): [TextBlock, number] {
  const rows = takeWhile(lines, at + 2, (each) => each.includes('|'));
  const align = cells(lines[at + 1] ?? '').map((cell) =>
    cell.startsWith(':') && cell.endsWith(':') ? 'center' : cell.endsWith(':') ? 'right' : 'left',
  );
  const parse = (line: string) => cells(line).map(parseMarkdownInline);
  return [{ kind: 'table', align, header: parse(lines[at] ?? ''), rows: rows.map(parse) }, rows.length + 2];
}

function cells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}
