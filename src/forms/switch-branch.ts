import type { Form } from './form.ts';
import type { UnionNode } from './form-node.ts';
import type { FormSession } from './form-session.ts';
import { valueAt } from './json-path.ts';
import { getOwn, isJsonObject, setOwn } from './json-value.ts';
import { walkOf } from './place-units.ts';
import { forgetBelow, withEntered } from './session-values.ts';
import { withStartValues } from './start-value.ts';

/** A branch by its index, null as the value, or nothing at all. */
export type BranchTarget = number | 'null' | 'unset';

/** The branch whose fields are shown, in the same terms. */
export function currentTarget(node: UnionNode, value: unknown): BranchTarget {
  return node.chosen ?? (value === null && node.nullable ? 'null' : 'unset');
}

/**
 * Shows another branch: what was entered in the old one is laid aside and comes back with it; what both know stays.
 */
export function switchBranch(
  form: Form,
  session: FormSession,
  node: UnionNode,
  target: BranchTarget,
): FormSession {
  const { path, pointer } = node;
  const old = valueAt(session.value, path);
  const known = Object.hasOwn(session.branches, pointer) ? session.branches[pointer]?.stash : undefined;
  const stash: Record<string, unknown> = { ...known };
  if (node.chosen !== undefined && old !== undefined) stash[String(node.chosen)] = old;
  const forgotten = forgetBelow(session, pointer, { self: true });
  const chosen = typeof target === 'number' ? target : null;
  const branches = { ...forgotten.branches, [pointer]: { chosen, stash } };
  const value =
    chosen === null ? (target === 'null' ? null : undefined) : valueIn(form, node, chosen, stash, old);
  const entered = withEntered({ ...forgotten, branches, revision: session.revision + 1 }, path, value);
  if (chosen === null) return entered;
  const source = { schema: node.branches[chosen]?.schema, key: path.at(-1) ?? '', required: true };
  // The branch's own object, with what it demands: the union is chosen already, so that its branch is filled.
  return { ...entered, value: withStartValues(walkOf(form, entered), source, path) };
}

function valueIn(
  form: Form,
  node: UnionNode,
  chosen: number,
  stash: Readonly<Record<string, unknown>>,
  old: unknown,
): unknown {
  const kept = stash[String(chosen)];
  if (kept !== undefined || !isJsonObject(old)) return kept;
  const { properties } = form.model.shapeOf(node.branches[chosen]?.schema).schema;
  if (!isJsonObject(properties)) return undefined;
  const carried: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(old)) {
    if (Object.hasOwn(properties, key) && form.model.accepts(getOwn(properties, key), value))
      setOwn(carried, key, value);
  }
  return Object.keys(carried).length === 0 ? undefined : carried;
}
