import type { KnownBlock } from '@slack/types';
import { context, section } from '../../block-kit/build.ts';
import { escapeMarkdown, escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import type { RenderedMessage } from './rendered.ts';

const MAX_CHARS = 7_500;
const FENCE = /^\s*(```|~~~)/;
/** What makes a line a heading, an item, a task or a quote. */
const MARK = /^(\s*(?:#{1,6}\s+|(?:[-*+]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?|>\s+)?)(.*)$/;

/** A plan of an agent's with its headings, lists and code; all else in it is escaped. Untrusted markdown comes in. */
export function renderPlan(title: string, markdown: string): RenderedMessage {
  const name = escapeWithin(title.replace(/\s+/g, ' '), 150, escapeMrkdwn);
  const { text, isShortened } = plainMarkdown(markdown);
  const blocks: KnownBlock[] = [
    section(`🗺️ *${name === '' ? 'Plan' : name}*`),
    { type: 'markdown', text: text.trim() === '' ? '–' : text },
    ...(isShortened ? [context(['Shortened: the whole plan is in the session.'])] : []),
  ];
  return { text: `Plan: ${name}`, blocks };
}

function plainMarkdown(markdown: string): { text: string; isShortened: boolean } {
  const lines: string[] = [];
  let chars = 0;
  let isCode = false;
  for (const line of markdown.split(/\r?\n/)) {
    const isFence = FENCE.test(line);
    const shown = isFence ? '```' : isCode ? code(line) : marked(line);
    if (isFence) isCode = !isCode;
    chars += shown.length + 1;
    if (chars > MAX_CHARS) return { text: closed(lines, isCode), isShortened: true };
    lines.push(shown);
  }
  return { text: closed(lines, isCode), isShortened: false };
}

function closed(lines: readonly string[], isCode: boolean): string {
  return [...lines, ...(isCode ? ['```'] : [])].join('\n');
}

function marked(line: string): string {
  const [, mark = '', rest = ''] = MARK.exec(line) ?? [];
  return `${mark}${escapeMarkdown(rest)}`;
}

/** Nothing is read within code, but a name in angle brackets might be. */
function code(line: string): string {
  return line.replaceAll('<', '‹').replaceAll('>', '›');
}
