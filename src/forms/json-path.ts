import { getOwn, isJsonObject, pointerStep, setOwn } from './json-value.ts';

/** Where a value stands in the input: names of properties and positions in lists. */
export type Path = readonly (string | number)[];

/** The JSON pointer of a path; empty for the input itself. */
export function pointerOf(path: Path): string {
  return path.map((key) => pointerStep(String(key))).join('');
}

/** The pointer itself, or one of a value inside. */
export function isAtOrBelow(pointer: string, parent: string): boolean {
  return pointer === parent || pointer.startsWith(`${parent}/`);
}

/** The value at a path; undefined where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(childOf, root);
}

function childOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  return isJsonObject(value) && typeof key === 'string' ? getOwn(value, key) : undefined;
}

/**
 * The input with one value set, sharing everything else. Containers on the way that are missing (or of another type)
 * are made; positions before a new last one hold null. Undefined takes the value away: a property disappears, an entry
 * of a list closes its gap.
 */
export function withValueAt(root: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const child = withValueAt(childOf(root, key), rest, value);
  return typeof key === 'number' ? withEntry(root, key, child) : withProperty(root, key, child);
}

function withEntry(list: unknown, index: number, value: unknown): unknown {
  const entries: unknown[] = Array.isArray(list) ? [...list] : [];
  if (value === undefined) {
    if (index < entries.length) entries.splice(index, 1);
    return entries;
  }
  while (entries.length < index) entries.push(null);
  entries[index] = value;
  return entries;
}

function withProperty(object: unknown, key: string, value: unknown): unknown {
  const copy: Record<string, unknown> = isJsonObject(object) ? { ...object } : {};
  if (value === undefined) delete copy[key];
  else setOwn(copy, key, value);
  return copy;
}

/** The object with one property renamed in its place. */
export function withRenamedKey(object: unknown, from: string, to: string): unknown {
  if (!isJsonObject(object)) return object;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) setOwn(copy, key === from ? to : key, value);
  return copy;
}
