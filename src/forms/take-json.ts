import { type Part, pointerOfPart } from './form-parts.ts';
import { type FormSession, topPlace } from './form-session.ts';
import { pointerOf, valueAt } from './json-path.ts';
import { jsonText, typedJsonKey } from './json-units.ts';
import { sameJson } from './json-value.ts';
import type { FormStateValue, ReadingContext } from './read-field.ts';
import { forgetBelow, withEntered } from './session-values.ts';
import { parseJson } from './typed-text.ts';

/** Reads a value that was edited as JSON: an upload, otherwise the pieces of its text. */
export function takeJson(
  session: FormSession,
  parts: readonly Part[],
  stateOf: (part: Part) => FormStateValue | undefined,
  context: ReadingContext,
): FormSession {
  const { path } = topPlace(session);
  const pointer = pointerOf(path);
  const own = parts.filter(
    (part) => (part.type === 'json' || part.type === 'upload') && pointerOfPart(part) === pointer,
  );
  const states = own.map(stateOf);
  if (own.length === 0 || states.some((state) => state === undefined)) return session;
  const fileId = states.flatMap((state) => state?.files ?? [])[0]?.id;
  const pieces = own.flatMap((part, index) => (part.type === 'json' ? [states[index]?.value ?? ''] : []));
  if (fileId === undefined && (pieces.length === 0 || pieces.join('') === jsonText(path, session)))
    return session;
  const text = fileId === undefined ? pieces.join('') : fileText(fileId, context);
  const { [typedJsonKey(path)]: _typed, ...typed } = session.typed;
  const current = { ...session, typed };
  const failed = (message: string, shown: string) => ({
    ...current,
    typed: { ...typed, [typedJsonKey(path)]: { text: shown, message } },
  });
  if (text === undefined)
    return failed('The file could not be read: upload one with JSON text.', jsonText(path, current));
  const reading =
    text.trim() === '' ? { ok: true as const, value: undefined } : parseJson(text, false, false);
  if (!reading.ok) return failed(reading.message, text);
  const held = valueAt(session.value, path);
  if (reading.value === undefined ? held === undefined : sameJson(reading.value, held)) return current;
  const forgotten = forgetBelow(current, pointer, { self: true });
  return withEntered(forgotten, path, reading.value);
}

function fileText(fileId: string, { files }: ReadingContext): string | undefined {
  const file = files?.get(fileId);
  if (file === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file.bytes);
  } catch {
    return undefined;
  }
}
