import { SLACK_LIMITS } from '../block-kit/limits.ts';
import { indexOfValue } from './choices.ts';
import { decimalText } from './decimal-text.ts';
import { type FieldKind, type Form, type FormField, fieldNamed, visibleFields } from './form-field.ts';
import { isCalendarDate, isRfc3339, pickerSeconds } from './instant.ts';
import { getOwn, isJsonObject, type JsonObject, setOwn } from './json-value.ts';
import { linesText } from './lines-text.ts';
import { jsonBytes } from './text-fit.ts';

/** What an input displays, in the terms in which Slack reports it back. */
export type Shown =
  | { readonly as: 'text'; readonly text: string }
  | { readonly as: 'option'; readonly id: string | null }
  | { readonly as: 'options'; readonly ids: readonly string[] }
  | { readonly as: 'date'; readonly date: string | null }
  | { readonly as: 'instant'; readonly seconds: number | null };

/** The value that a field starts with, and how its input shows it. */
export interface Prefill {
  /** Undefined when there is none. */
  readonly held: unknown;
  readonly shown: Shown;
  /** The input cannot show `held`: it stands empty, and leaving it empty keeps the value. */
  readonly kept: boolean;
}

/** Of the view's 250 KB: beyond it, values are kept without being shown. */
const MAX_PREFILL_BYTES = 70_000;

/**
 * The prefill of every visible field. Rendering and reading both start from it, so that what comes back unchanged is
 * known to be untouched.
 */
export function prefillForm(form: Form, values: JsonObject): ReadonlyMap<FormField, Prefill> {
  let roomBytes = MAX_PREFILL_BYTES;
  return new Map(
    visibleFields(form).map((field) => {
      const prefill = prefillField(field, heldValue(form, field, values));
      const bytes = jsonBytes(prefill.shown) * (prefill.shown.as === 'options' ? 20 : 1);
      const fits = bytes <= roomBytes || prefill.held === undefined;
      if (fits) roomBytes -= bytes;
      return [field, fits ? prefill : keep(field.kind, prefill.held)];
    }),
  );
}

/** Properties of the values that no input shows: they go through unchanged where the schema lets them. */
export function hiddenValues(form: Form, values: JsonObject): JsonObject {
  const hidden: Record<string, unknown> = {};
  if (!form.keepsUnknown || form.fields.some((field) => field.scope !== 'property')) return hidden;
  for (const [name, value] of Object.entries(values)) {
    if (fieldNamed(form, name) === undefined) setOwn(hidden, name, value);
  }
  return hidden;
}

function heldValue(form: Form, field: FormField, values: JsonObject): unknown {
  if (field.scope === 'input') return Object.keys(values).length === 0 ? undefined : values;
  if (field.scope === 'others') {
    const held: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(values)) {
      if (fieldNamed(form, name)?.folded ?? true) setOwn(held, name, value);
    }
    return Object.keys(held).length === 0 ? undefined : held;
  }
  const value = getOwn(values, field.name);
  if (value !== undefined) return value;
  // An optional default is only told: sending it would make an untouched field a touched one.
  if (field.required) return field.defaultValue ?? onlyChoice(field.kind);
  return undefined;
}

function onlyChoice(kind: FieldKind): unknown {
  return kind.type === 'choice' && kind.choices.length === 1 ? kind.choices[0]?.value : undefined;
}

function prefillField(field: FormField, held: unknown): Prefill {
  const { kind, nullable } = field;
  if (held === undefined) return nothing(kind);
  if (held === null && nullable && !(kind.type === 'choice' && indexOfValue(kind.choices, null) >= 0)) {
    return { ...nothing(kind), held };
  }
  switch (kind.type) {
    case 'text':
      return typeof held === 'string' ? fitting(kind, held, held) : nothing(kind);
    case 'number':
      if (typeof held !== 'number' || (kind.integer && !Number.isInteger(held))) return nothing(kind);
      return fitting(kind, held, decimalText(held));
    case 'lines':
      return Array.isArray(held) ? fitting(kind, held, linesText(held)) : nothing(kind);
    case 'json':
      return fitting(kind, held, jsonText(held, kind.acceptsText));
    case 'boolean':
      if (typeof held !== 'boolean') return nothing(kind);
      return { held, shown: { as: 'option', id: held ? '0' : '1' }, kept: false };
    case 'choice': {
      const index = indexOfValue(kind.choices, held);
      return index < 0 ? nothing(kind) : { held, shown: { as: 'option', id: String(index) }, kept: false };
    }
    case 'choices':
      return Array.isArray(held) ? prefillChoices(kind, held) : nothing(kind);
    case 'date':
      if (typeof held !== 'string' || !isCalendarDate(held)) return nothing(kind);
      return { held, shown: { as: 'date', date: held }, kept: false };
    case 'date-time': {
      if (typeof held !== 'string' || !isRfc3339(held)) return nothing(kind);
      const seconds = pickerSeconds(held);
      return seconds === undefined
        ? keep(kind, held)
        : { held, shown: { as: 'instant', seconds }, kept: false };
    }
  }
}

/** Values that are no choice cannot be shown, and cannot be valid: only the others are taken. */
function prefillChoices(kind: FieldKind & { type: 'choices' }, held: readonly unknown[]): Prefill {
  const known = held.filter((value) => indexOfValue(kind.choices, value) >= 0);
  const ids = [...new Set(known.map((value) => String(indexOfValue(kind.choices, value))))];
  const all = known.length === held.length ? held : known;
  if (ids.length > SLACK_LIMITS.select.maxOptions) return keep(kind, all);
  return { held: all, shown: { as: 'options', ids }, kept: false };
}

function fitting(kind: FieldKind, held: unknown, text: string | undefined): Prefill {
  const fits = text !== undefined && text.length <= SLACK_LIMITS.plainTextInput.maxLength;
  return fits ? { held, shown: { as: 'text', text }, kept: false } : keep(kind, held);
}

function nothing(kind: FieldKind): Prefill {
  return { held: undefined, shown: emptyShown(kind), kept: false };
}

function keep(kind: FieldKind, held: unknown): Prefill {
  return { held, shown: emptyShown(kind), kept: held !== undefined };
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
    case 'date-time':
      return { as: 'instant', seconds: null };
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
