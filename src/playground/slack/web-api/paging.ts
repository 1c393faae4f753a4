import { SlackApiError } from './method.ts';
import type { MethodArguments } from './method-arguments.ts';

/** One page of a list, and the cursor of the next (empty on the last). */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string;
}

/** Cuts a page out of a list; the cursor names the key of the page's first item. */
export function pageOf<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  args: MethodArguments,
  limits: { readonly usual: number; readonly max: number },
): Page<T> {
  const limit = args.number('limit') ?? limits.usual;
  if (!Number.isInteger(limit) || limit < 0 || limit > limits.max) throw new SlackApiError('invalid_limit');
  const size = limit === 0 ? limits.usual : limit;
  const start = startIndex(all, keyOf, args.string('cursor'));
  const next = all[start + size];
  const nextCursor = next === undefined ? '' : Buffer.from(`next:${keyOf(next)}`).toString('base64');
  return { items: all.slice(start, start + size), nextCursor };
}

function startIndex<T>(all: readonly T[], keyOf: (item: T) => string, cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  const index = text.startsWith('next:') ? all.findIndex((item) => keyOf(item) === text.slice(5)) : -1;
  if (index === -1) throw new SlackApiError('invalid_cursor');
  return index;
}
