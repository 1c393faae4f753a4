import type { WarmlyRequest } from '../../store/job.ts';
import { type Unwrapped, unwrapOutput } from './unwrap-output.ts';

type List = Extract<Unwrapped, { shape: 'list' }>;
type Input = Readonly<Record<string, unknown>>;

const HAS_MORE = /^has_?(more|next(_?page)?)$/i;
const NEXT_CURSOR = /^(next_?)?(cursor|page_?token|token)$|^next$/i;

/** Whether the answer itself tells of more. */
export function toldOfMore({ beside }: List): boolean | undefined {
  const told = Object.entries(beside).find(([key]) => HAS_MORE.test(key))?.[1];
  return typeof told === 'boolean' ? told : undefined;
}

export function isPagingKey(key: string): boolean {
  return HAS_MORE.test(key);
}

/**
 * The input that asks a tool for what follows its result; undefined where the tool has no way to ask, or where the page
 * was not full.
 */
export function nextPageInput(request: WarmlyRequest, output: unknown): Input | undefined {
  const { paging, input } = request;
  const list = unwrapOutput(output);
  if (paging === undefined || list.shape !== 'list' || list.items.length === 0) return undefined;
  if (toldOfMore(list) === false) return undefined;
  if (paging.by === 'cursor') {
    const cursor = Object.entries(list.beside).find(([key]) => NEXT_CURSOR.test(key))?.[1];
    const isNew = typeof cursor === 'string' && cursor !== '' && cursor !== input[paging.property];
    return isNew ? { ...input, [paging.property]: cursor } : undefined;
  }
  if (toldOfMore(list) === undefined && !isFull(request, list.items.length)) return undefined;
  const given = input[paging.property];
  const here = typeof given === 'number' ? given : paging.first;
  return { ...input, [paging.property]: here + (paging.by === 'page' ? 1 : list.items.length) };
}

/** Without a total, a page that holds as many as were asked for may have a next one. */
function isFull({ paging, input }: WarmlyRequest, count: number): boolean {
  const asked = paging?.sizeProperty === undefined ? undefined : input[paging.sizeProperty];
  const size = typeof asked === 'number' ? asked : paging?.size;
  return size !== undefined && count >= size;
}
