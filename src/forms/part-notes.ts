import { type Part, pointerOfPart } from './form-parts.ts';
import type { FormSession } from './form-session.ts';
import { isAtOrBelow, pointerOf } from './json-path.ts';
import { typedJsonKey } from './json-units.ts';
import { pointerKeys } from './json-value.ts';
import { humanizeName } from './labels.ts';

/** Messages by the part that they stand beside; those of no part under undefined. */
export type PartNotes = ReadonlyMap<Part | undefined, readonly string[]>;

/** Where an entry's name is kept that cannot be given to it. */
export function typedKeyOf(pointer: string): string {
  return `key:${pointer}`;
}

/** The pointer to the value, whatever is told of it. */
export function barePointer(pointer: string): string {
  return pointer.replace(/^[a-z]+:/, '');
}

/** The part at which something is told of a pointer: its own input, or what leads there. */
export function partFor(parts: readonly Part[], pointer: string): Part | undefined {
  let best: Part | undefined;
  for (const part of parts) {
    if (part.type === 'key') {
      if (pointer === typedKeyOf(part.pointer)) return part;
      continue;
    }
    const own = pointerOfPart(part);
    if (!isAtOrBelow(barePointer(pointer), own)) continue;
    const isBetter = best === undefined || own.length > pointerOfPart(best).length;
    if (isBetter || (best?.type === 'branch' && part.type === 'input' && own === pointerOfPart(best)))
      best = part;
  }
  return best;
}

/** What is to be said on a page of a place: notes, and why typed texts could not be read. */
export function notesOfPage(
  session: FormSession,
  path: readonly (string | number)[],
  page: readonly Part[],
  all: readonly Part[],
): PartNotes {
  const own = pointerOf(path);
  const typed = Object.entries(session.typed).map(([key, { message }]) => {
    return { pointer: key === typedJsonKey(path) ? own : key, message };
  });
  const notes = Object.entries(session.notes).map(([pointer, message]) => ({ pointer, message }));
  const found = new Map<Part | undefined, string[]>();
  for (const { pointer, message } of [...typed, ...notes]) {
    if (!isAtOrBelow(barePointer(pointer), own)) continue;
    const part = partFor(all, pointer);
    if (part !== undefined && !page.includes(part)) continue;
    const text =
      part === undefined ? noteText(own, pointer, message) : noteText(pointerOfPart(part), pointer, message);
    found.set(part, [...(found.get(part) ?? []), text]);
  }
  return found;
}

/** The message, after the names that lead from a part to what it is about. */
export function noteText(from: string, pointer: string, message: string): string {
  const bare = barePointer(pointer);
  if (!bare.startsWith(`${from}/`)) return message;
  const names = pointerKeys(bare.slice(from.length)).map((key) =>
    /^\d+$/.test(key) ? `Entry ${Number(key) + 1}` : humanizeName(key),
  );
  return `${names.join(' › ')}: ${message}`;
}
