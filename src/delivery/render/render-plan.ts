import type { KnownBlock } from '@slack/types';
import { context, section } from '../../block-kit/build.ts';
import { escapeMarkdown, escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import type { RenderedMessage } from './rendered.ts';

const MAX_CHARS = 7_500;
const FENCE = /^\s*(```|~~~)/;
const HEADING = /^\s*#{1,6}\s+(.*?)[\s#]*$/;
/** What makes a line a heading, an item, a task or a quote. */
const MARK = /^(\s*(?:#{1,6}\s+|(?:[-*+]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?|>\s+)?)(.*)$/;

/** A plan of an agent's with its headings, lists and code; all else in it is escaped. Untrusted markdown comes in. */
export function renderPlan(title: string, markdown: string): RenderedMessage {
  const name = escapeWithin(bareTitle(title), 150, escapeMrkdwn);
  const words = name === '' ? 'Plan' : `Plan: ${name}`;
  const { text, isShortened } = plainMarkdown(withoutTitle(markdown, title));
  const blocks: KnownBlock[] = [
    section(`🗺️ *${words}*`),
    { type: 'markdown', text: text.trim() === '' ? '–' : text },
    ...(isShortened ? [context(['Shortened: the whole plan is in the session.'])] : []),
  ];
  return { text: words, blocks };
}

/** A title on one line, without the word “Plan” that it may begin with. */
function bareTitle(title: string): string {
  return title
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^plan(?: ?[:–—-] ?|$)/i, '');
}

/** Many plans begin with their own title as a heading: it is said above them already. */
function withoutTitle(markdown: string, title: string): string {
  const lines = markdown.trimStart().split('\n');
  const heading = HEADING.exec(lines[0] ?? '')?.[1];
  const isTitle =
    heading !== undefined && bareTitle(heading).toLowerCase() === bareTitle(title).toLowerCase();
  return isTitle ? lines.slice(1).join('\n').trimStart() : markdown;
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
