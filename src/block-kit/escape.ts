import { cleanText } from './clean-text.ts';
import { truncate } from './truncate.ts';

/** Zero-width space: keeps a character from being read as the beginning of a format. */
const BREAK = '\u200b';
const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

/** Slack's three entities and nothing else: for text that stands inside a code span or a date token. */
export function escapeEntities(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES.get(character) ?? character);
}

/**
 * A text from outside as part of mrkdwn: shown as it is. No mention, link, date or special token can form, and
 * characters that would begin a format (bold, italic, strike, code, quote, emoji) are kept from it by a zero-width space
 * after them.
 */
export function escapeMrkdwn(text: string): string {
  const defused = cleanText(text)
    .replace(/(?<![\p{L}\p{N}])([*_~])(?=\S)/gu, `$1${BREAK}`)
    .replaceAll('`', `\`${BREAK}`)
    .replace(/(^|\s|[([{]):(?=[a-z0-9_+'-]+:)/gim, `$1:${BREAK}`);
  return escapeEntities(breakMentions(defused)).replace(/^([ \t]*)&gt;/gm, `$1${BREAK}&gt;`);
}

/**
 * A text from outside as part of a `markdown` block: shown as it is, line by line. No mention, link, image, heading,
 * list, quote, table, code or HTML can form.
 */
export function escapeMarkdown(text: string): string {
  return cleanText(text)
    .split('\n')
    .map((line) => escapeMarkdownLine(line))
    .join('\n');
}

function escapeMarkdownLine(line: string): string {
  const body = line.trimStart();
  const indent = '\u00a0'.repeat(Math.min(line.length - body.length, 8));
  const inline = breakMentions(
    body
      .replace(/[\\`*_[\]~|$]/g, '\\$&')
      .replace(/!(?=\\\[)/g, '\\!')
      .replaceAll('://', '\\://')
      .replace(/\b(www)\./gi, '$1\\.')
      .replace(/([\w.+-])@(?=[\w-]+\.)/g, '$1\\@')
      .replace(/(^|\s|[([{]):(?=[a-z0-9_+'-]+:)/gi, '$1\\:'),
  );
  const atStart = inline.replace(/^(?:[#+=-]|(\d+)([.)]))/, (match, digits?: unknown, mark?: unknown) =>
    typeof digits === 'string' && typeof mark === 'string' ? `${digits}\\${mark}` : `\\${match}`,
  );
  return indent + escapeEntities(atStart);
}

/** `@here` and its kin, which Slack may read without brackets too. */
function breakMentions(text: string): string {
  return text.replace(/@(?=(?:here|channel|everyone|group)\b)/gi, `@${BREAK}`);
}

/**
 * Escapes as much of a text as fits into `maxChars` *after* escaping, with "…" where something was left out: the text is
 * cut first, so that no escape is.
 */
export function escapeWithin(text: string, maxChars: number, escape: (text: string) => string): string {
  let budget = Math.min(text.length, maxChars);
  let escaped = escape(truncate(text, budget));
  while (escaped.length > maxChars && budget > 0) {
    budget = Math.min(budget - 1, Math.floor((budget * maxChars) / escaped.length));
    escaped = escape(truncate(text, budget));
  }
  return escaped;
}

/** A text from outside in code style within mrkdwn, on one line. Empty text gives an empty string. */
export function inlineCode(text: string): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim().replaceAll('`', 'ˋ');
  return line === '' ? '' : `\`${escapeEntities(line)}\``;
}

/** A table cell's `raw_text`: one line, never empty (Slack refuses an empty cell), nothing in it is parsed. */
export function tableCellText(text: string, maxChars = 120): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  return line === '' ? '–' : truncate(line, maxChars);
}
