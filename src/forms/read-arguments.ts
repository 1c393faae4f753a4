import { type ArgumentClock, argumentValue } from './argument-value.ts';
import { type Form, type FormField, fieldNamed, rawField } from './form-field.ts';
import { isJsonObject, setOwn } from './json-value.ts';
import { bare, nearestNames } from './nearest-names.ts';
import type { ArgumentPair } from './parse-arguments.ts';
import { parseJson } from './typed-text.ts';

export interface ArgumentsReading {
  /** What could be read; the schema as a whole is not checked here. */
  readonly input: Record<string, unknown>;
  /** In words, by the key as it was typed. */
  readonly errors: readonly { readonly key: string; readonly message: string }[];
  readonly unknownKeys: readonly { readonly key: string; readonly nearest: readonly string[] }[];
}

/** The key that takes a whole input as JSON: `input={…}`, unless the tool has a property of that name. */
export const WHOLE_INPUT_KEY = 'input';

/**
 * Types a command's pairs by the form's schema: numbers, yes and no, choices in any case, comma lists, dates with
 * `today`, JSON for the rest. A key may differ from its property in case and punctuation. Words like `today` need the
 * clock.
 */
export function readArguments(
  form: Form,
  pairs: readonly ArgumentPair[],
  clock?: ArgumentClock,
): ArgumentsReading {
  const input: Record<string, unknown> = {};
  const errors: { key: string; message: string }[] = [];
  const unknownKeys: { key: string; nearest: string[] }[] = [];
  // The whole input first, so that single keys change it.
  const isWhole = (pair: ArgumentPair) =>
    pair.key === WHOLE_INPUT_KEY && findField(form, pair.key) === undefined;
  for (const pair of [...pairs.filter(isWhole), ...pairs.filter((other) => !isWhole(other))]) {
    const field = findField(form, pair.key);
    if (field === undefined && isWhole(pair)) {
      const reading = parseJson(pair.values.map((value) => value.text).join(' '), false, true);
      if (reading.ok && isJsonObject(reading.value)) {
        for (const [name, value] of Object.entries(reading.value)) setOwn(input, name, value);
      } else if (!reading.ok) errors.push({ key: pair.key, message: reading.message });
    } else if (field === undefined) {
      const names = form.fields.filter((entry) => entry.scope === 'property').map((entry) => entry.name);
      const nearest = nearestNames(pair.key, names);
      // What looks like a slip is asked about even where any name is allowed.
      if (takesAnyKey(form) && nearest.length === 0) setOwn(input, pair.key, looseValue(pair));
      else unknownKeys.push({ key: pair.key, nearest });
    } else {
      const reading = argumentValue(field, pair.values, clock);
      if (!reading.ok) errors.push({ key: field.name, message: reading.message });
      else if (reading.value !== undefined) setOwn(input, field.name, reading.value);
    }
  }
  return { input, errors, unknownKeys };
}

/** The property that a key means: the very name, or the only one that equals it in letters and digits. */
function findField(form: Form, key: string): FormField | undefined {
  const exact = fieldNamed(form, key);
  if (exact !== undefined) return exact;
  const wanted = bare(key);
  const alike = form.fields.filter((field) => field.scope === 'property' && bare(field.name) === wanted);
  return wanted !== '' && alike.length === 1 ? alike[0] : undefined;
}

/** Forms without fields for everything: whatever is named may be meant. */
function takesAnyKey(form: Form): boolean {
  return (
    rawField(form) !== undefined || form.fields.some((field) => field.scope === 'others' && !field.required)
  );
}

function looseValue(pair: ArgumentPair): unknown {
  const values = pair.values.map((value) => {
    if (value.quoted) return value.text;
    const reading = parseJson(value.text, true, false);
    return reading.ok ? reading.value : value.text;
  });
  return values.length === 1 ? values[0] : values;
}
