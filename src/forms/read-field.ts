import { choicesOfField, UNSET_ID } from './choice-options.ts';
import type { FieldKind, FormField } from './form-field.ts';
import { instantText } from './instant.ts';
import { isJsonObject } from './json-value.ts';
import { linesOf } from './lines-text.ts';
import type { Prefill, Shown } from './prefill.ts';
import { fitText } from './text-fit.ts';

/** One element of `view.state.values`, as far as forms read it. */
export interface FormStateValue {
  readonly value?: string | null | undefined;
  readonly selected_date?: string | null | undefined;
  readonly selected_date_time?: number | null | undefined;
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined;
  readonly selected_options?: readonly { readonly value?: string | undefined }[] | null | undefined;
}

/** What an input says: a value (undefined: not sent), or in words what is wrong with what was typed. */
export type FieldReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

/** Reads one input. What still shows its prefill is returned exactly as it was. */
export function readField(
  field: FormField,
  prefill: Prefill,
  state: FormStateValue,
  timeZone: string | undefined,
): FieldReading {
  const shown = shownIn(field.kind, state);
  if (sameShown(shown, prefill.shown)) {
    if (prefill.held !== undefined || prefill.kept) return { ok: true, value: prefill.held };
    return { ok: true, value: emptyValue(field) };
  }
  return parseShown(field, shown, timeZone);
}

function shownIn(kind: FieldKind, state: FormStateValue): Shown {
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
    case 'date-time':
      return { as: 'instant', seconds: state.selected_date_time ?? null };
    default:
      return { as: 'text', text: state.value ?? '' };
  }
}

function sameShown(now: Shown, before: Shown): boolean {
  if (now.as === 'text' && before.as === 'text') return sameLines(now.text, before.text);
  if (now.as === 'option' && before.as === 'option') return now.id === before.id;
  if (now.as === 'date' && before.as === 'date') return now.date === before.date;
  if (now.as === 'instant' && before.as === 'instant')
    return minuteOf(now.seconds) === minuteOf(before.seconds);
  if (now.as !== 'options' || before.as !== 'options') return false;
  return now.ids.length === before.ids.length && now.ids.every((id) => before.ids.includes(id));
}

function sameLines(left: string, right: string): boolean {
  return left.replaceAll('\r\n', '\n') === right.replaceAll('\r\n', '\n');
}

function minuteOf(seconds: number | null): number | null {
  return seconds === null ? null : Math.floor(seconds / 60);
}

/** What an empty input stands for: an optional field is not sent. */
function emptyValue(field: FormField): unknown {
  if (!field.required) return undefined;
  if (field.nullable) return null;
  return field.kind.type === 'lines' || field.kind.type === 'choices' ? [] : undefined;
}

function parseShown(field: FormField, shown: Shown, timeZone: string | undefined): FieldReading {
  switch (shown.as) {
    case 'text':
      return parseText(field, shown.text);
    case 'date':
      return { ok: true, value: shown.date ?? emptyValue(field) };
    case 'instant':
      return {
        ok: true,
        value: shown.seconds === null ? emptyValue(field) : instantText(shown.seconds, timeZone),
      };
    case 'option':
      return shown.id === null
        ? { ok: true, value: emptyValue(field) }
        : chosen(field, [shown.id], (all) => all[0]);
    case 'options':
      return shown.ids.length === 0
        ? { ok: true, value: emptyValue(field) }
        : chosen(field, shown.ids, (all) => all);
  }
}

function chosen(
  field: FormField,
  ids: readonly string[],
  pick: (values: unknown[]) => unknown,
): FieldReading {
  const found = ids.flatMap((id) => choicesOfField(field)[Number(id)] ?? []);
  if (found.length !== ids.length)
    return { ok: false, message: 'This choice is no longer there: choose again.' };
  return { ok: true, value: pick(found.map((choice) => choice.value)) };
}

function parseText(field: FormField, text: string): FieldReading {
  const { kind } = field;
  if (kind.type === 'text') return { ok: true, value: text === '' ? emptyValue(field) : text };
  if (text.trim() === '') return { ok: true, value: emptyValue(field) };
  if (kind.type === 'number') return parseNumber(text, kind.integer);
  if (kind.type === 'lines') return parseLines(text, kind.items);
  return parseJson(text, kind.type === 'json' && kind.acceptsText, field.scope !== 'property');
}

/** A number in words that a person types; digits that a double cannot hold are refused, not rounded. */
export function parseNumber(text: string, integer: boolean): FieldReading {
  const trimmed = text.trim();
  const number = Number(trimmed);
  const shown = fitText(trimmed, 40);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) || !Number.isFinite(number)) {
    return { ok: false, message: `“${shown}” is not a ${integer ? 'whole ' : ''}number.` };
  }
  if (integer && !Number.isInteger(number)) {
    return { ok: false, message: `Must be a whole number; “${shown}” is not.` };
  }
  if (/^[+-]?\d+$/.test(trimmed) && !Number.isSafeInteger(number)) {
    return { ok: false, message: `“${shown}” has too many digits to be sent exactly.` };
  }
  return { ok: true, value: number };
}

function parseLines(text: string, items: 'string' | 'number' | 'integer'): FieldReading {
  const entries = linesOf(text);
  if (items === 'string') return { ok: true, value: entries };
  const values: unknown[] = [];
  for (const [index, entry] of entries.entries()) {
    if (typeof entry !== 'string') {
      values.push(entry);
      continue;
    }
    const reading = parseNumber(entry, items === 'integer');
    if (!reading.ok) return { ok: false, message: `Entry ${index + 1}: ${reading.message}` };
    values.push(reading.value);
  }
  return { ok: true, value: values };
}

/** JSON as people type it: curly quotes, which keyboards put in by themselves, count as straight ones. */
export function parseJson(text: string, acceptsText: boolean, wantsObject: boolean): FieldReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    try {
      value = JSON.parse(text.replaceAll(/[“”„]/g, '"'));
    } catch {
      if (acceptsText) return { ok: true, value: text };
      return { ok: false, message: `This is not valid JSON${positionIn(text, error)}.` };
    }
  }
  if (wantsObject && !isJsonObject(value))
    return { ok: false, message: 'Must be a JSON object: {"name": value}.' };
  return { ok: true, value };
}

function positionIn(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return /end of JSON/.test(message) ? ': it ends too early' : '';
  const before = text.slice(0, Number(position));
  const line = before.split('\n').length;
  return `: see line ${line}, character ${before.length - before.lastIndexOf('\n')}`;
}
