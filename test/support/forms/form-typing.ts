import { UNSET_ID } from '../../../src/forms/choice-options.ts';
import { indexOfValue } from '../../../src/forms/choices.ts';
import { buttonId, inputBlockId, jsonOptionOf } from '../../../src/forms/form-ids.ts';
import type { Part } from '../../../src/forms/form-parts.ts';
import { topPlace } from '../../../src/forms/form-session.ts';
import { type Path, pointerOf, valueAt, withValueAt } from '../../../src/forms/json-path.ts';
import { isJsonObject, sameJson } from '../../../src/forms/json-value.ts';
import type { Leaf } from '../../../src/forms/leaf.ts';
import { hashOf } from '../../../src/forms/part-blocks.ts';
import { NULL_ID } from '../../../src/forms/prefill-field.ts';
import { childSource, resolveNode } from '../../../src/forms/resolve-node.ts';
import { chosenBranch } from '../../../src/forms/union-branches.ts';
import type { FormInSlack } from './form-in-slack.ts';
import { pressWhere } from './form-walk.ts';
import { entryOf, fileOf } from './leaf-entry.ts';

/** More would be a form that leads in circles. */
const MAX_STEPS = 3_000;

type Of<T extends Part['type']> = Extract<Part, { readonly type: T }>;

/** What came of typing. */
export interface Typed {
  readonly input: unknown;
  /** What was wanted, with lists of ticked boxes in the order of the boxes: Slack knows no other. */
  readonly wanted: unknown;
}

/**
 * A person who has an input in mind and enters it from nothing: opens every sub-form, adds every entry, chooses every
 * branch, touches every field, and submits.
 */
