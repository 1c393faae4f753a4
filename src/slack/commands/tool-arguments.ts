import { compileForm } from '../../forms/compile-form.ts';
import { visibleFields } from '../../forms/form-field.ts';
import { isJsonObject, pointerKeys } from '../../forms/json-value.ts';
import type { ParsedArguments } from '../../forms/parse-arguments.ts';
import { type ArgumentError, readArguments } from '../../forms/read-arguments.ts';
import { validateInput } from '../../forms/validate-input.ts';
import { checkWarmlyInput } from '../../warmly/limits.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';

export interface ToolArguments {
  /** May be sent as it is; otherwise a form starts from `input` and shows `notes`. */
  readonly isComplete: boolean;
  readonly input: Record<string, unknown>;
  readonly notes: readonly FieldNote[];
}

/** Something to say at a field before anything is submitted. */
interface FieldNote {
  /** The property; without one the note stands above the form. */
  readonly key?: string | undefined;
  readonly message: string;
}

/** Reads a command's arguments for a tool. A tool that takes input but was given none is asked for in a form. */
export function readToolArguments(
  tool: WarmlyTool,
  parsed: ParsedArguments,
  clock: { readonly nowMs: number; readonly timeZone: string },
): ToolArguments {
  const form = compileForm(tool.inputSchema);
  const words = [...parsed.words.slice(1), ...parsed.leftovers];
  const {
    input: read,
    errors,
    unknownKeys,
    strayWords,
  } = readArguments(form, parsed.pairs, { clock, words });
  const input: Record<string, unknown> = isJsonObject(read) ? { ...read } : {};
  const notes: FieldNote[] = [
    ...(read === undefined || isJsonObject(read) ? [] : [{ message: 'The input must be a JSON object.' }]),
    ...errors.map(errorNote),
    ...unknownKeys.map(({ key, nearest }) => ({ message: unknownKey(key, nearest) })),
    ...(strayWords.length > 0
      ? [{ message: `Not understood: ${strayWords.join(' ')}. Write key=value.` }]
      : []),
    ...checkWarmlyInput(input).map(({ message }) => ({ message })),
  ];
  const flagged = new Set(notes.map(({ key }) => key));
  const hasArguments = parsed.pairs.length > 0 || words.length > 0;
  const takesInput = visibleFields(form).length > 0;
  const issues = validateInput(form, input)
    .filter(({ field }) => field === undefined || !flagged.has(field))
    .map(({ field, message }) => ({ key: field, message }));
  const isComplete = notes.length + issues.length === 0 && (hasArguments || !takesInput);
  return { isComplete, input, notes: hasArguments ? [...notes, ...issues] : [] };
}

function errorNote({ pointer, key, message }: ArgumentError): FieldNote {
  const [name, ...rest] = pointerKeys(pointer);
  if (name === undefined) return { message: `${key}: ${message}` };
  return { key: name, message: rest.length === 0 ? message : `${key}: ${message}` };
}

function unknownKey(key: string, nearest: readonly string[]): string {
  const guess = nearest.length > 0 ? ` Did you mean ${nearest.join(' or ')}?` : '';
  return `There is no “${key}” here.${guess}`;
}
