import { APPEND, type KeyStep } from './argument-key.ts';
import type { FormNode, Source, UnionNode } from './form-node.ts';
import { type Path, valueAt } from './json-path.ts';
import { bare, nearestNames } from './nearest-names.ts';
import { childSource, resolveNode, type Walk } from './resolve-node.ts';

/** A node that holds values of one kind: a union is seen as its branches. */
export type PlainNode = Exclude<FormNode, UnionNode>;

/** What a typed key leads to, by the schema and what was read so far. */
export type Located =
  | {
      readonly found: true;
      readonly path: Path;
      /** The branches of a union, the likeliest first; otherwise the one node. */
      readonly nodes: readonly PlainNode[];
      readonly nullable: boolean;
    }
  /** `nearest`: whole keys that may have been meant. */
  | { readonly found: false; readonly nearest: readonly (readonly KeyStep[])[] };

/** Branches of unions in branches of unions multiply. */
const MAX_MEANINGS = 30;

interface Step {
  readonly key: string | number;
  readonly source: Source;
  /** The walk in which the branch is chosen that knows the key. */
  readonly walk: Walk;
}

/**
 * Follows a typed key through the schema. A name may differ from its property in case and punctuation, and may belong
 * to any branch of a union, or to several.
 */
export function locateArgument(walk: Walk, root: Source, steps: readonly KeyStep[]): Located {
  let current: readonly Step[] = [{ key: '', source: root, walk }];
  const path: (string | number)[] = [];
  for (const [index, step] of steps.entries()) {
    const nodes = current.flatMap(({ walk: own, source }) => alternatives(own, source, path));
    const next = findChildren(nodes, step, valueAt(walk.value, path));
    const key = next[0]?.key;
    if (key === undefined) {
      const names = [...new Set(nodes.flatMap(({ node }) => namesOf(node)))];
      const near = typeof step === 'string' ? nearestNames(step, names) : [];
      return { found: false, nearest: near.map((name) => [...path, name, ...steps.slice(index + 1)]) };
    }
    path.push(key);
    current = next.filter((child) => child.key === key).slice(0, MAX_MEANINGS);
  }
  return {
    found: true,
    path,
    nodes: current.flatMap((at) => alternatives(at.walk, at.source, path).map(({ node }) => node)),
    nullable: current.some((at) => resolveNode(at.walk, at.source, path).nullable),
  };
}

/** Whether the input has a property of that name, or of one like it. */
export function isNamed(walk: Walk, root: Source, name: string): boolean {
  return alternatives(walk, root, []).some(
    ({ node }) => (exactName(node, name) ?? likeName(node, name)) !== undefined,
  );
}

/** The node at a path, or all branches of the union there, the chosen one first; each with the walk that chose it. */
export function alternatives(
  walk: Walk,
  source: Source,
  path: Path,
): readonly { readonly node: PlainNode; readonly walk: Walk }[] {
  const own = resolveNode(walk, source, path);
  if (own.type !== 'union') return [{ node: own, walk }];
  const order = own.branches.map((_branch, index) => index);
  if (own.chosen !== undefined) order.unshift(...order.splice(own.chosen, 1));
  return order.flatMap((chosen) => {
    const branches = { ...walk.branches, [own.pointer]: { chosen, stash: {} } };
    const inBranch = { ...walk, branches };
    const node = plainNode(resolveNode(inBranch, source, path));
    return node === undefined ? [] : [{ node, walk: inBranch }];
  });
}

function plainNode(node: FormNode | undefined): PlainNode | undefined {
  return node?.type === 'union' ? plainNode(node.node) : node;
}

/** The children that a step leads to: those of that very name, otherwise those of a name like it. */
function findChildren(
  nodes: readonly { readonly node: PlainNode; readonly walk: Walk }[],
  step: KeyStep,
  value: unknown,
): readonly Step[] {
  for (const match of [exactName, likeName, freeName]) {
    const found = nodes.flatMap(({ node, walk }) => {
      const key = keyIn(node, step, value, match);
      const source = key === undefined ? undefined : (childSource(node, key) ?? anySource(node, key));
      return key === undefined || source === undefined ? [] : [{ key, source, walk }];
    });
    if (found.length > 0) return found;
  }
  return [];
}

/** An entry of a list that one input takes; inside what is written as JSON anything may be named. */
function anySource(node: PlainNode, key: string | number): Source | undefined {
  if (node.type !== 'leaf') return undefined;
  if (typeof key === 'number') return { schema: node.shape.items ?? {}, key, required: true };
  return node.leaf.kind.type === 'json' ? { schema: {}, key, required: false } : undefined;
}

function keyIn(
  node: PlainNode,
  step: KeyStep,
  value: unknown,
  match: (node: PlainNode, name: string) => string | undefined,
): string | number | undefined {
  if (node.type === 'list' || (node.type === 'leaf' && isListLeaf(node.leaf.kind.type))) {
    const length = Array.isArray(value) ? value.length : 0;
    const index = typeof step === 'string' ? (/^\d{1,6}$/.test(step) ? Number(step) : undefined) : step;
    if (index === undefined || index > length) return undefined;
    return index === APPEND ? length : index;
  }
  return typeof step === 'string' ? match(node, step) : undefined;
}

function isListLeaf(type: string): boolean {
  return type === 'lines' || type === 'choices';
}

function namesOf(node: PlainNode): string[] {
  return node.type === 'object' ? node.fields.map((field) => String(field.key)) : [];
}

function exactName(node: PlainNode, name: string): string | undefined {
  return namesOf(node).includes(name) ? name : undefined;
}

/** The only name that equals it in letters and digits. */
function likeName(node: PlainNode, name: string): string | undefined {
  const wanted = bare(name);
  const alike = namesOf(node).filter((known) => bare(known) === wanted);
  return wanted !== '' && alike.length === 1 ? alike[0] : undefined;
}

/** A name of the person's own, where the schema takes such. What looks like a slip is asked about even there. */
function freeName(node: PlainNode, name: string): string | undefined {
  if (node.type === 'leaf') return node.leaf.kind.type === 'json' ? name : undefined;
  if (node.type !== 'object' || !node.entries.offered) return undefined;
  return nearestNames(name, namesOf(node)).length === 0 ? name : undefined;
}
