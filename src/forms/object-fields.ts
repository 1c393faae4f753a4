import type { FormNode, ObjectNode } from './form-node.ts';
import type { PartContext } from './form-parts.ts';
import type { Place } from './form-session.ts';
import { isAtOrBelow, valueAt } from './json-path.ts';
import { resolveNode, type Walk } from './resolve-node.ts';

/** An object's fields in the order of the form, and how many more there are. */
interface OrderedFields {
  readonly shown: readonly FormNode[];
  /** Optional ones that are not shown before they are asked for. */
  readonly folded: number;
}

/** So many fields are shown at once whatever they are; optional ones beyond are folded. */
const COMFORTABLE_FIELDS = 5;
/** Fewer than this are not worth a button. */
const MIN_FOLDED = 3;

/**
 * Required fields first, deprecated ones last. What has only one value needs no field, nor what the tool writes itself,
 * unless it demands it.
 */
export function orderedFields(
  walk: Walk,
  node: ObjectNode,
  context: PartContext,
  place: Pick<Place, 'showsMore'>,
): OrderedFields {
  const children = tellLabelsApart(
    node.fields.map((source) => resolveNode(walk, source, [...node.path, source.key])),
  );
  const asked = children.filter(
    (child) => (child.shape.readOnly !== true || child.required) && !isConstant(child),
  );
  const required = asked.filter((child) => child.required);
  const optional = asked.filter((child) => !child.required);
  const ordered = [
    ...required,
    ...optional.filter((child) => !child.deprecated),
    ...optional.filter((child) => child.deprecated),
  ];
  if (place.showsMore) return { shown: ordered, folded: 0 };
  const always = new Set(ordered.filter((child) => child.required || isInUse(child, context)));
  const free = ordered.filter((child) => !always.has(child));
  const room = Math.max(0, COMFORTABLE_FIELDS - always.size);
  if (free.length - room < MIN_FOLDED) return { shown: ordered, folded: 0 };
  const chosen = new Set([...always, ...free.slice(0, room)]);
  return { shown: ordered.filter((child) => chosen.has(child)), folded: free.length - room };
}

function isConstant(node: FormNode): boolean {
  return node.type === 'leaf' && node.required && node.leaf.kind.type === 'constant';
}

/** It has a value, or something is to be said about it. */
function isInUse({ path, pointer }: FormNode, { value, branches, typed, notes }: PartContext): boolean {
  if (valueAt(value, path) !== undefined || Object.hasOwn(branches, pointer)) return true;
  return [...Object.keys(typed), ...Object.keys(notes)].some((key) => isAtOrBelow(key, pointer));
}

function tellLabelsApart(nodes: readonly FormNode[]): FormNode[] {
  const counts = new Map<string, number>();
  for (const { label } of nodes) counts.set(label, (counts.get(label) ?? 0) + 1);
  return nodes.map((node) => {
    const name = String(node.path.at(-1));
    if ((counts.get(node.label) ?? 0) < 2 || name === node.label) return node;
    return withLabel(node, `${node.label} (${name})`);
  });
}

function withLabel(node: FormNode, label: string): FormNode {
  return node.type === 'leaf' ? { ...node, label, leaf: { ...node.leaf, label } } : { ...node, label };
}
