import { choicesOfField, UNSET_ID } from './choice-options.ts';
import { fileText, type UploadedFile } from './file-text.ts';
import { clockText, instantText } from './instant.ts';
import { sameJson } from './json-value.ts';
import type { FieldKind, Leaf } from './leaf.ts';
import { NULL_ID, type Prefill, type Shown } from './prefill-field.ts';
import { parseJson, parseLines, parseMixed, parseNumber, type TextReading } from './typed-text.ts';

/** One element of `view.state.values`, as far as forms read it. */
export interface FormStateValue {
  readonly value?: string | null | undefined;
  readonly selected_date?: string | null | undefined;
  readonly selected_time?: string | null | undefined;
  readonly selected_date_time?: number | null | undefined;
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined;
  readonly selected_options?: readonly { readonly value?: string | undefined }[] | null | undefined;
  readonly files?: readonly { readonly id?: string | undefined }[] | null | undefined;
}

/** What reading depends on beside what was typed. */
export interface ReadingContext {
  /** IANA name; instants get its offset instead of `Z`. */
  readonly timeZone?: string | undefined;
  /** A time of day gets the zone's offset of this instant. */
  readonly nowMs?: number | undefined;
  /** The uploads that `fileIdsIn` names, read beforehand. */
  readonly files?: ReadonlyMap<string, UploadedFile> | undefined;
}

/** Reads one input. What still shows its prefill is returned exactly as it was; undefined is not sent. */
export function readField(
  leaf: Leaf,
  prefill: Prefill,
  state: FormStateValue,
  context: ReadingContext,
): TextReading {
  const shown = shownIn(leaf.kind, state);
  if (sameShown(shown, prefill.shown)) {
    if (prefill.held !== undefined || prefill.kept) return { ok: true, value: prefill.held };
    return { ok: true, value: emptyValue(leaf) };
  }
  const reading = parseShown(leaf, shown, prefill, context);
  // The same value in another input, such as a far date that was typed where now a picker would stand.
  return reading.ok && sameJson(reading.value, prefill.held) ? { ok: true, value: prefill.held } : reading;
}

/** The uploads in a state, which have to be read before the form is. */
export function fileIdsIn(
  state: Readonly<Record<string, Readonly<Record<string, FormStateValue>>>>,
): string[] {
  const values = Object.values(state).flatMap((actions) => Object.values(actions));
  return values.flatMap((value) => (value.files ?? []).flatMap(({ id }) => id ?? []));
}

function shownIn(kind: FieldKind, state: FormStateValue): Shown {
  if (state.value !== undefined) return { as: 'text', text: state.value ?? '' };
  switch (kind.type) {
    case 'boolean':
    case 'choice': {
      const id = state.selected_option?.value;
      return { as: 'option', id: id === undefined || id === UNSET_ID ? null : id };
    }
    case 'choices':
      return { as: 'options', ids: (state.selected_options ?? []).flatMap(({ value }) => value ?? []) };
    case 'date':
      return { as: 'date', date: state.selected_date || null };
    case 'time':
      return { as: 'time', time: state.selected_time || null };
    case 'date-time':
      return { as: 'instant', seconds: state.selected_date_time ?? null };
    case 'file':
      return { as: 'files', ids: (state.files ?? []).flatMap(({ id }) => id ?? []) };
    default:
      return { as: 'text', text: '' };
  }
}

function sameShown(now: Shown, before: Shown): boolean {
  if (now.as === 'text' && before.as === 'text') return sameLines(now.text, before.text);
  if (now.as === 'option' && before.as === 'option') return now.id === before.id;
  if (now.as === 'date' && before.as === 'date') return now.date === before.date;
  if (now.as === 'time' && before.as === 'time') return now.time === before.time;
  if (now.as === 'instant' && before.as === 'instant')
    return minuteOf(now.seconds) === minuteOf(before.seconds);
  if (now.as === 'files' && before.as === 'files') return now.ids.length === 0 && before.ids.length === 0;
  if (now.as !== 'options' || before.as !== 'options') return false;
  return now.ids.length === before.ids.length && now.ids.every((id) => before.ids.includes(id));
}

function sameLines(left: string, right: string): boolean {
  return left.replaceAll('\r\n', '\n') === right.replaceAll('\r\n', '\n');
}

function minuteOf(seconds: number | null): number | null {
  return seconds === null ? null : Math.floor(seconds / 60);
}

/** What an empty input stands for: an optional value is not sent. */
function emptyValue(leaf: Leaf): unknown {
  if (!leaf.required) return undefined;
  if (leaf.nullable) return null;
  return leaf.kind.type === 'lines' || leaf.kind.type === 'choices' ? [] : undefined;
}

function parseShown(leaf: Leaf, shown: Shown, prefill: Prefill, context: ReadingContext): TextReading {
  const { timeZone, nowMs } = context;
  const replaced = typeof prefill.held === 'string' ? prefill.held : undefined;
  switch (shown.as) {
    case 'text':
      return parseText(leaf, shown.text);
    case 'date':
      return { ok: true, value: shown.date ?? emptyValue(leaf) };
    case 'time': {
      const zone = timeZone === undefined || nowMs === undefined ? undefined : { timeZone, nowMs };
      return {
        ok: true,
        value: shown.time === null ? emptyValue(leaf) : clockText(shown.time, replaced, zone),
      };
    }
    case 'instant':
      return {
        ok: true,
        value: shown.seconds === null ? emptyValue(leaf) : instantText(shown.seconds, timeZone),
      };
    case 'option':
      if (shown.id === null) return { ok: true, value: emptyValue(leaf) };
      return shown.id === NULL_ID && leaf.offersNull
        ? { ok: true, value: null }
        : chosen(leaf, [shown.id], (all) => all[0]);
    case 'options':
      return shown.ids.length === 0
        ? { ok: true, value: emptyValue(leaf) }
        : chosen(leaf, shown.ids, (all) => all);
    case 'files':
      return uploaded(leaf, shown.ids, context);
  }
}

function chosen(leaf: Leaf, ids: readonly string[], pick: (values: unknown[]) => unknown): TextReading {
  const found = ids.flatMap((id) => choicesOfField(leaf)[Number(id)] ?? []);
  if (found.length !== ids.length)
    return { ok: false, message: 'This choice is no longer there: choose again.' };
  return { ok: true, value: pick(found.map((choice) => choice.value)) };
}

function uploaded(leaf: Leaf, ids: readonly string[], context: ReadingContext): TextReading {
  const [id] = ids;
  if (id === undefined || leaf.kind.type !== 'file') return { ok: true, value: emptyValue(leaf) };
  const file = context.files?.get(id);
  if (file === undefined) return { ok: false, message: 'The file could not be read: upload it again.' };
  const text = fileText(file, leaf.kind.as);
  return text === undefined
    ? { ok: false, message: 'The file is no text: upload one that is.' }
    : { ok: true, value: text };
}

function parseText(leaf: Leaf, text: string): TextReading {
  const { kind } = leaf;
  if (text === '' || (text.trim() === '' && isParsed(kind))) return { ok: true, value: emptyValue(leaf) };
  switch (kind.type) {
    case 'number':
      return parseNumber(text, kind.integer);
    case 'lines':
      return parseLines(text, kind.items);
    case 'mixed':
      return parseMixed(text, kind.types);
    case 'json':
      return parseJson(text, kind.acceptsText, kind.objectOnly === true);
    default:
      return { ok: true, value: text };
  }
}

/** Of plain text, spaces are part of the value. */
function isParsed(kind: FieldKind): boolean {
  return kind.type !== 'text' && kind.type !== 'date-text';
}
