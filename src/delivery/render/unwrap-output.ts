import { isScalar, type Scalar } from './format-value.ts';

/** What a tool's output is, once its envelopes are taken off. */
export type Unwrapped =
  | {
      readonly shape: 'list';
      readonly items: readonly unknown[];
      /** The property that held the list. */
      readonly key?: string;
      /** Scalars that stood beside the list: totals, offsets, credits. */
      readonly beside: Readonly<Record<string, Scalar>>;
    }
  | { readonly shape: 'object'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly shape: 'text'; readonly text: string }
  | { readonly shape: 'scalar'; readonly value: number | boolean }
  | { readonly shape: 'nothing' };

const ENVELOPE = /^(output|data|results?|response|payload|body|content|structuredContent|value)$/i;
const LIST = /^(items|rows|results?|data|records|list|entries|values|objects|output|content)$/i;
/** What envelopes hold beside their content; it says nothing to a reader. */
const PACKING =
  /^(success|succeeded|ok|status|statusCode|message|error|errors|userFacingError|isError|requestId|request_id|traceId|trace_id|timestamp|version)$/i;
const MAX_LAYERS = 8;

/** Takes off the usual envelopes (`{success, data: {items: […]}}`, text parts, JSON within text). */
export function unwrapOutput(output: unknown): Unwrapped {
  return unwrap(output, MAX_LAYERS, {});
}

type Json = Readonly<Record<string, unknown>>;
type Beside = Readonly<Record<string, Scalar>>;

function unwrap(value: unknown, layers: number, beside: Beside, key?: string): Unwrapped {
  if (value === null || value === undefined) return { shape: 'nothing' };
  if (typeof value === 'string') return unwrapText(value, layers, beside);
  if (typeof value === 'number' || typeof value === 'boolean') return { shape: 'scalar', value };
  if (Array.isArray(value)) {
    const text = textOfParts(value);
    if (text !== undefined) return unwrapText(text, layers, beside);
    return { shape: 'list', items: value, beside, ...(key === undefined ? {} : { key }) };
  }
  if (typeof value !== 'object') return { shape: 'nothing' };
  return unwrapObject({ ...value }, layers, beside);
}

function unwrapObject(value: Json, layers: number, beside: Beside): Unwrapped {
  const entries = Object.entries(value).filter(([key, entry]) => !isPacking(key, entry));
  if (entries.length === 0) return loneMessage(value);
  const scalars = [...entries.filter(([, entry]) => isScalar(entry)), ...pagingScalars(value)];
  const others = entries.filter(([, entry]) => !isScalar(entry));
  const [only] = others;
  if (only === undefined) {
    const [lone] = entries;
    const isLone = entries.length === 1 && lone !== undefined && lone[1] !== null && layers > 0;
    if (isLone && (ENVELOPE.test(lone[0]) || (TEXT.test(lone[0]) && typeof lone[1] === 'string'))) {
      return unwrap(lone[1], layers - 1, beside);
    }
    return { shape: 'object', value: bareObject(value, entries) };
  }
  const [key, inner] = only;
  const isList = Array.isArray(inner) && (LIST.test(key) || isCounting(scalars));
  const isEnvelope = ENVELOPE.test(key) && isCounting(scalars);
  if (layers > 0 && others.length === 1 && (isList || isEnvelope)) {
    return unwrap(inner, layers - 1, { ...beside, ...Object.fromEntries(scalars.filter(isFilled)) }, key);
  }
  return { shape: 'object', value: bareObject(value, entries) };
}

/** An object that says itself whether it succeeded is an envelope: its packing is left out. Others are shown whole. */
function bareObject(value: Json, entries: readonly [string, unknown][]): Json {
  const isEnvelope = Object.keys(value).some((key) => /^(success|succeeded|ok|isError)$/i.test(key));
  return isEnvelope ? Object.fromEntries(entries) : value;
}

/** What stands under `pagination` and the like: it tells of the list beside it. */
function pagingScalars(value: Json): [string, unknown][] {
  return Object.entries(value).flatMap(([key, entry]) =>
    PAGING.test(key) && typeof entry === 'object' && entry !== null ? Object.entries(entry) : [],
  );
}

const PAGING = /^(pagination|paging|page|pageInfo|page_info|links|_links|meta|_meta)$/i;

const TEXT = /^(text|markdown|summary|answer|message)$/i;

function isFilled(entry: [string, unknown]): entry is [string, Scalar] {
  return isScalar(entry[1]) && entry[1] !== null && entry[1] !== '';
}

/** Scalars beside a list that only tell of it: totals, paging, flags, never texts of their own. */
function isCounting(scalars: readonly (readonly [string, unknown])[]): boolean {
  return scalars.every(([key, entry]) => typeof entry !== 'string' || COUNTING.test(key) || entry === '');
}

const COUNTING =
  /(cursor|token|page|next|prev|total|count|offset|limit|window|mode|type|since|until|sort|order)/i;

/** Packing is left out only where it is a plain remark: an object under `message` stays. */
function isPacking(key: string, entry: unknown): boolean {
  return PAGING.test(key) ? !Array.isArray(entry) : PACKING.test(key) && (isScalar(entry) || isEmpty(entry));
}

function isEmpty(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && Object.keys(entry).length === 0;
}

/** An answer that is nothing but packing: its message is the result. */
function loneMessage(value: Json): Unwrapped {
  const { message, status } = value;
  if (typeof message === 'string' && message.trim() !== '') return { shape: 'text', text: message };
  if (typeof status === 'string' && status.trim() !== '') return { shape: 'text', text: `Status: ${status}` };
  return { shape: 'nothing' };
}

function unwrapText(text: string, layers: number, beside: Beside): Unwrapped {
  const trimmed = text.trim();
  if (trimmed === '') return { shape: 'nothing' };
  const looksLikeJson = /^[[{]/.test(trimmed) && /[\]}]$/.test(trimmed);
  if (!looksLikeJson || layers === 0) return { shape: 'text', text };
  try {
    return unwrap(JSON.parse(trimmed), layers - 1, beside);
  } catch {
    return { shape: 'text', text };
  }
}

/** The text of a list of text parts (`[{type: 'text', text}]`), or undefined for any other list. */
function textOfParts(items: readonly unknown[]): string | undefined {
  const texts: string[] = [];
  for (const item of items) {
    if (typeof item !== 'object' || item === null || !('type' in item) || !('text' in item)) return undefined;
    if (item.type !== 'text' || typeof item.text !== 'string') return undefined;
    texts.push(item.text);
  }
  return texts.length === 0 ? undefined : texts.join('\n');
}
