import { SLACK_LIMITS } from '../block-kit/limits.ts';
import { indexOfValue } from './choices.ts';
import { decimalText } from './decimal-text.ts';
import { clockMinutes, isCalendarDate, isRfc3339, pickerSeconds } from './instant.ts';
import { isJsonObject } from './json-value.ts';
import type { FieldKind, Leaf } from './leaf.ts';
import { linesText } from './lines-text.ts';
import { mixedText } from './typed-text.ts';

/** What an input displays, in the terms in which Slack reports it back. */
export type Shown =
  | { readonly as: 'text'; readonly text: string }
  | { readonly as: 'option'; readonly id: string | null }
  | { readonly as: 'options'; readonly ids: readonly string[] }
  | { readonly as: 'date'; readonly date: string | null }
  | { readonly as: 'time'; readonly time: string | null }
  | { readonly as: 'instant'; readonly seconds: number | null }
  | { readonly as: 'files'; readonly ids: readonly string[] };

/** The value that a leaf starts with, and how its input shows it. */
export interface Prefill {
  /** Undefined when there is none. */
  readonly held: unknown;
  readonly shown: Shown;
  /** The input cannot show `held`: it stands empty, and leaving it empty keeps the value. */
  readonly kept: boolean;
}

/** The option that stands for null beside "Not set". */
export const NULL_ID = 'null';

/** How a leaf shows the value that it holds. A value of a type that its input cannot hold is not taken over. */
export function prefillField(leaf: Leaf, held: unknown): Prefill {
  const { kind, nullable } = leaf;
  if (held === undefined) return nothing(kind);
  if (held === null && leaf.offersNull) return showing(held, { as: 'option', id: NULL_ID });
  if (held === null && nullable && !(kind.type === 'choice' && indexOfValue(kind.choices, null) >= 0)) {
    return { ...nothing(kind), held };
  }
  switch (kind.type) {
    case 'text':
    case 'date-text':
      return typeof held === 'string' ? fitting(kind, held, held) : nothing(kind);
    case 'number':
      if (typeof held !== 'number' || (kind.integer && !Number.isInteger(held))) return nothing(kind);
      return fitting(kind, held, decimalText(held));
    case 'mixed': {
      const text = mixedText(held, kind.types);
      return text === undefined ? nothing(kind) : fitting(kind, held, text);
    }
    case 'lines':
      return Array.isArray(held) ? fitting(kind, held, linesText(held)) : nothing(kind);
    case 'json':
      return fitting(kind, held, jsonText(held, kind.acceptsText));
    case 'boolean':
      if (typeof held !== 'boolean') return nothing(kind);
      return showing(held, { as: 'option', id: held ? '0' : '1' });
    case 'choice': {
      const index = indexOfValue(kind.choices, held);
      return index < 0 ? nothing(kind) : showing(held, { as: 'option', id: String(index) });
    }
    case 'choices':
      return Array.isArray(held) ? prefillChoices(kind, held) : nothing(kind);
    case 'date':
    case 'time':
    case 'date-time':
      return typeof held === 'string' ? prefillPicker(kind, held) : nothing(kind);
    case 'file':
      return typeof held === 'string' ? keep(kind, held) : nothing(kind);
    case 'constant':
      return showing(held, emptyShown(kind));
  }
}

/** A prefill that is too large to be shown. */
export function keep(kind: FieldKind, held: unknown): Prefill {
  return { held, shown: emptyShown(kind), kept: held !== undefined };
}

/** What no picker can show (far dates, odd spellings) stands in a text input instead. */
function prefillPicker(kind: FieldKind & { type: 'date' | 'time' | 'date-time' }, held: string): Prefill {
  if (kind.type === 'date' && isCalendarDate(held)) return showing(held, { as: 'date', date: held });
  if (kind.type === 'time' && clockMinutes(held) !== undefined) {
    return showing(held, { as: 'time', time: clockMinutes(held) ?? null });
  }
  if (kind.type === 'date-time' && isRfc3339(held)) {
    const seconds = pickerSeconds(held);
    if (seconds !== undefined) return showing(held, { as: 'instant', seconds });
  }
  return fitting(kind, held, held);
}

/** Values that are no choice cannot be shown, and cannot be valid: only the others are taken. */
function prefillChoices(kind: FieldKind & { type: 'choices' }, held: readonly unknown[]): Prefill {
  const known = held.filter((value) => indexOfValue(kind.choices, value) >= 0);
  const ids = [...new Set(known.map((value) => String(indexOfValue(kind.choices, value))))];
  const all = known.length === held.length ? held : known;
  if (ids.length > SLACK_LIMITS.select.maxOptions) return keep(kind, all);
  return showing(all, { as: 'options', ids });
}

function showing(held: unknown, shown: Shown): Prefill {
  return { held, shown, kept: false };
}

function fitting(kind: FieldKind, held: unknown, text: string | undefined): Prefill {
  const fits = text !== undefined && text.length <= SLACK_LIMITS.plainTextInput.maxLength;
  return fits ? showing(held, { as: 'text', text }) : keep(kind, held);
}

function nothing(kind: FieldKind): Prefill {
  return showing(undefined, emptyShown(kind));
}

/** An input that holds nothing. */
function emptyShown(kind: FieldKind): Shown {
  switch (kind.type) {
    case 'boolean':
    case 'choice':
      return { as: 'option', id: null };
    case 'choices':
      return { as: 'options', ids: [] };
    case 'date':
      return { as: 'date', date: null };
    case 'time':
      return { as: 'time', time: null };
    case 'date-time':
      return { as: 'instant', seconds: null };
    case 'file':
      return { as: 'files', ids: [] };
    default:
      return { as: 'text', text: '' };
  }
}

function jsonText(value: unknown, acceptsText: boolean): string {
  if (acceptsText && typeof value === 'string' && value.trim() !== '' && !parses(value)) return value;
  const text = JSON.stringify(value, null, 2);
  return text.length <= SLACK_LIMITS.plainTextInput.maxLength || !isStructured(value)
    ? text
    : JSON.stringify(value);
}

function isStructured(value: unknown): boolean {
  return isJsonObject(value) || Array.isArray(value);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
