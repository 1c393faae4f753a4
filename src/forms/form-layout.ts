import { SLACK_LIMITS } from '../block-kit/limits.ts';
import type { FormField } from './form-field.ts';
import { leafText } from './leaf-text.ts';
import { chunkText, fitText, jsonBytes, splitText } from './text-fit.ts';

/** A field before it is known where it stands and how much of its text has room. */
export type FieldDraft = Omit<FormField, 'index' | 'folded' | 'hint' | 'details'>;

/** Blocks for fields and their texts. The view's other blocks belong to errors (6) and to the caller (6). */
const MAX_BLOCKS = 88;
/** Where not all fields fit: room for the "Other fields" input and its texts. */
const MAX_BLOCKS_BESIDE_OTHERS = 80;
/** The hint's last 250 characters are kept for what is said about a prefilled value. */
const MAX_HINT_CHARS = SLACK_LIMITS.input.hintChars - 250;
const MAX_LABEL_CHARS = 300;
/** Of the view's 250 KB; the rest is for options, prefilled values and the blocks themselves. */
const MAX_TEXT_BYTES = 80_000;
const MAX_OPTIONS_BYTES = 50_000;
const SHORT_CHARS = 200;
/** Names of folded fields that are listed; a few sections' worth. */
const MAX_NAMES_CHARS = 15_000;

/**
 * Gives every field its texts and its place: required fields first, then as many optional ones as one view takes;
 * the others are folded into one field of scope `others`, which is added where `catchAll` asks for it as well.
 */
export function layOut(drafts: readonly FieldDraft[], catchAll: boolean): FormField[] {
  const ordered = [...drafts.filter((draft) => draft.required), ...drafts.filter((draft) => !draft.required)];
  const room = { textBytes: MAX_TEXT_BYTES, optionsBytes: MAX_OPTIONS_BYTES };
  const placed = tellLabelsApart(ordered).map((draft, index) => place(draft, index, room));
  const total = placed.reduce((sum, field) => sum + 1 + field.details.length, 0);
  const most =
    total > MAX_BLOCKS || (catchAll && total > MAX_BLOCKS_BESIDE_OTHERS) ? MAX_BLOCKS_BESIDE_OTHERS : total;
  let used = 0;
  const fields = placed.map((field) => {
    used += 1 + field.details.length;
    return used > most ? { ...field, folded: true } : field;
  });
  const folded = fields.filter((field) => field.folded);
  if (folded.length === 0 && !catchAll) return fields;
  return [...fields, othersField(fields.length, folded)];
}

function place(
  draft: FieldDraft,
  index: number,
  room: { textBytes: number; optionsBytes: number },
): FormField {
  const kind = affordableKind(draft, room);
  const text = leafText(draft, draft.label.length > MAX_LABEL_CHARS);
  const bytes = jsonBytes(text);
  const fits = bytes <= room.textBytes;
  if (fits) room.textBytes -= bytes;
  const split = splitText(fits ? text : shorten(text), MAX_HINT_CHARS);
  return {
    ...draft,
    kind,
    index,
    label: fitText(draft.label, MAX_LABEL_CHARS),
    folded: false,
    hint: split.rest === '' ? split.head : `${split.head} …`,
    details: chunkText(split.rest, SLACK_LIMITS.section.textChars),
  };
}

function shorten(text: string): string {
  if (text.length <= SHORT_CHARS) return text;
  const { head, rest } = splitText(text, SHORT_CHARS);
  return `${head} … (${rest.length} more characters have no room in this form)`;
}

/** A menu's options travel with the view: those that no longer fit are searched for instead. */
function affordableKind(draft: FieldDraft, room: { optionsBytes: number }): FormField['kind'] {
  const { kind } = draft;
  if ((kind.type !== 'choice' && kind.type !== 'choices') || kind.as !== 'select') return kind;
  const bytes = kind.choices.reduce((sum, choice) => sum + jsonBytes(choice.label) + 80, 0);
  if (bytes > room.optionsBytes) return { ...kind, as: 'search' };
  room.optionsBytes -= bytes;
  return kind;
}

function tellLabelsApart(drafts: readonly FieldDraft[]): FieldDraft[] {
  const counts = new Map<string, number>();
  for (const { label } of drafts) counts.set(label, (counts.get(label) ?? 0) + 1);
  return drafts.map((draft) =>
    (counts.get(draft.label) ?? 0) > 1 && draft.name !== draft.label
      ? { ...draft, label: `${draft.label} (${draft.name})` }
      : draft,
  );
}

function othersField(index: number, folded: readonly FormField[]): FormField {
  const names: string[] = [];
  let chars = 0;
  for (const field of folded) {
    const name = `${JSON.stringify(field.name)}${field.required ? ' (required)' : ''}`;
    chars += name.length + 2;
    if (chars <= MAX_NAMES_CHARS) names.push(name);
  }
  if (names.length < folded.length) names.push(`and ${folded.length - names.length} more`);
  const text = `Written as one JSON object.${names.length === 0 ? '' : ` It may hold: ${names.join(', ')}.`}`;
  const split = splitText(text, MAX_HINT_CHARS);
  return {
    index,
    scope: 'others',
    name: '',
    label: 'Other fields',
    description: '',
    required: folded.some((field) => field.required),
    nullable: false,
    kind: { type: 'json', acceptsText: false, objectOnly: true },
    examples: [],
    deprecated: false,
    secret: false,
    offersNull: false,
    folded: false,
    hint: split.rest === '' ? split.head : `${split.head} …`,
    details: chunkText(split.rest, SLACK_LIMITS.section.textChars),
  };
}
