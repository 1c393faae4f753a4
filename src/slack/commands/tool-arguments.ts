import type { Form } from '../../forms/form.ts';
import { validateInput } from '../../forms/form-issues.ts';
import { isAtOrBelow } from '../../forms/json-path.ts';
import { isJsonObject } from '../../forms/json-value.ts';
import type { ParsedArguments } from '../../forms/parse-arguments.ts';
import { readArguments } from '../../forms/read-arguments.ts';
import { takesInput } from '../../forms/top-fields.ts';
import { checkWarmlyInput } from '../../warmly/limits.ts';

export interface ToolArguments {
  /** May be sent as it is; otherwise a form starts from `input` and shows `notes`. */
  readonly isComplete: boolean;
  readonly input: Record<string, unknown>;
  /** What to say before anything is submitted, by the JSON pointer of its field; above the form by the empty one. */
  readonly notes: Readonly<Record<string, string>>;
}

interface Note {
  readonly pointer: string;
  readonly message: string;
}

/** Reads a command's arguments for a tool. A tool that takes input but was given none is asked for in a form. */
export function readToolArguments(
  form: Form,
  parsed: ParsedArguments,
  clock: { readonly nowMs: number; readonly timeZone: string },
): ToolArguments {
  const words = [...parsed.words.slice(1), ...parsed.leftovers];
  const reading = readArguments(form, parsed.pairs, { clock, words });
  const input: Record<string, unknown> = isJsonObject(reading.input) ? { ...reading.input } : {};
  const isObject = reading.input === undefined || isJsonObject(reading.input);
  const general = [
    ...(isObject ? [] : ['The input must be a JSON object.']),
    ...reading.unknownKeys.map(({ key, nearest }) => unknownKey(key, nearest)),
    ...(reading.strayWords.length > 0
      ? [`Not understood: ${reading.strayWords.join(' ')}. Write key=value.`]
      : []),
    ...checkWarmlyInput(input).map(({ message }) => message),
  ];
  const notes: Note[] = [...reading.errors, ...general.map((message) => ({ pointer: '', message }))];
  // What could not be read is missing or wrong in the input as well: that is said already.
  const issues = validateInput(form, input).filter(
    ({ pointer }) => !reading.errors.some((error) => isAtOrBelow(pointer, error.pointer)),
  );
  const hasArguments = parsed.pairs.length > 0 || words.length > 0;
  const isComplete = notes.length + issues.length === 0 && (hasArguments || !takesInput(form));
  return { isComplete, input, notes: hasArguments ? byPointer([...notes, ...issues]) : {} };
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
