/**
 * The one codec for JSON columns, which are text on both engines. NUL is stripped: PostgreSQL refuses it in text.
 * `undefined` becomes `null`.
 */
export function encodeJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.includes('\\u0000') ? stripNul(text) : text;
}

/** Reads a JSON column; the caller names the shape that was written. */
export function decodeJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** `\\u0000` (an escaped backslash before `u0000`) is text, not NUL: only an odd run of backslashes escapes. */
function stripNul(text: string): string {
  return text.replace(/\\(?:u0000|[\s\S])/g, (escape) => (escape === '\\u0000' ? '' : escape));
}
