import type { Form } from './form.ts';
import type { FormSession } from './form-session.ts';
import { withStartValues } from './start-value.ts';

export interface SessionStart {
  /** The input to start from, possibly partial; undefined without one. */
  readonly value?: unknown;
  /** What is to be said beside the fields at first, by JSON pointer; under '' above the form. */
  readonly notes?: Readonly<Record<string, string>>;
  /** Higher than that of another form which the same view showed before; 1 without one. */
  readonly revision?: number;
}

/** A form as it is first shown: what is given, and what its required values start with. */
export function openSession(form: Form, { value, notes, revision = 1 }: SessionStart = {}): FormSession {
  const walk = { model: form.model, value, branches: {} };
  const source = { schema: form.model.root, key: '', required: true };
  return {
    value: form.problem === undefined ? withStartValues(walk, source, []) : (value ?? {}),
    branches: {},
    typed: {},
    aside: {},
    notes: notes ?? {},
    places: [{ serial: 0, path: [], as: 'form', page: 0, showsMore: false }],
    revision,
    nextSerial: 1,
  };
}
