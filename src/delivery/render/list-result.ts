import type { KnownBlock } from '@slack/types';
import { actions, bulletList, context, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin, inlineCode } from '../../block-kit/escape.ts';
import { truncate } from '../../block-kit/truncate.ts';
import { humanizeName } from '../../forms/labels.ts';
import type { Job, WarmlyRequest } from '../../store/job.ts';
import type { ResultView } from '../../store/result-views.ts';
import { previewIn } from '../../warmly/credits.ts';
import { widenHint } from './empty-list.ts';
import { isScalar, type Scalar, scalarText } from './format-value.ts';
import { countWords, nounFor } from './job-words.ts';
import { countValues, remarkBlocks, restBlocks } from './left-out.ts';
import { isPagingKey, nextPageInput, toldOfMore } from './next-page.ts';
import type { RenderedBlock, RenderedFile, ResultBody } from './rendered.ts';
import { type ResultControls, resultButtons } from './result-buttons.ts';
import { chartPaths, countChart } from './result-chart.ts';
import { objectFields } from './result-fields.ts';
import { csvFile, jsonFile, recordsOf } from './result-file.ts';
import { columnName, columnsOf, NEW, type TablePage, tablePage } from './result-table.ts';
import type { Unwrapped } from './unwrap-output.ts';

export interface ListOptions {
  readonly timeZone: string;
  readonly view?: ResultView | undefined;
}

type List = Extract<Unwrapped, { shape: 'list' }>;
type Json = Readonly<Record<string, unknown>>;

/** Together with a chart and the rest they stay below what Slack takes of one message. */
const MAX_TABLE_CHARS = 6_500;
const MAX_BULLET_LIST_CHARS = 2_800;
const MAX_BULLETS = 40;
const MAX_BULLET_CHARS = 300;
const MAX_BESIDE = 6;
const MAX_BESIDE_CHARS = 120;

/** A list as a table in pages, with the buttons to look at it otherwise; what is no list of objects as bullets. */
export function listResult(job: Job, request: WarmlyRequest, list: List, options: ListOptions): ResultBody {
  const noun = nounFor(list.key, request.toolName);
  const preview = previewIn(request.input);
  if (list.items.length === 0 && preview !== undefined) return previewResult(job, list, preview);
  if (list.items.length === 0) {
    const blocks = [
      ...remarkBlocks(job.output),
      section(widenHint(request)),
      ...small([besideText(list.beside, 0)]),
      ...besideTheList(job, list),
    ];
    return { summary: `no ${noun} found`, blocks, files: [] };
  }
  const hasMore = nextPageInput(request, job.output) !== undefined;
  const notes = [moreNote(request, list, hasMore), besideText(list.beside, list.items.length)];
  const summary = `${withTotal(list, noun)}${newWords(options.view)}`;
  const body = { summary, notes, hasMore };
  const records = recordsOf(job);
  const caption = truncate(noun.charAt(0).toUpperCase() + noun.slice(1), 150);
  const table = records && tablePage(records, { ...options, caption, maxChars: MAX_TABLE_CHARS });
  const result =
    records === undefined || table === undefined
      ? bulletResult(job, list, noun, { ...body, view: options.view })
      : tableResult(job, records, table, { ...options, noun, ...body });
  return { ...result, blocks: [...remarkBlocks(job.output), ...result.blocks] };
}

/** A preview has no entries: what stands beside them is the answer. */
function previewResult(job: Job, list: List, preview: string): ResultBody {
  const told = Object.fromEntries(Object.entries(list.beside).filter(([key]) => key !== preview));
  const { blocks } = objectFields(told);
  const hint = `This was a preview. Run it without ${inlineCode(preview.slice(0, 40))} to get the rows.`;
  return {
    summary: 'previewed',
    blocks: [...remarkBlocks(job.output), ...blocks, context([hint]), ...besideTheList(job, list)],
    files: [],
  };
}

/** What came with the entries is told beside them as far as it is short; anything else is in the whole. */
function besideTheList(job: Job, { items, beside }: List): KnownBlock[] {
  const told = Object.values(beside)
    .slice(0, MAX_BESIDE)
    .filter((value) => String(value).length <= MAX_BESIDE_CHARS).length;
  return restBlocks(job, items.length === 0 ? told + 1 : told + countValues(items));
}

interface Body {
  readonly summary: string;
  readonly notes: readonly (string | undefined)[];
  readonly hasMore: boolean;
}

