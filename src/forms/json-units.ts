import { SLACK_LIMITS } from '../block-kit/limits.ts';
import type { Unit } from './form-parts.ts';
import type { FormSession } from './form-session.ts';
import { type Path, pointerOf, valueAt } from './json-path.ts';

const MAX_CHARS = SLACK_LIMITS.plainTextInput.maxLength;
/** Pieces of a longer text leave room for what is typed into them. */
const PIECE_CHARS = MAX_CHARS - 500;
/** Longer texts are uploaded only. */
const MAX_PIECES = 20;

/** A value as JSON text: in one input, in several where it is long; a file beside them, for what no input holds. */
export function jsonUnits(label: string, path: Path, session: Pick<FormSession, 'value' | 'typed'>): Unit[] {
  const pointer = pointerOf(path);
  const text = jsonText(path, session);
  const pieces = text.length <= MAX_CHARS ? [text] : piecesOf(text);
  const isShown = pieces.length <= MAX_PIECES && pieces.every((piece) => piece.length <= MAX_CHARS);
  const inputs: Unit[] = isShown
    ? pieces.map((piece, index) => [
        { type: 'json', pointer, index, total: pieces.length, text: piece, label },
      ])
    : [];
  return [...inputs, [{ type: 'upload', pointer, chars: text.length }]];
}

/** The text that stands for the value at a path, or what was typed instead and could not be read. */
export function jsonText(path: Path, { value, typed }: Pick<FormSession, 'value' | 'typed'>): string {
  const key = typedJsonKey(path);
  const kept = Object.hasOwn(typed, key) ? typed[key] : undefined;
  if (kept !== undefined) return kept.text;
  const held = valueAt(value, path);
  return held === undefined ? '' : JSON.stringify(held, null, 2);
}

/** Where unreadable JSON is kept; no pointer to a value begins so. */
export function typedJsonKey(path: Path): string {
  return `json:${pointerOf(path)}`;
}

/** At the ends of lines, where there are some: joined they are the text again. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > PIECE_CHARS) {
    const line = rest.lastIndexOf('\n', PIECE_CHARS);
    // Spaces at a piece's end may be lost on the way, so that a piece ends with a line.
    const isPairCut = /[\ud800-\udbff]/.test(rest.charAt(PIECE_CHARS - 1));
    const end = line > 0 ? line + 1 : PIECE_CHARS - (isPairCut ? 1 : 0);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}
