import type { ContextBlock, KnownBlock, SectionBlock } from '@slack/types';
import { SLACK_LIMITS } from '../block-kit/limits.ts';
import { plainText } from './choice-options.ts';
import { actionIdOf, blockIdOf } from './field-ids.ts';
import { type Form, type FormField, fieldNamed, visibleFields } from './form-field.ts';
import { getOwn, type JsonObject } from './json-value.ts';
import { leafBlocks } from './leaf-blocks.ts';
import { prefillForm } from './prefill.ts';
import type { Prefill } from './prefill-field.ts';
import { chunkText, fitText } from './text-fit.ts';

/** Something to say at a field before it is submitted, such as an error of a command's arguments. */
export interface FieldNote {
  /** The property; without one (or with one that has no field) the note stands above the form. */
  readonly key?: string | undefined;
  readonly message: string;
}

export interface FormBlocksOptions {
  /** The input to start from, possibly partial. Reading the form needs the same. */
  readonly values: JsonObject;
  readonly errorNotes?: readonly FieldNote[];
  /** Part of every id. Slack keeps what was typed under equal ids: new values need a new revision. */
  readonly revision: number;
}

/** Blocks for fields, their texts and their notes; with the caller's own at most 100. */
const MAX_BLOCKS = 94;
const MAX_NOTE_CHARS = 500;

/** The form's blocks for a modal: at most 94, leaving room for six more in the view. */
export function formBlocks(form: Form, options: FormBlocksOptions): KnownBlock[] {
  const prefills = prefillForm(form, options.values);
  const bodies = visibleFields(form).map((field) => {
    const prefill = prefills.get(field);
    return { field, blocks: prefill === undefined ? [] : fieldBlocks(field, prefill, options) };
  });
  const notes = notesByField(form, options.errorNotes ?? []);
  const bodyCount = bodies.reduce((sum, body) => sum + body.blocks.length, 0);
  if (bodyCount + notes.size > MAX_BLOCKS) {
    const all = [...notes].flatMap(([field, messages]) =>
      messages.map((message) => noteText(field, message)),
    );
    return [...summaryBlocks(all, MAX_BLOCKS - bodyCount), ...bodies.flatMap((body) => body.blocks)];
  }
  const top = notes.get(undefined);
  return [
    ...(top === undefined ? [] : [noteBlock(top)]),
    ...bodies.flatMap(({ field, blocks }) => {
      const own = notes.get(field);
      // It stands above its field, right under the one before: it must name what it is about.
      return own === undefined ? blocks : [noteBlock(own.map((note) => noteText(field, note))), ...blocks];
    }),
  ];
}

function fieldBlocks(field: FormField, prefill: Prefill, options: FormBlocksOptions): KnownBlock[] {
  const unusable = unusableNote(field, prefill, options.values);
  const blocks = leafBlocks(field, prefill, {
    hint: `${field.hint} ${unusable}`.trim(),
    blockId: blockIdOf(field.index, options.revision),
    actionId: actionIdOf(field.index, options.revision),
  });
  const details = field.details.map((text): SectionBlock => ({ type: 'section', text: plainText(text) }));
  return [...blocks, ...details];
}

/** A value of a type that the input cannot hold is not taken over, which must not go unsaid. */
function unusableNote(field: FormField, prefill: Prefill, values: JsonObject): string {
  if (field.scope !== 'property') return '';
  const given = getOwn(values, field.name);
  if (given === undefined || prefill.held === given) return '';
  return fitText(`Not taken over: ${JSON.stringify(given)}`, 120);
}

function notesByField(form: Form, notes: readonly FieldNote[]): ReadonlyMap<FormField | undefined, string[]> {
  const byField = new Map<FormField | undefined, string[]>();
  for (const { key, message } of notes) {
    const named = key === undefined ? undefined : fieldNamed(form, key);
    const field = named?.folded ? form.fields.find((entry) => entry.scope === 'others') : named;
    const text =
      field !== undefined && field === named ? message : key === undefined ? message : `${key}: ${message}`;
    byField.set(field, [...(byField.get(field) ?? []), fitText(text, MAX_NOTE_CHARS)]);
  }
  return byField;
}

function noteText(field: FormField | undefined, message: string): string {
  return field === undefined ? message : `${field.label}: ${message}`;
}

function noteBlock(messages: readonly string[]): ContextBlock {
  const text = fitText(`⚠ ${messages.join(' ')}`, SLACK_LIMITS.text.maxChars);
  return { type: 'context', elements: [plainText(text)] };
}

function summaryBlocks(messages: readonly string[], most: number): KnownBlock[] {
  const chunks = chunkText(`⚠ ${messages.join('\n')}`, SLACK_LIMITS.section.textChars);
  return chunks
    .slice(0, Math.max(most, 0))
    .map((text): SectionBlock => ({ type: 'section', text: plainText(text) }));
}
