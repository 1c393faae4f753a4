import type { FieldContext, FieldState, RunField, RunStart } from './run-field.ts';

export type FieldValues = Readonly<Record<string, Readonly<Record<string, FieldState>>>>;

/**
 * Reads the inputs that a form shows over what it started from: what is not shown stays as it was. What was chosen is
 * looked up in the lists as they were last seen: an acknowledgement waits for no API. Errors by block id.
 */
export function readRunFields(
  fields: readonly RunField[],
  values: FieldValues,
  context: FieldContext,
  suffix = '',
): {
  readonly request: RunStart;
  /** What was left to Warp on purpose. */
  readonly undecided: readonly string[];
  readonly errors: readonly (readonly [string, string])[];
} {
  const { labels: startLabels, ...start } = context.start;
  const request: Record<string, unknown> = { ...start };
  let labels: Record<string, string> = { ...startLabels };
  const errors: [string, string][] = [];
  const undecided: string[] = [];
  for (const field of fields) {
    const blockId = `${field.id}${suffix}`;
    const state = values[blockId]?.[field.id];
    if (state === undefined) continue;
    for (const key of field.keys) delete request[key];
    if (field.label !== undefined) delete labels[field.label];
    const reading = field.read(state, context);
    if ('error' in reading) {
      errors.push([blockId, reading.error]);
      continue;
    }
    if (reading.isUndecided === true) undecided.push(...field.keys);
    const { labels: named, ...patch } = reading.patch;
    Object.assign(request, patch);
    labels = { ...labels, ...named };
  }
  const hasLabels = Object.keys(labels).length > 0;
  return { request: { ...request, ...(hasLabels && { labels }) }, undecided, errors };
}
