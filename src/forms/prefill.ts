import { type Form, type FormField, fieldNamed, visibleFields } from './form-field.ts';
import { getOwn, type JsonObject, setOwn } from './json-value.ts';
import type { FieldKind } from './leaf.ts';
import { keep, type Prefill, prefillField } from './prefill-field.ts';
import { jsonBytes } from './text-fit.ts';

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
  if (kind.type === 'constant') return kind.value;
  return kind.type === 'choice' && kind.choices.length === 1 ? kind.choices[0]?.value : undefined;
}
