import type { FormModel } from './form-model.ts';
import type { FormNode, LeafNode, ListNode, ObjectNode, UnionNode } from './form-node.ts';
import type { Part, PartContext, Unit } from './form-parts.ts';
import type { Place } from './form-session.ts';
import { pointerOf, valueAt } from './json-path.ts';
import { isJsonObject } from './json-value.ts';
import { orderedFields } from './object-fields.ts';
import { keep, prefillField } from './prefill-field.ts';
import { resolveNode, type Walk } from './resolve-node.ts';
import { isValidDefault } from './start-value.ts';
import { jsonBytes } from './text-fit.ts';

/** Small enough to stand in the same view as what it belongs to. */
const MAX_INLINE_FIELDS = 4;
/** Entries of a list that are shown beside other fields; more have a view of their own. */
const MAX_INLINE_ROWS = 10;
/** Of a view's 250 KB: beyond it, values are kept without being shown. */
const MAX_PREFILL_BYTES = 70_000;

export interface BuiltUnits {
  readonly units: readonly Unit[];
  readonly folded: number;
}

/** Turns nodes into the parts of a view. One builder makes one place. */
export function createUnitBuilder(model: FormModel, context: PartContext, place: Place) {
  const walk: Walk = { model, value: context.value, branches: context.branches };
  let roomBytes = MAX_PREFILL_BYTES;

  /** A node that fills the view. */
  function whole(node: FormNode): BuiltUnits {
    switch (node.type) {
      case 'leaf':
        return { units: [[input(node, false)]], folded: 0 };
      case 'union': {
        const inside = node.node === undefined ? { units: [], folded: 0 } : whole(node.node);
        return { units: [[branch(node)], ...inside.units], folded: inside.folded };
      }
      case 'object': {
        const { shown, folded } = orderedFields(walk, node, context, place);
        const units = shown.map((child) => field(child, node));
        return { units: [...units, ...entries(node, folded > 0)].filter((unit) => unit.length > 0), folded };
      }
      case 'list': {
        const fixed = node.fixed.map((source) =>
          field(resolveNode(walk, source, [...node.path, source.key]), node),
        );
        return { units: [...fixed, ...rows(node, Number.POSITIVE_INFINITY)], folded: 0 };
      }
    }
  }

  /** A node beside others. */
  function field(node: FormNode, parent: FormNode): Unit {
    if (node.type === 'leaf') return [input(node, isWatched(node, parent))];
    if (node.nullable && node.type !== 'union') return [door(node)];
    if (node.type === 'union') return [branch(node), ...chosen(node)];
    const inline = inlineFields(node);
    if (inline !== undefined)
      return [{ type: 'heading', node }, ...inline.map((child) => input(child, isWatched(child, node)))];
    return rowsOrDoor(node);
  }

  function rowsOrDoor(node: FormNode): Unit {
    const isPlain =
      (node.type === 'object' && node.fields.length === 0) ||
      (node.type === 'list' && node.fixed.length === 0);
    const parts = isPlain ? rows(node, MAX_INLINE_ROWS).flat() : [];
    return parts.length > 0 ? parts : [door(node)];
  }

  /** What is to be filled in for a chosen branch, as far as it has room here. */
  function chosen({ node }: UnionNode): Unit {
    if (node === undefined) return [];
    if (node.type === 'leaf') return node.leaf.kind.type === 'constant' ? [] : [input(node, false)];
    if (node.type === 'object') {
      const { shown } = orderedFields(walk, node, context, { showsMore: true });
      if (
        shown.length <= MAX_INLINE_FIELDS &&
        shown.every((child) => child.type === 'leaf') &&
        !node.entries.offered
      ) {
        return shown.flatMap((child) =>
          child.type === 'leaf' ? [input(child, isWatched(child, node))] : [],
        );
      }
    }
    return rowsOrDoor(node);
  }

  function input(node: LeafNode, live: boolean): Part {
    const { path, pointer } = node;
    const withDefault =
      node.leaf.defaultValue === undefined || isValidDefault(model, node) ? node : withoutDefault(node);
    const { leaf } = withDefault;
    const typed = Object.hasOwn(context.typed, pointer) ? context.typed[pointer] : undefined;
    const full = prefillField(leaf, valueAt(context.value, path));
    const bytes = jsonBytes(full.shown) * (full.shown.as === 'options' ? 20 : 1);
    const fits = bytes <= roomBytes || full.held === undefined;
    if (fits) roomBytes -= bytes;
    const prefill = fits ? full : keep(leaf.kind, full.held);
    const shown =
      typed === undefined
        ? prefill
        : { ...prefill, shown: { as: 'text' as const, text: typed.text }, kept: false };
    const held = valueAt(context.value, path);
    const isUnusable = held !== undefined && prefill.held === undefined;
    return {
      type: 'input',
      node: withDefault,
      prefill: shown,
      live,
      ...(isUnusable ? { unusable: held } : {}),
    };
  }

  function branch(node: UnionNode): Part {
    return { type: 'branch', node, isNull: valueAt(context.value, node.path) === null };
  }

  function door(node: FormNode): Part {
    return { type: 'door', node, value: valueAt(context.value, node.path) };
  }

  /** The fields of a small object or tuple that can stand beside others; undefined where it needs a view of its own. */
  function inlineFields(node: ObjectNode | ListNode): readonly LeafNode[] | undefined {
    const children =
      node.type === 'object'
        ? orderedFields(walk, node, context, { showsMore: true }).shown
        : node.fixed.map((source) => resolveNode(walk, source, [...node.path, source.key]));
    const closed = node.type === 'object' ? entries(node, false).length === 0 : node.item === undefined;
    if (!closed || children.length === 0 || children.length > MAX_INLINE_FIELDS) return undefined;
    // In an object that may be left out, nothing may be demanded.
    const sources = node.type === 'object' ? node.fields : node.fixed;
    if (!node.required && sources.some((source) => source.required)) return undefined;
    const leaves = children.filter((child): child is LeafNode => child.type === 'leaf');
    return leaves.length === children.length ? leaves : undefined;
  }

  /** What stands in an object beside its named properties. */
  function entries(node: ObjectNode, isFolded: boolean): Unit[] {
    const offered = node.entries.offered && !isFolded;
    return offered || entryKeys(node, context.value).length > 0 ? rows(node, Number.POSITIVE_INFINITY) : [];
  }

  function rows(node: ListNode | ObjectNode, most: number): Unit[] {
    const all = node.type === 'list' ? listRows(node, context.value) : mapRows(node, context.value);
    const isOffered = node.type === 'list' ? node.item !== undefined : node.entries.offered;
    if (all.length === 0 && !isOffered) return [];
    const total = node.type === 'list' ? node.fixed.length + all.length : all.length;
    const canAdd = isOffered && (node.type !== 'list' || total < node.maxItems);
    const head: Part = { type: 'list', node, count: all.length, canAdd };
    if (all.length <= most) return [[head], ...all.map((row) => [row])];
    return [[head], ...all.slice(0, most).map((row) => [row]), [{ type: 'rest', node, count: all.length }]];
  }

  return { whole };
}

