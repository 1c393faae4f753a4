import { activeSchema } from './active-schema.ts';
import type { FormModel } from './form-model.ts';
import type { Entries, FormNode, ListNode, ObjectNode, Source, UnionNode } from './form-node.ts';
import type { BranchChoice } from './form-session.ts';
import { type Path, pointerOf, valueAt } from './json-path.ts';
import { getOwn, isJsonObject } from './json-value.ts';
import { humanizeName } from './labels.ts';
import { entriesOf } from './object-entries.ts';
import { typesOf } from './schema-shape.ts';
import { branchesOf, chosenBranch } from './union-branches.ts';

/** What decides, beside the schema, which fields there are. */
export interface Walk {
  readonly model: FormModel;
  readonly value: unknown;
  readonly branches: Readonly<Record<string, BranchChoice>>;
}

/** What a schema asks for at a path, given what was filled in so far. */
export function resolveNode(walk: Walk, source: Source, path: Path): FormNode {
  return resolveWith(walk, source, path, valueAt(walk.value, path));
}

/** The node at a path; undefined where the schema knows none. */
export function nodeAt(walk: Walk, path: Path): FormNode | undefined {
  let node = resolveNode(walk, { schema: walk.model.root, key: '', required: true, label: 'Input' }, []);
  for (const [index, key] of path.entries()) {
    const source = childSource(node, key);
    if (source === undefined) return undefined;
    node = resolveNode(walk, source, path.slice(0, index + 1));
  }
  return node;
}

/** What a node says of its child under a key. */
export function childSource(node: FormNode, key: string | number): Source | undefined {
  switch (node.type) {
    case 'leaf':
      return undefined;
    case 'union':
      return node.node === undefined ? undefined : childSource(node.node, key);
    case 'object':
      return node.fields.find((field) => field.key === key) ?? entrySource(node, key);
    case 'list':
      if (typeof key !== 'number') return undefined;
      return node.fixed[key] ?? itemSource(node, key);
  }
}

function entrySource(node: ObjectNode, key: string | number): Source | undefined {
  if (typeof key !== 'string') return undefined;
  return { schema: node.entries.schemaOf(key), key, required: true, label: key === '' ? 'New entry' : key };
}

function itemSource(node: ListNode, index: number): Source | undefined {
  if (node.item === undefined) return undefined;
  return { schema: node.item, key: index, required: true, label: `${singular(node.label)} ${index + 1}` };
}

/** The node that is filled in: a union's chosen branch; undefined where none is chosen. */
export function filledNode(node: FormNode): Exclude<FormNode, UnionNode> | undefined {
  if (node.type !== 'union') return node;
  return node.node === undefined ? undefined : filledNode(node.node);
}

function resolveWith(walk: Walk, source: Source, path: Path, value: unknown): FormNode {
  const { model } = walk;
  const name = String(source.key);
  const { schema: shape, nullable } = model.shapeOf(source.schema);
  const leaf = model.leafOf(source.schema, name, source.required);
  const title = typeof shape.title === 'string' ? shape.title.trim() : '';
  const label = title !== '' ? title : (source.label ?? humanizeName(name));
  const base = {
    path,
    pointer: pointerOf(path),
    label,
    description: leaf.description,
    required: source.required,
    nullable,
    deprecated: leaf.deprecated,
    shape,
  };
  if (leaf.kind.type !== 'json') return { ...base, type: 'leaf', leaf: { ...leaf, label } };
  const branches = branchesOf(model, shape);
  if (branches !== undefined) return unionNode(walk, { ...base, type: 'union', branches }, source, value);
  const types = typesOf(shape, model.root);
  if (types.size === 1 && types.has('object')) return objectNode(model, base, value);
  if (types.size === 1 && types.has('array')) return listNode(model, base);
  return { ...base, type: 'leaf', leaf: { ...leaf, label } };
}

function unionNode(
  walk: Walk,
  union: Omit<UnionNode, 'chosen' | 'node'>,
  source: Source,
  value: unknown,
): UnionNode {
  const choice = Object.hasOwn(walk.branches, union.pointer) ? walk.branches[union.pointer] : undefined;
  const chosen =
    choice === undefined ? chosenBranch(walk.model, union.branches, value) : (choice.chosen ?? undefined);
  const branch = chosen === undefined ? undefined : union.branches[chosen];
  if (branch === undefined) return { ...union, chosen: undefined, node: undefined };
  // A branch that is a union itself would be asked about under the same pointer: it is chosen by its value.
  const { [union.pointer]: _own, ...branches } = walk.branches;
  const node = resolveWith(
    { ...walk, branches },
    { schema: branch.schema, key: source.key, required: true, label: union.label },
    union.path,
    value,
  );
  return { ...union, chosen, node };
}

type Base = Omit<ObjectNode, 'type' | 'fields' | 'entries' | 'watched'>;

function objectNode(model: FormModel, base: Base, value: unknown): ObjectNode {
  const tools = { shapeOf: (schema: unknown) => model.shapeOf(schema).schema, accepts: model.accepts };
  const { schema, watched } = activeSchema(tools, base.shape, value);
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const named = Object.keys(properties).filter((key) => getOwn(properties, key) !== false);
  const unnamed = [...required].filter(
    (key): key is string => typeof key === 'string' && !Object.hasOwn(properties, key),
  );
  const entries: Entries = entriesOf(model, schema);
  const fields = [
    ...named.map((key) => ({ schema: getOwn(properties, key), key, required: required.has(key) })),
    ...unnamed.map((key) => ({ schema: entries.schemaOf(key), key, required: true })),
  ];
  return { ...base, type: 'object', shape: schema, fields, entries, watched };
}

function listNode(model: FormModel, base: Base): ListNode {
  const { shape } = base;
  const { prefixItems, items, additionalItems, minItems, maxItems } = shape;
  const fixed = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : [];
  const rest = Array.isArray(items) ? additionalItems : items;
  const least = typeof minItems === 'number' ? minItems : 0;
  const most = typeof maxItems === 'number' ? maxItems : Number.POSITIVE_INFINITY;
  const closed = rest === false || shape.unevaluatedItems === false || most <= fixed.length;
  return {
    ...base,
    type: 'list',
    fixed: fixed.map((schema, index) => ({
      schema,
      key: index,
      required: index < least,
      label: `Part ${index + 1}`,
    })),
    item: closed && (rest === false || fixed.length > 0) ? undefined : (rest ?? {}),
    maxItems: most,
  };
}

function singular(label: string): string {
  return /[^s]s$/.test(label) && !/(us|is)$/.test(label) ? label.slice(0, -1) : label;
}
