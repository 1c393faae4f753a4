import type { Form } from './form.ts';
import { type FormIssue, issuesOf, pathOf } from './form-issues.ts';
import { valueAt, withValueAt } from './json-path.ts';
import { summarizeValue } from './summarize-value.ts';

/** What one value cannot be taken over for may hide what another cannot. */
const MAX_ROUNDS = 5;
/** What says that a value does not belong at its place at all. */
const MISPLACED: ReadonlySet<string> = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'false schema',
  'type',
]);

interface CarriedOver {
  readonly value: unknown;
  /** What was left out, in words by JSON pointer. */
  readonly notes: Readonly<Record<string, string>>;
}

/**
 * An input that was filled in under another schema, as far as it still fits. Values that cannot stand any more are
 * left out and told; what is only incomplete stays, for the form to ask about.
 */
export function carryOver(form: Form, input: unknown): CarriedOver {
  let value = input;
  const notes: Record<string, string> = {};
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const issues = issuesOf(form, { model: form.model, value, branches: {} });
    const unfit = issues.filter((issue) => issue.pointer !== '' && isUnfit(issue, value));
    if (unfit.length === 0) break;
    // From the end, so that positions in lists stay what they are.
    for (const { pointer } of unfit.toReversed()) {
      const path = pathOf(pointer, value);
      const old = valueAt(value, path);
      if (old === undefined) continue;
      notes[pointer] = `What was here before does not fit any more: ${summarizeValue(old)}`;
      value = withValueAt(value, path, undefined);
    }
  }
  return { value, notes };
}

function isUnfit({ pointer, keyword }: FormIssue, input: unknown): boolean {
  const value = valueAt(input, pathOf(pointer, input));
  if (value === undefined) return false;
  return typeof value !== 'object' || value === null || MISPLACED.has(keyword);
}