function listRows(node: ListNode, root: unknown): Part[] {
  const list = valueAt(root, node.path);
  if (!Array.isArray(list)) return [];
  return list.slice(node.fixed.length).map((value: unknown, offset) => {
    const index = node.fixed.length + offset;
    return {
      type: 'row',
      path: [...node.path, index],
      pointer: `${node.pointer}/${index}`,
      title: String(index + 1),
      value,
      canMoveUp: offset > 0,
      canMoveDown: index < list.length - 1,
    };
  });
}

function mapRows(node: ObjectNode, root: unknown): Part[] {
  const object = valueAt(root, node.path);
  return entryKeys(node, root).map((key) => {
    const path = [...node.path, key];
    return {
      type: 'row',
      path,
      pointer: pointerOf(path),
      title: key,
      value: isJsonObject(object) ? object[key] : undefined,
      canMoveUp: false,
      canMoveDown: false,
    };
  });
}

function entryKeys(node: ObjectNode, root: unknown): string[] {
  const object = valueAt(root, node.path);
  if (!isJsonObject(object)) return [];
  const named = new Set(node.fields.map((field) => field.key));
  return Object.keys(object).filter((key) => !named.has(key));
}

function isWatched(child: FormNode, parent: FormNode): boolean {
  return parent.type === 'object' && parent.watched.has(String(child.path.at(-1)));
}

function withoutDefault(node: LeafNode): LeafNode {
  const { defaultValue: _default, ...leaf } = node.leaf;
  return { ...node, leaf };
}
