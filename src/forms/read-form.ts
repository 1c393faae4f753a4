import { indexOfBlockId } from './field-ids.ts';
import { type Form, type FormField, fieldNamed, rawField, visibleFields } from './form-field.ts';
import { isJsonObject, type JsonObject, setOwn } from './json-value.ts';
import { hiddenValues, prefillForm } from './prefill.ts';
import type { Prefill } from './prefill-field.ts';
import { type FormStateValue, readField } from './read-field.ts';
import { fitText } from './text-fit.ts';
import type { TextReading } from './typed-text.ts';
import { type InputIssue, validateInput } from './validate-input.ts';

/** `view.state.values`; blocks that are not the form's are passed over. */
export type FormState = Readonly<Record<string, Readonly<Record<string, FormStateValue>>>>;

export type FormReading =
  | { readonly ok: true; readonly input: Record<string, unknown> }
  | {
      readonly ok: false;
      /** For Slack's `response_action: errors`: messages by block id, one for every input that is wrong. */
      readonly errors: Record<string, string>;
      /** The same, by property. */
      readonly issues: readonly InputIssue[];
    };

export interface ReadFormOptions {
  /** The values that the blocks were made from. */
  readonly values: JsonObject;
  /** IANA name: instants get its offset instead of `Z`. */
  readonly timeZone?: string;
}

const MAX_ERROR_CHARS = 600;

/**
 * Turns a submitted view's state into the tool's input. Untouched values come back exactly as they were, untouched
 * optional fields are not sent, cleared ones are gone; then the whole input is checked by the schema. Errors that
 * belong to no input stand at the first one; without any input there are only `issues`.
 */
export function readForm(form: Form, state: FormState, options: ReadFormOptions): FormReading {
  const prefills = prefillForm(form, options.values);
  const blocks = blocksByIndex(state);
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(hiddenValues(form, options.values))) setOwn(input, name, value);
  const failures = new Map<FormField, InputIssue>();
  for (const [field, prefill] of prefills) {
    const reading = readOne(field, prefill, blocks.get(field.index)?.value, options.timeZone);
    const message = reading.ok ? takeOver(form, field, reading.value, input) : reading.message;
    if (message !== undefined) failures.set(field, issueOf(field, message));
  }
  const further = validateInput(form, input).filter((issue) => {
    const field = inputOf(form, issue);
    return field === undefined || !failures.has(field);
  });
  const issues = [...failures.values(), ...further];
  if (issues.length === 0) return { ok: true, input };
  return { ok: false, issues, errors: errorsByBlock(form, issues, blocks) };
}

interface FieldBlock {
  readonly blockId: string;
  readonly value: FormStateValue;
}

function blocksByIndex(state: FormState): ReadonlyMap<number, FieldBlock> {
  const blocks = new Map<number, FieldBlock>();
  for (const [blockId, actions] of Object.entries(state)) {
    const index = indexOfBlockId(blockId);
    const [value] = Object.values(actions);
    if (index !== undefined && value !== undefined) blocks.set(index, { blockId, value });
  }
  return blocks;
}

function readOne(
  field: FormField,
  prefill: Prefill,
  value: FormStateValue | undefined,
  timeZone: string | undefined,
): TextReading {
  if (value === undefined) return { ok: true, value: prefill.held };
  return readField(field, prefill, value, { timeZone });
}

/** Puts a read value into the input; gives a message where it does not belong there. */
function takeOver(
  form: Form,
  field: FormField,
  value: unknown,
  input: Record<string, unknown>,
): string | undefined {
  if (value === undefined) return undefined;
  if (field.scope === 'property') {
    setOwn(input, field.name, value);
    return undefined;
  }
  if (!isJsonObject(value)) return 'Must be a JSON object: {"name": value}.';
  for (const [name, entry] of Object.entries(value)) {
    if (fieldNamed(form, name)?.folded === false) return `“${name}” has a field of its own in this form.`;
    setOwn(input, name, entry);
  }
  return undefined;
}

function issueOf(field: FormField, message: string): InputIssue {
  return { path: '', message, ...(field.scope === 'property' ? { field: field.name } : {}) };
}

/** The input at which an issue is told: its own, or the one in which its property is written. */
function inputOf(form: Form, issue: InputIssue): FormField | undefined {
  const raw = rawField(form);
  if (raw !== undefined) return raw;
  const named = issue.field === undefined ? undefined : fieldNamed(form, issue.field);
  if (named !== undefined && !named.folded) return named;
  if (issue.field === undefined) return undefined;
  return form.fields.find((field) => field.scope === 'others');
}

function errorsByBlock(
  form: Form,
  issues: readonly InputIssue[],
  blocks: ReadonlyMap<number, FieldBlock>,
): Record<string, string> {
  const first = visibleFields(form).find((field) => blocks.has(field.index));
  const messages = new Map<string, string[]>();
  for (const issue of issues) {
    const own = inputOf(form, issue);
    const direct = own === undefined ? undefined : blocks.get(own.index)?.blockId;
    const blockId = direct ?? (first === undefined ? undefined : blocks.get(first.index)?.blockId);
    if (blockId === undefined) continue;
    const byItself = direct !== undefined && own?.scope === 'property';
    const text = byItself || issue.field === undefined ? issue.message : `${issue.field}: ${issue.message}`;
    const known = messages.get(blockId) ?? [];
    if (!known.includes(text)) messages.set(blockId, [...known, text]);
  }
  return Object.fromEntries(
    [...messages].map(([id, texts]) => [id, fitText(texts.join(' '), MAX_ERROR_CHARS)]),
  );
}
