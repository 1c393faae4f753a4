import { quoteText } from '../../forms/argument-scan.ts';
import type { Form } from '../../forms/form.ts';
import { validateInput } from '../../forms/form-issues.ts';
import { formatArguments } from '../../forms/format-arguments.ts';
import { isAtOrBelow } from '../../forms/json-path.ts';
import { isJsonObject } from '../../forms/json-value.ts';
import type { ParsedArguments } from '../../forms/parse-arguments.ts';
import { freeKey, readArguments, wholeInputKey } from '../../forms/read-arguments.ts';
import { takesInput } from '../../forms/top-fields.ts';
import { checkWarmlyInput } from '../../warmly/limits.ts';

export interface ToolArguments {
  /** May be sent as it is; otherwise a form starts from `input` and shows `notes`. */
  readonly isComplete: boolean;
  readonly input: Record<string, unknown>;
  /** Why the tool is run, in the person's words. */
  readonly reason?: string;
  /** What to say before anything is submitted, by the JSON pointer of its field; above the form by the empty one. */
  readonly notes: Readonly<Record<string, string>>;
}

interface Note {
  readonly pointer: string;
  readonly message: string;
}

/** Keys that may say why a tool is run: the first of them that is no property of the tool. */
const REASON_KEYS = ['reason', 'reasoning', 'run_reason'];

/** Reads a command's arguments for a tool. A tool that takes input but was given none is asked for in a form. */
export function readToolArguments(
  form: Form,
  parsed: ParsedArguments,
  clock: { readonly nowMs: number; readonly timeZone: string },
): ToolArguments {
  const words = [...parsed.words.slice(1), ...parsed.leftovers];
  const reasonKey = freeKey(form, REASON_KEYS);
  const pairs = parsed.pairs.filter(({ key }) => key !== reasonKey);
  const said = parsed.pairs.find(({ key }) => key === reasonKey)?.values.map(({ text }) => text);
  const reason = said?.join(' ').trim();
  const reading = readArguments(form, pairs, { clock, words });
  const input: Record<string, unknown> = isJsonObject(reading.input) ? { ...reading.input } : {};
  const isObject = reading.input === undefined || isJsonObject(reading.input);
  const general = [
    ...(isObject ? [] : ['The input must be a JSON object.']),
    ...reading.unknownKeys.map(({ key, nearest }) => unknownKey(key, nearest)),
    ...(reading.strayWords.length > 0
      ? [`Not understood: ${reading.strayWords.join(' ')}. Write key=value.`]
      : []),
    ...checkWarmlyInput(input, reason).map(({ message }) => message),
  ];
  const notes: Note[] = [...reading.errors, ...general.map((message) => ({ pointer: '', message }))];
  // What could not be read is missing or wrong in the input as well: that is said already.
  const issues = validateInput(form, input).filter(
    ({ pointer }) => !reading.errors.some((error) => isAtOrBelow(pointer, error.pointer)),
  );
  const hasArguments = pairs.length > 0 || words.length > 0;
  const isComplete = notes.length + issues.length === 0 && (hasArguments || !takesInput(form));
  return {
    isComplete,
    input,
    notes: hasArguments ? byPointer([...notes, ...issues]) : {},
    ...(reason !== undefined && reason !== '' && { reason }),
  };
}

/** The command that runs a tool with this input for this reason: what `readToolArguments` reads back. */
export function toolCommand(
  toolName: string,
  form: Form,
  input: Readonly<Record<string, unknown>>,
  reason: string | undefined,
): string {
  const reasonKey = freeKey(form, REASON_KEYS);
  // A tool may take names of the person's own, that one among them.
  const isTaken = reasonKey !== undefined && Object.hasOwn(input, reasonKey);
  const pairs = isTaken ? `${wholeInputKey(form)}=${JSON.stringify(input)}` : formatArguments(form, input);
  const why = reason?.replace(/\s+/g, ' ').trim() ?? '';
  const isSaid = why !== '' && reasonKey !== undefined;
  return [`/warmly ${toolName}`, pairs, isSaid ? `${reasonKey}=${quoteText(why)}` : '']
    .filter((part) => part !== '')
    .join(' ');
}

function byPointer(notes: readonly Note[]): Record<string, string> {
  const messages = new Map<string, string>();
  for (const { pointer, message } of notes) {
    const known = messages.get(pointer);
    messages.set(pointer, known === undefined ? message : `${known} ${message}`);
  }
  return Object.fromEntries(messages);
}

function unknownKey(key: string, nearest: readonly string[]): string {
  const guess = nearest.length > 0 ? ` Did you mean ${nearest.join(' or ')}?` : '';
  return `There is no “${key}” here.${guess}`;
}
