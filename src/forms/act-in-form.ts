import type { Form } from './form.ts';
import { jsonOptionOf, parseActionId, pickBlockId } from './form-ids.ts';
import { currentPage, type FormPage } from './form-pages.ts';
import { type Part, pointerOfPart } from './form-parts.ts';
import {
  backFromPlace,
  contentOf,
  type FormSession,
  type FormStep,
  pushPlace,
  stepToLeft,
  stepToOpened,
  topPlace,
  withTopPlace,
} from './form-session.ts';
import { type Path, pointerOf, valueAt, withValueAt } from './json-path.ts';
import { isJsonObject } from './json-value.ts';
import { pickedText } from './leaf-blocks.ts';
import { hashOf } from './part-blocks.ts';
import { walkOf } from './place-units.ts';
import type { ReadingContext } from './read-field.ts';
import { childSource, nodeAt } from './resolve-node.ts';
import { forgetBelow, withEntered, withoutEntry, withSwapped } from './session-values.ts';
import { withStartValues } from './start-value.ts';
import { type FormState, takePlace } from './take-place.ts';

/** What Slack reports of a button, a menu or a live input of the form. */
export interface FormAction {
  readonly actionId: string;
  /** The chosen option of a menu. */
  readonly option?: string | undefined;
}

/** Something was pressed or chosen in the top place. What was typed so far is read first. */
export function actInForm(
  form: Form,
  session: FormSession,
  action: FormAction,
  state: FormState,
  context: ReadingContext,
): FormStep {
  const id = parseActionId(action.actionId);
  const taken = takePlace(form, session, state, context);
  const current = taken.session;
  if (id === undefined) return { to: 'stay', session: current };
  if (id.verb === '') return { to: taken.isChanged ? 'same' : 'stay', session: current };
  const page = currentPage(form, current);
  const part = page.pages.flat().find((one) => hashOf(one, topPlace(current)) === id.hash);
  switch (id.verb) {
    case 'more':
      return { to: 'same', session: withTopPlace(current, { showsMore: true }) };
    case 'back':
      return page.index > 0
        ? { to: 'same', session: withTopPlace(current, { page: page.index - 1 }) }
        : stepToLeft(backFromPlace(current));
    case 'json':
      return openJson(current, page, action.option);
    case 'pick':
      return pick(current, part, action, state, context);
    case 'add':
      return part?.type === 'list' ? addEntry(form, current, part.node.path) : refreshed(current);
    case 'rest':
      return part?.type === 'rest'
        ? stepToOpened(pushPlace(current, part.node.path, 'form'))
        : refreshed(current);
    default:
      // A second press of a button that moved something would move something else.
      if (id.revision !== current.revision || part === undefined) return refreshed(current);
      return onEntry(form, current, part, id.verb === 'open' ? 'open' : action.option);
  }
}

/** A date was picked for a text: it is written there. */
function pick(
  session: FormSession,
  part: Part | undefined,
  { actionId }: FormAction,
  state: FormState,
  { timeZone }: ReadingContext,
): FormStep {
  const id = parseActionId(actionId);
  if (part?.type !== 'input' || id === undefined) return refreshed(session);
  const picked = state[pickBlockId(id.hash, id.revision)]?.[actionId];
  const text = picked && pickedText(part.node.leaf, picked, timeZone);
  return text === undefined ? { to: 'stay', session } : changed(withEntered(session, part.node.path, text));
}

function refreshed(session: FormSession): FormStep {
  return { to: 'same', session };
}

function onEntry(form: Form, session: FormSession, part: Part, verb: string | undefined): FormStep {
  if (part.type !== 'door' && part.type !== 'row') return refreshed(session);
  const path = part.type === 'row' ? part.path : part.node.path;
  switch (verb) {
    case 'open':
      return openPlace(form, session, path);
    case 'null':
      return changed(withEntered(forgetBelow(session, pointerOf(path), { self: true }), path, null));
    case 'clear':
      return changed(
        part.type === 'row'
          ? withoutEntry(session, path)
          : withEntered(forgetBelow(session, pointerOf(path), { self: true }), path, undefined),
      );
    case 'up':
    case 'down': {
      const index = path.at(-1);
      if (typeof index !== 'number') return refreshed(session);
      const upper = verb === 'up' ? index - 1 : index;
      return changed(withSwapped(session, path.slice(0, -1), upper, upper + 1));
    }
    default:
      return refreshed(session);
  }
}