function tableResult(
  job: Job,
  records: readonly Json[],
  table: TablePage,
  { view, timeZone, noun, summary, notes, hasMore }: Body & ListOptions & { readonly noun: string },
): ResultBody {
  const { all } = columnsOf(records, view);
  const chartable = chartPaths(records, all);
  const counted = view?.chart;
  const chart = counted === undefined ? undefined : countChart(records, counted, noun, timeZone);
  const controls: ResultControls = {
    page: table.page,
    pages: table.pages,
    canChart: chart !== undefined || chartable.length > 0,
    hasChart: chart !== undefined,
    hasMore,
    hasColumns: true,
  };
  return {
    summary,
    blocks: [
      table.block,
      ...small([...tableNotes(table, records.length, view), ...notes]),
      ...(chart === undefined ? [] : [chart]),
      actions(resultButtons(job, controls)),
    ],
    // What does not fit on one page is at hand in the thread as long as the thread is.
    files: table.pages > 1 ? [csvFile(job)] : [],
  };
}

function tableNotes(table: TablePage, count: number, view: ResultView | undefined): (string | undefined)[] {
  const { firstRow, lastRow, pages, hiddenColumns, isCut } = table;
  return [
    pages > 1 ? `Rows ${firstRow}–${lastRow} of ${count.toLocaleString('en-US')}` : undefined,
    view?.sort === undefined
      ? undefined
      : `sorted by ${escapeWithin(columnName(view.sort.path), 60, escapeMrkdwn)}${view.sort.descending ? ', highest first' : ''}`,
    hiddenColumns > 0 ? `${countWords(hiddenColumns, 'more columns')}` : undefined,
    isCut ? 'Long values are shortened: CSV and JSON have them whole' : undefined,
    pages > 1 ? 'All rows are in the file' : undefined,
  ];
}

function bulletResult(
  job: Job,
  list: List,
  noun: string,
  body: Body & Pick<ListOptions, 'view'>,
): ResultBody {
  const { items } = list;
  const { block, shownRows, isWhole } = bullets(items, new Set(body.view?.scheduled?.newRows));
  const isAll = shownRows === items.length;
  const notes = [
    isAll ? undefined : `The first ${countWords(shownRows, noun)}`,
    isWhole ? undefined : isAll ? 'Shortened: the whole is in the file' : 'The whole is in the file',
    ...body.notes,
  ];
  const controls = { page: 0, pages: 1, canChart: false, hasChart: false, hasColumns: false };
  const files: RenderedFile[] = isWhole ? [] : [jsonFile(job)];
  return {
    summary: body.summary,
    blocks: [
      block,
      ...small(notes),
      ...(body.hasMore
        ? [actions(resultButtons(job, { ...controls, hasMore: true }))]
        : isWhole
          ? besideTheList(job, list)
          : []),
    ],
    files,
  };
}

function small(notes: readonly (string | undefined)[]): RenderedBlock[] {
  return notes.some((note) => note !== undefined && note !== '') ? [context(notes)] : [];
}

function bullets(
  items: readonly unknown[],
  newRows: ReadonlySet<number>,
): { block: KnownBlock; shownRows: number; isWhole: boolean } {
  const texts: string[] = [];
  let chars = 0;
  let isCut = false;
  for (const [index, item] of items.slice(0, MAX_BULLETS).entries()) {
    const whole = isScalar(item) ? scalarText(item, '', 'UTC') : (JSON.stringify(item) ?? '');
    const text = truncate(whole.replace(/\s+/g, ' ').trim(), MAX_BULLET_CHARS);
    chars += text.length;
    if (chars > MAX_BULLET_LIST_CHARS && texts.length > 0) break;
    isCut ||= whole.length > MAX_BULLET_CHARS;
    texts.push(newRows.has(index) ? `${NEW} ${text}` : text);
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

/** ", 3 new": of a schedule that has run before. */
function newWords(view: ResultView | undefined): string {
  const newRows = view?.scheduled?.newRows;
  if (newRows === undefined) return '';
  return newRows.length === 0 ? ', none new' : `, ${newRows.length.toLocaleString('en-US')} new`;
}

/** Whether the list goes on: by the answer's own word, else by its length being just what was asked for. */
function moreNote(request: WarmlyRequest, list: List, hasMore: boolean): string | undefined {
  const told = toldOfMore(list);
  if (told !== undefined) return told ? 'Warmly has more' : undefined;
  const limit = Object.entries(request.input).find(([key]) =>
    /^(take|limit|page_?size|per_?page)$/i.test(key),
  );
  if (limit?.[1] === list.items.length && list.items.length > 1) {
    return `Limited by ${escapeWithin(limit[0], 40, escapeMrkdwn)}: there may be more`;
  }
  return hasMore ? 'There may be more' : undefined;
}

/** What came beside the list, without the count that the summary says. */
function besideText(beside: Readonly<Record<string, Scalar>>, count: number): string {
  return Object.entries(beside)
    .filter(([key, value]) => !isPagingKey(key) && !(value === count && /count|total/i.test(key)))
    .slice(0, MAX_BESIDE)
    .map(([key, value]) => {
      const label = escapeWithin(humanizeName(key), 40, escapeMrkdwn);
      return `${label}: ${escapeWithin(scalarText(value, key, 'UTC'), MAX_BESIDE_CHARS, escapeMrkdwn)}`;
    })
    .join('  ·  ');
}
