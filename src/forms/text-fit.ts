/** Cuts a text at a limit of UTF-16 units, at a word's end where one is near, without splitting a character. */
export function splitText(text: string, limit: number): { readonly head: string; readonly rest: string } {
  if (text.length <= limit) return { head: text, rest: '' };
  const space = Math.max(text.lastIndexOf(' ', limit), text.lastIndexOf('\n', limit));
  let end = space > limit * 0.8 ? space : limit;
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last <= 0xdbff) end -= 1;
  return { head: text.slice(0, end), rest: text.slice(end).trimStart() };
}

/** The text, or as much of it as fits with `…` at its end. */
export function fitText(text: string, limit: number): string {
  return text.length <= limit ? text : `${splitText(text, limit - 1).head}…`;
}

/** A long text in pieces of at most the limit. */
export function chunkText(text: string, limit: number): string[] {
  const chunks: string[] = [];
  let rest = text;
  while (rest !== '') {
    const split = splitText(rest, limit);
    chunks.push(split.head);
    rest = split.rest;
  }
  return chunks.filter((chunk) => chunk.trim() !== '');
}

/** UTF-8 bytes of a value written as JSON. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}
