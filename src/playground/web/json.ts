/** Tolerant readers for Block Kit, which reaches the page as JSON of unknown shape. */

export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function object(value: unknown): Json | undefined {
  return isJson(value) ? value : undefined;
}

/** Only the objects of a list; anything else reads as an empty list. */
export function objects(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

export function lists(value: unknown): readonly (readonly Json[])[] {
  return Array.isArray(value) ? value.map(objects) : [];
}

export function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

/** The `text` of a text object, or the string itself. */
export function textOf(value: unknown): string {
  return isJson(value) ? text(value.text) : text(value);
}
