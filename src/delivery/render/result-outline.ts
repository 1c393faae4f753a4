import { createJsonSplitter } from './json-pieces.ts';
import { unwrapOutput } from './unwrap-output.ts';

type Json = Readonly<Record<string, unknown>>;
type Slices = () => AsyncIterable<string>;

/** Entries of each list that the outline holds: enough to see what kind of list it is. */
const KEPT = 10;
/** Stands first in a list of the outline and says which one it is. Stored JSON holds no NUL. */
const MARK = '\u0000list:';
/** Envelopes within envelopes are looked into no deeper than this. */
const DEEPEST_ENVELOPE = 12;

interface ListFacts {
  count: number;
  areRecords: boolean;
}

/**
 * The entries of a result that is a list of objects, read anew from its text with each call, one at a time; undefined
 * for any other result. `slices` gives the result's JSON text.
 */
export async function recordsInText(slices: Slices): Promise<(() => AsyncIterable<Json>) | undefined> {
  const facts: ListFacts[] = [];
  const lists = new Map<unknown, number>();
  const outline = withoutMarks(await outlineOf(slices(), facts), lists, DEEPEST_ENVELOPE);
  const unwrapped = unwrapOutput(outline);
  if (unwrapped.shape !== 'list') return undefined;
  const list = lists.get(unwrapped.items);
  if (list !== undefined) {
    return facts[list]?.areRecords === true ? () => entriesOf(slices(), list) : undefined;
  }
  // JSON within a text is no list of the outer text: it is in the outline whole.
  const records = unwrapped.items.filter(isRecord);
  const isWhole = records.length === unwrapped.items.length && records.length > 0;
  return isWhole ? () => given(records) : undefined;
}

/** Takes the marks off the lists that envelopes may hold, and notes whose they were. */
function withoutMarks(value: unknown, lists: Map<unknown, number>, layers: number): unknown {
  if (typeof value !== 'object' || value === null || layers === 0) return value;
  if (!Array.isArray(value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, entry]) => [key, withoutMarks(entry, lists, layers - 1)]));
  }
  const [mark, ...entries]: unknown[] = value;
  if (typeof mark !== 'string' || !mark.startsWith(MARK)) return value;
  lists.set(entries, Number(mark.slice(MARK.length)));
  return entries;
}

/** The result with its outermost lists cut to their first entries, each led by its mark. */
async function outlineOf(slices: AsyncIterable<string>, facts: ListFacts[]): Promise<unknown> {
  const split = createJsonSplitter();
  const parts: string[] = [];
  for await (const slice of slices) {
    for (const { list, text } of split(slice)) {
      if (list === undefined) parts.push(text);
      else {
        const fact = (facts[list] ??= { count: 0, areRecords: true });
        fact.areRecords &&= text.trimStart().startsWith('{');
        if (fact.count === 0) parts.push(JSON.stringify(`${MARK}${list}`));
        if (fact.count < KEPT) parts.push(',', text);
        fact.count += 1;
      }
    }
  }
  const text = parts.join('');
  return text === '' ? null : JSON.parse(text);
}

async function* entriesOf(slices: AsyncIterable<string>, wanted: number): AsyncGenerator<Json> {
  const split = createJsonSplitter();
  for await (const slice of slices) {
    for (const { list, text } of split(slice)) {
      if (list === wanted) yield JSON.parse(text) as Json;
    }
  }
}

async function* given(records: readonly Json[]): AsyncGenerator<Json> {
  for (const record of records) yield await Promise.resolve(record);
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
