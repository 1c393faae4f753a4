/** A piece of a JSON text: an entry of one of its outermost lists, or what stands around these. */
export interface JsonPiece {
  /** Which list it is an entry of, from 0 in the order of the text; undefined for what stands in no list. */
  readonly list: number | undefined;
  readonly text: string;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const LEFT_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const RIGHT_BRACKET = 0x5d;
const LEFT_BRACE = 0x7b;
const RIGHT_BRACE = 0x7d;

/**
 * Takes a JSON text apart while it comes in slices, cut anywhere: what it returns for a slice are the pieces that end in
 * it. Only one entry is ever held. The commas between entries are left out; the brackets of a list stand around it.
 */
export function createJsonSplitter(): (slice: string) => JsonPiece[] {
  let depth = 0;
  let isString = false;
  let isEscaped = false;
  let lists = 0;
  /** The depth of the outermost list that is open; 0 for none. */
  let listDepth = 0;
  let begun = '';

  return (slice) => {
    const pieces: JsonPiece[] = [];
    let from = 0;
    const cut = (end: number, next: number, list: number | undefined) => {
      const text = begun + slice.slice(from, end);
      if (text.trim() !== '') pieces.push({ list, text });
      begun = '';
      from = next;
    };
    for (let index = 0; index < slice.length; index += 1) {
      const code = slice.charCodeAt(index);
      if (isString) {
        if (isEscaped) isEscaped = false;
        else if (code === BACKSLASH) isEscaped = true;
        else if (code === QUOTE) isString = false;
      } else if (code === QUOTE) isString = true;
      else if (code === LEFT_BRACE) depth += 1;
      else if (code === RIGHT_BRACE) depth -= 1;
      else if (code === LEFT_BRACKET) {
        depth += 1;
        if (listDepth > 0) continue;
        cut(index + 1, index + 1, undefined);
        listDepth = depth;
      } else if (code === RIGHT_BRACKET) {
        if (depth === listDepth) {
          cut(index, index, lists);
          lists += 1;
          listDepth = 0;
        }
        depth -= 1;
      } else if (code === COMMA && depth === listDepth && listDepth > 0) cut(index, index + 1, lists);
    }
    begun += slice.slice(from);
    if (listDepth > 0) return pieces;
    if (begun !== '') pieces.push({ list: undefined, text: begun });
    begun = '';
    return pieces;
  };
}
