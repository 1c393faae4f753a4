import type { KnownBlock } from '@slack/types';
import { bulletList, context, richText, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import { truncate } from '../../block-kit/truncate.ts';
import { humanizeName } from '../../forms/labels.ts';
import type { Job, WarmlyRequest } from '../../store/job.ts';
import { widenHint } from './empty-list.ts';
import { isScalar, type Scalar, scalarText } from './format-value.ts';
import { countWords, nounFor } from './job-words.ts';
import type { RenderedFile } from './rendered.ts';
import { objectFields } from './result-fields.ts';
import { jsonFile, textFile } from './result-file.ts';
import { previewTable } from './result-table.ts';
import { type Unwrapped, unwrapOutput } from './unwrap-output.ts';

/** What a tool gave, without the sentence that leads it. */
export interface ResultBody {
  /** What came of it in a few words: "25 visitors". Plain text. */
  readonly summary: string;
  readonly blocks: KnownBlock[];
  readonly files: RenderedFile[];
}

const MAX_TEXT_CHARS = 2_800;
const MAX_TABLE_CHARS = 7_000;
const MAX_BULLETS = 40;
const MAX_BULLET_CHARS = 300;

/** The output of a tool that succeeded, in the shape that suits it. */
export function warmlyResult(job: Job, request: WarmlyRequest, timeZone: string): ResultBody {
  const unwrapped = unwrapOutput(job.output);
  switch (unwrapped.shape) {
    case 'list':
      return listResult(job, request, unwrapped, timeZone);
    case 'object':
      return objectResult(job, unwrapped.value);
    case 'text':
      return textResult(job, unwrapped.text);
    case 'scalar':
      return { summary: scalarText(unwrapped.value, '', timeZone), blocks: [], files: [] };
    case 'nothing':
      return { summary: 'the tool returned no data', blocks: [], files: [] };
  }
}

const HAS_MORE = /^has_?more$/i;

type List = Extract<Unwrapped, { shape: 'list' }>;

function listResult(job: Job, request: WarmlyRequest, list: List, timeZone: string): ResultBody {
  const noun = nounFor(list.key, request.toolName);
  if (list.items.length === 0) {
    return { summary: `no ${noun} found`, blocks: [section(widenHint(request))], files: [] };
  }
  const records = list.items.filter(isRecord);
  const table =
    records.length === list.items.length
      ? previewTable(records, {
          caption: truncate(noun.charAt(0).toUpperCase() + noun.slice(1), 150),
          timeZone,
          maxChars: MAX_TABLE_CHARS,
        })
      : undefined;
  const preview = table ?? bullets(list.items);
  const shown =
    preview.shownRows < list.items.length ? `The first ${countWords(preview.shownRows, noun)}` : undefined;
  const file = preview.isWhole ? [] : [jsonFile(job, job.output)];
  const notes = [
    shown,
    file.length === 0
      ? undefined
      : shown === undefined
        ? 'All fields are in the file'
        : 'The whole is in the file',
    moreNote(request, list),
    besideText(list.beside, list.items.length),
  ];
  const hasNotes = notes.some((note) => note !== undefined && note !== '');
  return {
    summary: withTotal(list, noun),
    blocks: [preview.block, ...(hasNotes ? [context(notes)] : [])],
    files: file,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bullets(items: readonly unknown[]): { block: KnownBlock; shownRows: number; isWhole: boolean } {
  const texts: string[] = [];
  let chars = 0;
  let isCut = false;
  for (const item of items.slice(0, MAX_BULLETS)) {
    const whole = isScalar(item) ? scalarText(item, '', 'UTC') : (JSON.stringify(item) ?? '');
    const text = truncate(whole.replace(/\s+/g, ' ').trim(), MAX_BULLET_CHARS);
    chars += text.length;
    if (chars > MAX_TEXT_CHARS && texts.length > 0) break;
    isCut ||= whole.length > MAX_BULLET_CHARS;
    texts.push(text);
  }
  return {
    block: bulletList(texts),
    shownRows: texts.length,
    isWhole: !isCut && texts.length === items.length,
  };
}

/** "25 visitors", or "25 of 120 visitors" where the answer told a total. */
function withTotal(list: List, noun: string): string {
  const count = list.items.length;
  const total = Object.entries(list.beside).find(([key]) =>
    /^total(_?(count|items|results))?$/i.test(key),
  )?.[1];
  if (typeof total !== 'number' || total <= count) return countWords(count, noun);
  return `${count.toLocaleString('en-US')} of ${countWords(total, noun)}`;
}

/** Whether the list goes on: by the answer's own word, else by its length being just what was asked for. */
function moreNote(request: WarmlyRequest, { beside, items }: List): string | undefined {
  const count = items.length;
  const told = Object.entries(beside).find(([key]) => HAS_MORE.test(key))?.[1];
  if (typeof told === 'boolean') return told ? 'There are more' : undefined;
  const limit = Object.entries(request.input).find(([key]) =>
    /^(take|limit|page_?size|per_?page)$/i.test(key),
  );
  return limit?.[1] === count && count > 1
    ? `Limited by ${escapeWithin(limit[0], 40, escapeMrkdwn)}: there may be more`
    : undefined;
}

/** What came beside the list, without the count that the summary says. */
function besideText(beside: Readonly<Record<string, Scalar>>, count: number): string {
  return Object.entries(beside)
    .filter(([key, value]) => !HAS_MORE.test(key) && !(value === count && /count|total/i.test(key)))
    .slice(0, 6)
    .map(([key, value]) => {
      const label = escapeWithin(humanizeName(key), 40, escapeMrkdwn);
      return `${label}: ${escapeWithin(scalarText(value, key, 'UTC'), 120, escapeMrkdwn)}`;
    })
    .join('  ·  ');
}

function objectResult(job: Job, value: Readonly<Record<string, unknown>>): ResultBody {
  const { blocks, isWhole } = objectFields(value);
  if (blocks.length === 0) return { summary: 'the tool returned no data', blocks: [], files: [] };
  const note = isWhole ? [] : [context(['Shortened: the whole is in the file'])];
  return { summary: 'done', blocks: [...blocks, ...note], files: isWhole ? [] : [jsonFile(job, job.output)] };
}

function textResult(job: Job, text: string): ResultBody {
  if (text.length <= MAX_TEXT_CHARS) return { summary: 'done', blocks: [richText(text)], files: [] };
  return {
    summary: 'done',
    blocks: [richText(truncate(text, MAX_TEXT_CHARS)), context(['Shortened: the whole text is in the file'])],
    files: [textFile(job, text)],
  };
}
