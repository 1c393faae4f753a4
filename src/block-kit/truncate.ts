const ELLIPSIS = '…';
/** How far back from the cut the search for a character's beginning goes. */
const WINDOW = 200;

/** What must not be left open at a cut: an entity, a Slack token, a backslash that escapes what follows. */
const OPEN_ENDS = [/&[a-z]{0,3}$/i, /<(?:[@#!]|https?:|mailto:)[^<>]*$/, /(?<=(?<!\\)(?:\\\\)*)\\$/];

/**
 * The text, or as much of it as fits into `maxChars` UTF-16 units with "…" at its end. Cuts between graphemes, and never
 * inside of an entity (`&amp;`), a Slack token (`<@U…>`) or a backslash escape.
 */
export function truncate(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  if (maxChars <= 0) return '';
  let head = text.slice(0, graphemeStart(text, maxChars - ELLIPSIS.length));
  for (const openEnd of OPEN_ENDS) head = head.replace(openEnd, '');
  return `${head.trimEnd()}${ELLIPSIS}`;
}

/** The last beginning of a grapheme at or before an index. */
function graphemeStart(text: string, index: number): number {
  let from = Math.max(0, index - WINDOW);
  if (isLowSurrogate(text, from)) from -= 1;
  let start = from;
  for (const segment of GRAPHEMES.segment(text.slice(from, index + WINDOW))) {
    if (from + segment.index > index) break;
    start = from + segment.index;
  }
  if (start > from || index === 0) return start;
  return isLowSurrogate(text, index) ? index - 1 : index;
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
