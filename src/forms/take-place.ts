import type { Form } from './form.ts';
import { inputActionId, inputBlockId, revisionOfBlock } from './form-ids.ts';
import { currentPage } from './form-pages.ts';
import { type Part, partIdentity } from './form-parts.ts';
import { type FormSession, type Place, topPlace } from './form-session.ts';
import { type Path, pointerOf, valueAt } from './json-path.ts';
import { isJsonObject, sameJson } from './json-value.ts';
import { hashOf } from './part-blocks.ts';
import { typedKeyOf } from './part-notes.ts';
import { walkOf } from './place-units.ts';
import { NULL_ID } from './prefill-field.ts';
import { type FormStateValue, type ReadingContext, readField } from './read-field.ts';
import { nodeAt } from './resolve-node.ts';
import { withEntered, withKey } from './session-values.ts';
import { settleConditions } from './settle-conditions.ts';
import { type BranchTarget, currentTarget, switchBranch } from './switch-branch.ts';
import { takeJson } from './take-json.ts';

/** `view.state.values`; blocks that are not the form's are passed over. */
export type FormState = Readonly<Record<string, Readonly<Record<string, FormStateValue>>>>;

/** What became of a session by reading its top place. */
export interface Taken {
  readonly session: FormSession;
  /** The view was made for other values: what it says of them was not read. */
  readonly isStale: boolean;
  /** The place holds other parts than it did. */
  readonly isChanged: boolean;
  /** There are inputs now which the person has not seen. */
  readonly hasUnseen: boolean;
}

type StateOf = (part: Part) => FormStateValue | undefined;

/** Reads the shown page of the top place into the session: only what differs from what was shown is written. */
export function takePlace(
  form: Form,
  session: FormSession,
  state: FormState,
  context: ReadingContext,
): Taken {
  const isStale = Object.keys(state).some(
    (id) => (revisionOfBlock(id) ?? session.revision) !== session.revision,
  );
  if (isStale) return { session, isStale, isChanged: true, hasUnseen: true };
  const parts = currentPage(form, session).parts;
  const stateOf: StateOf = (part) => {
    const hash = hashOf(part, topPlace(session));
    return state[inputBlockId(hash, session.revision)]?.[inputActionId(hash, session.revision)];
  };
  const inputs = parts.filter(takesInput);
  const isElsewhere = inputs.length > 0 && inputs.every((part) => stateOf(part) === undefined);
  if (isElsewhere) return { session, isStale: true, isChanged: true, hasUnseen: true };
  const read = parts.reduce((current, part) => takePart(form, current, part, stateOf, context), session);
  const json = takeJson(read, parts, stateOf, context);
  const settled = settleConditions(form, session, json, objectsOf(session, parts));
  const switched = parts.reduce((current, part) => takeBranch(form, current, part, stateOf), settled);
  const taken = parts.reduce((current, part) => takeKey(current, part, stateOf, context), switched);
  if (taken === session) return { session, isStale: false, isChanged: false, hasUnseen: false };
  const identities = (all: readonly Part[], { path }: Place) =>
    all.map((part) => ({ part, identity: partIdentity(part, pointerOf(path)) }));
  const before = new Set(identities(parts, topPlace(session)).map(({ identity }) => identity));
  const now = currentPage(form, taken).parts;
  const unseen = identities(now, topPlace(taken)).filter(({ identity }) => !before.has(identity));
  const isAnew = taken.revision !== session.revision;
  const isChanged = unseen.length > 0 || now.length !== parts.length || isAnew;
  const hasUnseen = unseen.some(
    ({ part }) => part.type === 'input' || part.type === 'branch' || part.type === 'door',
  );
  return { session: taken, isStale: false, isChanged, hasUnseen };
}

function takesInput({ type }: Part): boolean {
  return type === 'input' || type === 'branch' || type === 'key' || type === 'json';
}