export function typeInput(slack: FormInSlack, wanted: unknown): Typed {
  /** Names of map entries that are being added, by their depth: until they are read, their path says ''. */
  const names = new Map<number, string>();
  let expected = wanted;
  let steps = 0;

  const named = (path: Path) => path.map((key, depth) => (key === '' ? (names.get(depth) ?? '') : key));
  const wantedAt = (path: Path) => valueAt(expected, named(path));

  function fillPlace(): void {
    const { serial, path } = topPlace(slack.session());
    const entered = new Set<string>();
    for (;;) {
      steps += 1;
      if (steps > MAX_STEPS) throw new Error('The form leads in circles.');
      if (pressWhere(slack, 'more')) continue;
      const todo = slack
        .page()
        .parts.find((part) => !entered.has(`${part.type} ${pointerOfWhole(part)}`) && isTodo(part));
      if (todo !== undefined) {
        if (todo.type !== 'list') entered.add(`${todo.type} ${pointerOfWhole(todo)}`);
        fill(todo, path);
        continue;
      }
      const { index } = slack.page();
      const errors = slack.submit();
      if (errors !== undefined) throw new Error(`It refuses what was typed: ${JSON.stringify(errors)}`);
      if (slack.done() !== undefined || topPlace(slack.session()).serial !== serial) return;
      const isNew = slack
        .page()
        .parts.some((part) => !entered.has(`${part.type} ${pointerOfWhole(part)}`) && isTodo(part));
      if (slack.page().index <= index && !isNew) {
        throw new Error(`It stays where it is: ${JSON.stringify(slack.session().notes)}`);
      }
    }
  }

  function isTodo(part: Part): boolean {
    switch (part.type) {
      case 'input':
        return part.node.leaf.kind.type !== 'constant';
      case 'branch':
      case 'key':
      case 'json':
        return true;
      case 'door':
        return !sameWanted(wantedAt(part.node.path), part.value);
      case 'list':
        return countOf(part, wantedAt(part.node.path)) > part.count;
      default:
        return false;
    }
  }

  function fill(part: Part, place: Path): void {
    const { revision } = slack.session();
    const hash = hashOf(part, topPlace(slack.session()));
    const blockId = inputBlockId(hash, revision);
    const type = slack.elementType(blockId) ?? '';
    switch (part.type) {
      case 'input':
        return enterLeaf(part, blockId, type);
      case 'branch':
        return chooseBranch(part, blockId);
      case 'key':
        return slack.enter(blockId, entryOf(part.leaf, type, keyOf(part)));
      case 'json':
        return slack.enter(blockId, { value: JSON.stringify(wantedAt(place)) });
      case 'door':
        return enterDoor(part, hash);
      case 'list':
        return addEntry(part, hash);
      default:
        return undefined;
    }
  }

  function enterLeaf({ node }: Of<'input'>, blockId: string, type: string): void {
    const { leaf, path, pointer } = node;
    if (type === 'checkboxes') expected = withTicked(expected, named(path), leaf);
    const value = wantedAt(path);
    // To leave an optional input empty is to leave its value out.
    const isNullOnly = value === null && !leaf.required && !leaf.offersNull && leaf.kind.type !== 'json';
    const isEmptyOnly = Array.isArray(value) && value.length === 0 && (leaf.nullable || !leaf.required);
    if (type === 'file_input' && value !== null) {
      const ids = typeof value === 'string' ? [slack.upload(fileOf(leaf, value))] : [];
      return slack.enter(blockId, { files: ids.map((id) => ({ id })) });
    }
    if (!(isNullOnly && !hasNull(leaf)) && !isEmptyOnly)
      return slack.enter(blockId, entryOf(leaf, type, value));
    editAsJson(pointer);
  }

  /** Through the page's menu, to the view of one field. */
  function editAsJson(pointer: string): void {
    const menu = slack
      .blocks()
      .flatMap((block) => (block.type === 'actions' ? block.elements : []))
      .find((element) => element.type === 'static_select');
    const place = topPlace(slack.session());
    slack.press(menu?.action_id ?? '', jsonOptionOf(pointer.slice(pointerOf(place.path).length)));
    if (topPlace(slack.session()).as !== 'json') throw new Error(`The menu does not lead to ${pointer}.`);
    fillPlace();
  }

  function keyOf({ path }: Of<'key'>): string {
    const key = path.at(-1);
    return names.get(path.length - 1) ?? String(key);
  }

  function chooseBranch({ node }: Of<'branch'>, blockId: string): void {
    const value = wantedAt(node.path);
    const { model } = slack.form;
    const index = chosenBranch(model, node.branches, value);
    const isNull = value === null && node.nullable;
    const option = value === undefined ? UNSET_ID : isNull ? NULL_ID : String(index);
    if (option === UNSET_ID && node.required) return;
    slack.enter(blockId, { selected_option: { value: option } });
  }

  function enterDoor({ node }: Of<'door'>, hash: string): void {
    const target = wantedAt(node.path);
    const { revision } = slack.session();
    if (target === undefined || (target === null && node.nullable)) {
      return slack.press(buttonId('door', hash, revision), target === undefined ? 'clear' : 'null');
    }
    const simple = buttonId('open', hash, revision);
    if (JSON.stringify(slack.blocks()).includes(`"${simple}"`)) slack.press(simple);
    else slack.press(buttonId('door', hash, revision), 'open');
    fillPlace();
  }

  function addEntry({ node, count }: Of<'list'>, hash: string): void {
    const target = wantedAt(node.path);
    const depth = node.path.length;
    if (holdsNullStructure(node, target)) return editAsJson(node.pointer);
    if (isJsonObject(target)) {
      const held = valueAt(slack.session().value, node.path);
      const next = openKeys(node, target).find((key) => !isJsonObject(held) || !Object.hasOwn(held, key));
      if (next === undefined) throw new Error(`No entry is left to add to ${node.pointer}.`);
      names.set(depth, next);
    }
    slack.press(buttonId('add', hash, slack.session().revision));
    fillPlace();
    names.delete(depth);
    const now = slack.page().parts.find((part) => part.type === 'list' && part.node.pointer === node.pointer);
    if (now?.type === 'list' && now.count <= count) throw new Error(`No entry came to ${node.pointer}.`);
  }

  /** An entry that is opened is filled in: null among objects or lists is written as JSON. */
  function holdsNullStructure(node: Of<'list'>['node'], target: unknown): boolean {
    if (typeof target !== 'object' || target === null) return false;
    const { model } = slack.form;
    return Object.entries(target).some(([key, entry]) => {
      if (entry !== null) return false;
      const source = childSource(node, Array.isArray(target) ? Number(key) : key);
      const resolved = source && resolveNode({ model, value: undefined, branches: {} }, source, []);
      return resolved?.type === 'object' || resolved?.type === 'list';
    });
  }

  fillPlace();
  return { input: slack.done()?.input, wanted: expected };
}

function withTicked(wanted: unknown, path: Path, { kind }: Leaf): unknown {
  const held = valueAt(wanted, path);
  if (kind.type !== 'choices' || !Array.isArray(held)) return wanted;
  const ticked = kind.choices.filter((choice) => held.some((one) => sameJson(one, choice.value)));
  return withValueAt(
    wanted,
    path,
    ticked.map((choice) => choice.value),
  );
}

function hasNull({ kind }: Leaf): boolean {
  return kind.type === 'choice' && indexOfValue(kind.choices, null) >= 0;
}

function pointerOfWhole(part: Part): string {
  return 'node' in part
    ? part.node.pointer
    : part.type === 'key'
      ? pointerOf(part.path.slice(0, -1))
      : part.pointer;
}

function countOf({ node }: Of<'list'>, target: unknown): number {
  if (Array.isArray(target)) return target.length - (node.type === 'list' ? node.fixed.length : 0);
  return isJsonObject(target) ? openKeys(node, target).length : 0;
}

function openKeys(node: Of<'list'>['node'], target: Readonly<Record<string, unknown>>): string[] {
  const named = new Set(node.type === 'object' ? node.fields.map(({ key }) => key) : []);
  return Object.keys(target).filter((key) => !named.has(key));
}

/** A door that nobody needs to open. */
function sameWanted(wanted: unknown, held: unknown): boolean {
  return wanted === undefined ? held === undefined : wanted === null && held === null;
}
