import type { Form } from './form.ts';
import type { ObjectNode } from './form-node.ts';
import type { FormSession } from './form-session.ts';
import { type Path, pointerOf, valueAt, withValueAt } from './json-path.ts';
import { walkOf } from './place-units.ts';
import { filledNode, nodeAt } from './resolve-node.ts';
import { withStartValues } from './start-value.ts';

/**
 * Follows what changed in the conditions of some objects: values of fields that are gone are laid aside, fields that
 * came (back) get what was laid aside, or what they start with.
 */
export function settleConditions(
  form: Form,
  before: FormSession,
  after: FormSession,
  objects: readonly Path[],
): FormSession {
  return objects.reduce((session, path) => {
    const old = objectAt(form, before, path);
    const now = objectAt(form, session, path);
    if (old === undefined || now === undefined || old.watched.size + now.watched.size === 0) return session;
    return settleObject(form, session, old, now);
  }, after);
}

function objectAt(form: Form, session: FormSession, path: Path): ObjectNode | undefined {
  const node = nodeAt(walkOf(form, session), path);
  const filled = node === undefined ? undefined : filledNode(node);
  return filled?.type === 'object' ? filled : undefined;
}

function settleObject(form: Form, session: FormSession, old: ObjectNode, now: ObjectNode): FormSession {
  let settled = session;
  const keysNow = new Map(now.fields.map((field) => [field.key, field]));
  const keysBefore = new Map(old.fields.map((field) => [field.key, field]));
  for (const { key } of old.fields) {
    const path = [...now.path, key];
    const value = valueAt(settled.value, path);
    if (keysNow.has(key) || value === undefined) continue;
    settled = {
      ...settled,
      value: withValueAt(settled.value, path, undefined),
      aside: { ...settled.aside, [pointerOf(path)]: value },
    };
  }
  for (const field of now.fields) {
    const path = [...now.path, field.key];
    const was = keysBefore.get(field.key);
    if (
      (was !== undefined && (was.required || !field.required)) ||
      valueAt(settled.value, path) !== undefined
    )
      continue;
    const pointer = pointerOf(path);
    const kept =
      was === undefined && Object.hasOwn(settled.aside, pointer) ? settled.aside[pointer] : undefined;
    if (kept !== undefined) settled = { ...settled, value: withValueAt(settled.value, path, kept) };
    else if (valueAt(settled.value, now.path) !== undefined || now.path.length === 0) {
      settled = { ...settled, value: withStartValues(walkOf(form, settled), field, path) };
    }
  }
  return settled;
}