function takePart(
  form: Form,
  session: FormSession,
  part: Part,
  stateOf: StateOf,
  context: ReadingContext,
): FormSession {
  const state = part.type === 'input' ? stateOf(part) : undefined;
  if (part.type !== 'input' || state === undefined) return session;
  const { path, pointer, leaf } = part.node;
  const typed = Object.hasOwn(session.typed, pointer) ? session.typed[pointer] : undefined;
  if (typed !== undefined && (state.value ?? '') === typed.text) return session;
  const reading = readField(leaf, part.prefill, state, context);
  if (!reading.ok) {
    const text = state.value ?? '';
    return { ...session, typed: { ...session.typed, [pointer]: { text, message: reading.message } } };
  }
  const held = valueAt(session.value, path);
  const isSame = reading.value === undefined ? held === undefined : sameJson(reading.value, held);
  if (isSame && typed === undefined) return session;
  const { [pointer]: _typed, ...otherTyped } = session.typed;
  const { [pointer]: _note, ...notes } = session.notes;
  const current = { ...session, typed: otherTyped, notes };
  if (isSame) return current;
  const entered = withEntered(current, path, reading.value);
  return reading.value === undefined ? withoutEmptyParents(form, entered, path) : entered;
}

/** An optional object beside others goes away with its last value. */
function withoutEmptyParents(form: Form, session: FormSession, path: Path): FormSession {
  const parent = path.slice(0, -1);
  const { path: own } = topPlace(session);
  const value = valueAt(session.value, parent);
  const isEmpty = Array.isArray(value)
    ? value.length === 0
    : isJsonObject(value) && Object.keys(value).length === 0;
  if (parent.length <= own.length || !isEmpty) return session;
  const node = nodeAt(walkOf(form, session), parent);
  if (node === undefined || node.required || node.type === 'union') return session;
  return withoutEmptyParents(form, withEntered(session, parent, undefined), parent);
}

function takeBranch(form: Form, session: FormSession, part: Part, stateOf: StateOf): FormSession {
  const state = part.type === 'branch' ? stateOf(part) : undefined;
  if (part.type !== 'branch' || state === undefined) return session;
  const target = targetOf(state.selected_option?.value);
  if (target === currentTarget(part.node, part.isNull ? null : undefined)) return session;
  return switchBranch(form, session, part.node, target);
}

function targetOf(id: string | undefined): BranchTarget {
  if (id === NULL_ID) return 'null';
  return id !== undefined && /^\d+$/.test(id) ? Number(id) : 'unset';
}

function takeKey(session: FormSession, part: Part, stateOf: StateOf, context: ReadingContext): FormSession {
  const state = part.type === 'key' ? stateOf(part) : undefined;
  if (part.type !== 'key' || state === undefined) return session;
  const reading = readField(part.leaf, part.prefill, state, context);
  const key = reading.ok && typeof reading.value === 'string' ? reading.value : '';
  const own = part.path.at(-1);
  const { [typedKeyOf(part.pointer)]: _typed, ...typed } = session.typed;
  const current = { ...session, typed };
  if (key === own) return Object.hasOwn(session.typed, typedKeyOf(part.pointer)) ? current : session;
  const parent = valueAt(session.value, part.path.slice(0, -1));
  const message =
    key === ''
      ? 'Give it a name.'
      : isJsonObject(parent) && Object.hasOwn(parent, key)
        ? 'There is an entry of this name already.'
        : undefined;
  if (message === undefined) return withKey(current, part.path, key);
  return { ...current, typed: { ...typed, [typedKeyOf(part.pointer)]: { text: key, message } } };
}

/** The objects whose conditions may look at what was entered. */
function objectsOf(session: FormSession, parts: readonly Part[]): Path[] {
  const { path } = topPlace(session);
  const paths = new Map<string, Path>();
  for (let length = 0; length <= path.length; length += 1) {
    paths.set(pointerOf(path.slice(0, length)), path.slice(0, length));
  }
  for (const part of parts) {
    if (part.type !== 'input') continue;
    const parent = part.node.path.slice(0, -1);
    paths.set(pointerOf(parent), parent);
  }
  return [...paths.values()];
}