/** The inputs below hold other values than the ones that they were made for. */
function changed(session: FormSession): FormStep {
  return { to: 'same', session: { ...session, revision: session.revision + 1 } };
}

/** Opens a sub-form; what is not there yet begins with what it demands. */
function openPlace(form: Form, session: FormSession, path: Path): FormStep {
  const held = valueAt(session.value, path);
  if (held === undefined || held === null) return openAnew(form, session, session, path);
  return stepToOpened(pushPlace(session, path, 'form'));
}

/** A new last entry of a list, or one without a name yet. */
function addEntry(form: Form, session: FormSession, container: Path): FormStep {
  const held = valueAt(session.value, container);
  const node = nodeAt(walkOf(form, session), container);
  const isList = Array.isArray(held) || (held === undefined && node !== undefined && isListNode(node));
  const key = isList ? (Array.isArray(held) ? held.length : 0) : newKey(held);
  const made =
    held === undefined
      ? { ...session, value: withValueAt(session.value, container, isList ? [] : {}) }
      : session;
  return openAnew(form, session, made, [...container, key]);
}

function openAnew(form: Form, before: FormSession, session: FormSession, path: Path): FormStep {
  const made = started(form, session, path);
  const begun = { value: valueAt(made.value, path) };
  return stepToOpened(withTopPlace(pushPlace(made, path, 'form', contentOf(before)), { begun }));
}

function isListNode(node: NonNullable<ReturnType<typeof nodeAt>>): boolean {
  if (node.type === 'union') return node.node !== undefined && isListNode(node.node);
  return node.type === 'list';
}

function newKey(object: unknown): string {
  if (!isJsonObject(object) || !Object.hasOwn(object, '')) return '';
  for (let number = 2; ; number += 1) {
    if (!Object.hasOwn(object, `entry ${number}`)) return `entry ${number}`;
  }
}

/** What is opened begins with what it demands; to fill in what may be null is to make it something else. */
function started(form: Form, session: FormSession, path: Path): FormSession {
  const walk = walkOf(form, session);
  const parent = nodeAt(walk, path.slice(0, -1));
  const key = path.at(-1);
  const source = parent === undefined || key === undefined ? undefined : childSource(parent, key);
  if (source === undefined) return session;
  const node = nodeAt(walk, path);
  const structure = node?.type === 'object' ? {} : node?.type === 'list' ? [] : undefined;
  const held = valueAt(session.value, path);
  if (held === null && structure === undefined) return session;
  const emptied = held === null ? withEntered(session, path, undefined) : session;
  const demanded = { ...source, required: true };
  const value = withStartValues(walkOf(form, emptied), demanded, path);
  if (structure === undefined || valueAt(value, path) != null) return { ...emptied, value };
  const begun = { ...emptied, value: withValueAt(value, path, structure) };
  return { ...begun, value: withStartValues(walkOf(form, begun), demanded, path) };
}

function openJson(session: FormSession, page: FormPage, option: string | undefined): FormStep {
  const { path } = topPlace(session);
  const isWhole = option === jsonOptionOf('');
  const own = pointerOf(path).length;
  const part = page.pages.flat().find((one) => jsonOptionOf(pointerOfPart(one).slice(own)) === option);
  const target = isWhole ? path : part === undefined ? undefined : pathOfPart(part);
  return target === undefined ? refreshed(session) : stepToOpened(pushPlace(session, target, 'json'));
}

function pathOfPart(part: Part): Path | undefined {
  if ('node' in part) return part.node.path;
  return part.type === 'row' || part.type === 'key' ? part.path : undefined;
}
