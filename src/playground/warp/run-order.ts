import type { Run } from './run.ts';

export type SortBy = 'updated_at' | 'created_at' | 'title' | 'agent';
export type SortOrder = 'asc' | 'desc';

/** Where a run stands in a sorted list; the id decides among equals. */
export interface Position {
  readonly key: string | number | null;
  readonly id: string;
}

export function sortKey(run: Run, sortBy: SortBy): string | number | null {
  if (sortBy === 'updated_at') return run.updatedAtUs;
  if (sortBy === 'created_at') return run.createdAtUs;
  return sortBy === 'title' ? run.request.title.toLowerCase() : (run.request.skill?.spec ?? null);
}

/** Runs without a key come last in both directions. */
export function compareRuns(a: Position, b: Position, order: SortOrder): number {
  if ((a.key === null) !== (b.key === null)) return a.key === null ? 1 : -1;
  const sign = order === 'asc' ? 1 : -1;
  if (a.key !== null && b.key !== null && a.key !== b.key) return a.key < b.key ? -sign : sign;
  return a.id === b.id ? 0 : a.id < b.id ? -sign : sign;
}

export function writeCursor(last: Position, sortBy: SortBy, order: SortOrder): string {
  return Buffer.from(JSON.stringify([sortBy, order, last.key, last.id])).toString('base64url');
}

/** The position after which the page begins; undefined for a cursor that is broken or of another sorting. */
export function readCursor(text: string, sortBy: SortBy, order: SortOrder): Position | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(read) || read[0] !== sortBy || read[1] !== order || typeof read[3] !== 'string')
      return undefined;
    const key: unknown = read[2];
    if (key !== null && typeof key !== 'string' && typeof key !== 'number') return undefined;
    return { key, id: read[3] };
  } catch {
    return undefined;
  }
}
