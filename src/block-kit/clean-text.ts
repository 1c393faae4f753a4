/** C0 and C1 controls apart from tab and line feed, and the marks that turn the direction of writing around. */
const UNSAFE = /(?![\t\n])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A text that is valid Unicode, with line feeds only, and without control characters or direction overrides. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\r', '\n').replace(UNSAFE, '');
}
