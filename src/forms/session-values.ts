import type { FormSession } from './form-session.ts';
import { isAtOrBelow, type Path, pointerOf, valueAt, withRenamedKey, withValueAt } from './json-path.ts';
import { isJsonObject } from './json-value.ts';

/** A position in a list is not closed up: what stands behind it must stay where it is. Undefined empties the place. */
export function withEntered(session: FormSession, path: Path, value: unknown): FormSession {
  const key = path.at(-1);
  const parent = valueAt(session.value, path.slice(0, -1));
  if (value !== undefined || typeof key !== 'number' || !Array.isArray(parent)) {
    return { ...session, value: withValueAt(session.value, path, value) };
  }
  if (key >= parent.length) return session;
  const isLast = key === parent.length - 1;
  return { ...session, value: withValueAt(session.value, path, isLast ? undefined : null) };
}

/** Takes away what is known below a path beside the values: choices, typed texts, notes. */
export function forgetBelow(
  session: FormSession,
  pointer: string,
  options: { readonly self: boolean },
): FormSession {
  const remap = (key: string) =>
    isAtOrBelow(key, pointer) && (options.self || key !== pointer) ? undefined : key;
  return remapTables(session, remap);
}

/** Removes an entry; what is known of the ones behind it moves up with them. */
export function withoutEntry(session: FormSession, path: Path): FormSession {
  const key = path.at(-1);
  const forgotten = forgetBelow(session, pointerOf(path), { self: true });
  const emptied = { ...forgotten, value: withValueAt(session.value, path, undefined) };
  if (typeof key !== 'number') return emptied;
  const list = pointerOf(path.slice(0, -1));
  return remapTables(emptied, (pointer) =>
    withPosition(pointer, list, (index) => (index > key ? index - 1 : index)),
  );
}

/** Swaps two entries of a list, with what is known of them. */
export function withSwapped(session: FormSession, list: Path, left: number, right: number): FormSession {
  const entries = valueAt(session.value, list);
  if (!Array.isArray(entries) || left < 0 || right >= entries.length) return session;
  const copy: unknown[] = [...entries];
  [copy[left], copy[right]] = [copy[right], copy[left]];
  const swapped = { ...session, value: withValueAt(session.value, list, copy) };
  return remapTables(swapped, (pointer) =>
    withPosition(pointer, pointerOf(list), (index) =>
      index === left ? right : index === right ? left : index,
    ),
  );
}

/** Gives an entry of an object another name, in its place. */
export function withKey(session: FormSession, path: Path, key: string): FormSession {
  const parent = path.slice(0, -1);
  const from = pointerOf(path);
  const to = pointerOf([...parent, key]);
  const object = valueAt(session.value, parent);
  const renamed = isJsonObject(object)
    ? {
        ...session,
        value: withValueAt(session.value, parent, withRenamedKey(object, String(path.at(-1)), key)),
      }
    : session;
  // An entry that has a name is no longer as it was made.
  const places = session.places.map((place) => {
    if (!isAtOrBelow(pointerOf(place.path), from)) return place;
    const { begun: _begun, ...named } = place;
    return { ...named, path: [...parent, key, ...place.path.slice(path.length)] };
  });
  const moved = remapTables(renamed, (pointer) =>
    isAtOrBelow(pointer, from) ? to + pointer.slice(from.length) : pointer,
  );
  return { ...moved, places };
}

function withPosition(pointer: string, list: string, move: (index: number) => number): string {
  if (!pointer.startsWith(`${list}/`)) return pointer;
  const [index = '', ...rest] = pointer.slice(list.length + 1).split('/');
  if (!/^\d+$/.test(index)) return pointer;
  return [`${list}/${move(Number(index))}`, ...rest].join('/');
}

/** Keys of the tables may begin with what kind of thing they tell of: `json:/a/b`. */
function remapTables(session: FormSession, move: (pointer: string) => string | undefined): FormSession {
  const remap = <T>(table: Readonly<Record<string, T>>): Record<string, T> => {
    const moved: Record<string, T> = {};
    for (const [key, value] of Object.entries(table)) {
      const [, prefix = '', pointer = ''] = /^([a-z]+:)?(.*)$/s.exec(key) ?? [];
      const target = move(pointer);
      if (target !== undefined) moved[prefix + target] = value;
    }
    return moved;
  };
  const { branches, typed, aside, notes } = session;
  return {
    ...session,
    branches: remap(branches),
    typed: remap(typed),
    aside: remap(aside),
    notes: remap(notes),
  };
}
