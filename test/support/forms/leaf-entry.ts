import { choicesOfField, UNSET_ID } from '../../../src/forms/choice-options.ts';
import { indexOfValue } from '../../../src/forms/choices.ts';
import type { UploadedFile } from '../../../src/forms/file-text.ts';
import type { Leaf } from '../../../src/forms/leaf.ts';
import { NULL_ID } from '../../../src/forms/prefill-field.ts';

/** What a person does to an input: an element's state, as Slack would report it. */
export type Entry = Readonly<Record<string, unknown>>;

/**
 * The state of an input of this element type into which a person entered a value; undefined for nothing. Throws where
 * no person could: a choice that is not offered, a text beyond the input.
 */
export function entryOf(leaf: Leaf, elementType: string, value: unknown): Entry {
  switch (elementType) {
    case 'radio_buttons':
    case 'static_select':
    case 'external_select':
      return { selected_option: value === undefined ? unset(leaf) : { value: optionId(leaf, value) } };
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return { selected_options: listOf(value).map((one) => ({ value: optionId(leaf, one) })) };
    case 'datepicker':
      return { selected_date: value ?? null };
    case 'timepicker':
      return { selected_time: typeof value === 'string' ? value.slice(0, 5) : null };
    case 'datetimepicker':
      return { selected_date_time: typeof value === 'string' ? Date.parse(value) / 1000 : null };
    default:
      return { value: isLeftEmpty(leaf, value) ? null : typedText(leaf, value) };
  }
}

/** Null is what an empty input stands for, but for JSON, where it is written. */
function isLeftEmpty({ kind }: Leaf, value: unknown): boolean {
  return value === undefined || (value === null && kind.type !== 'json');
}

/** The file on somebody's disk whose upload gives this value. */
export function fileOf({ kind }: Leaf, value: string): UploadedFile {
  const as = kind.type === 'file' ? kind.as : 'text';
  if (as === 'text') return { bytes: Buffer.from(value) };
  if (as === 'base16') return { bytes: Buffer.from(value, 'hex') };
  if (as !== 'data-url') return { bytes: Buffer.from(value, as) };
  const [, mimeType = '', data = ''] = /^data:([^;,]*);base64,(.*)$/.exec(value) ?? [];
  return { mimeType, bytes: Buffer.from(data, 'base64') };
}

function unset(leaf: Leaf): { value: string } | null {
  return leaf.required && !leaf.nullable ? null : { value: UNSET_ID };
}

function optionId(leaf: Leaf, value: unknown): string {
  const index = indexOfValue(choicesOfField(leaf), value);
  if (index >= 0) return String(index);
  if (value === null) return leaf.offersNull ? NULL_ID : UNSET_ID;
  throw new Error(`“${leaf.label}” does not offer ${JSON.stringify(value)}.`);
}

function typedText(leaf: Leaf, value: unknown): string {
  const { kind } = leaf;
  if (kind.type === 'lines') return typedLines(listOf(value));
  if (kind.type === 'mixed') return typeof value === 'string' ? quotedWhereNeeded(value) : String(value);
  if (kind.type === 'json') return JSON.stringify(value);
  return String(value);
}

function typedLines(values: readonly unknown[]): string {
  const lines = values.map(String);
  const isPlain = lines.every((line) => line !== '' && line.trim() === line && !/[\r\n]/.test(line));
  return isPlain && !lines[0]?.startsWith('[') ? lines.join('\n') : JSON.stringify(values);
}

/** What looks like a number, yes or no, or JSON is put in quotes by who means the text. */
function quotedWhereNeeded(text: string): string {
  return /^\s*(["'“{[\d.+-]|true|false|yes|no|null)/i.test(text) ? JSON.stringify(text) : text;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
