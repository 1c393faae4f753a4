import type { Form } from './form.ts';
import type { FormNode } from './form-node.ts';
import { orderedFields } from './object-fields.ts';
import { filledNode, nodeAt } from './resolve-node.ts';

/** The fields of the input itself in the form's order, each whatever it is; empty where the input is no plain object. */
export function topFields(form: Form): readonly FormNode[] {
  const walk = { model: form.model, value: undefined, branches: {} };
  const found = form.problem === undefined ? nodeAt(walk, []) : undefined;
  const root = found === undefined ? undefined : filledNode(found);
  if (root?.type !== 'object') return [];
  return orderedFields(walk, root, { ...walk, typed: {}, notes: {} }, { showsMore: true }).shown;
}

/** Whether there is anything to fill in. */
export function takesInput(form: Form): boolean {
  const walk = { model: form.model, value: undefined, branches: {} };
  const root = form.problem === undefined ? nodeAt(walk, []) : undefined;
  return root?.type !== 'object' || topFields(form).length > 0 || root.entries.offered;
}
