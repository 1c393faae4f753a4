import { isScalar, type Scalar, scalarText } from './format-value.ts';

/** An object laid flat: scalars by their dotted path. `isWhole` is false where something was only summarised. */
export interface FlatRecord {
  readonly values: ReadonlyMap<string, Scalar>;
  readonly isWhole: boolean;
}

const MAX_DEPTH = 3;
const MAX_PATHS = 120;
const MAX_LISTED = 8;

/** Lays an object flat: nested objects become dotted paths, lists of scalars are joined, the rest is summarised. */
export function flattenRecord(record: Readonly<Record<string, unknown>>): FlatRecord {
  const values = new Map<string, Scalar>();
  let isWhole = true;
  const walk = (value: unknown, path: string, depth: number): void => {
    if (values.size >= MAX_PATHS) {
      isWhole = false;
      return;
    }
    if (isScalar(value)) {
      values.set(path, value);
      return;
    }
    if (Array.isArray(value)) {
      const listed = listText(value, path);
      values.set(path, listed.text);
      if (!listed.isWhole) isWhole = false;
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const entries = Object.entries(value);
    if (depth >= MAX_DEPTH) {
      values.set(path, entries.length === 0 ? null : `${entries.length} properties`);
      if (entries.length > 0) isWhole = false;
      return;
    }
    for (const [key, entry] of entries) walk(entry, path === '' ? key : `${path}.${key}`, depth + 1);
  };
  walk(record, '', 0);
  return { values, isWhole };
}

function listText(list: readonly unknown[], path: string): { text: string; isWhole: boolean } {
  if (list.length === 0) return { text: '', isWhole: true };
  if (list.every(isScalar)) {
    const shown = list.slice(0, MAX_LISTED).map((entry) => scalarText(entry, path, 'UTC'));
    const more = list.length - shown.length;
    return {
      text: more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', '),
      isWhole: more === 0,
    };
  }
  const names = list.map(nameOf);
  const known = names.filter((name) => name !== undefined);
  if (known.length === list.length && list.length <= 3) return { text: known.join(', '), isWhole: false };
  return { text: `${list.length} ${list.length === 1 ? 'entry' : 'entries'}`, isWhole: false };
}

function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const named = Object.entries(value).find(
    ([key, entry]) =>
      /^(name|fullName|full_name|title|label|email|domain)$/i.test(key) && typeof entry === 'string',
  );
  return typeof named?.[1] === 'string' ? named[1] : undefined;
}
