import type { Path } from './json-path.ts';
import type { JsonObject } from './json-value.ts';
import type { Leaf } from './leaf.ts';

/** A place in the schema that a value may fill: what a container says of one of its children. */
export interface Source {
  readonly schema: unknown;
  /** Its name or position in the container; empty for the input itself. */
  readonly key: string | number;
  readonly required: boolean;
  /** What it is called where its schema has no title; made from the key without one. */
  readonly label?: string;
}

interface NodeBase {
  readonly path: Path;
  readonly pointer: string;
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly deprecated: boolean;
  /** The schema with references, `allOf` and the conditions that hold for the present value taken in. */
  readonly shape: JsonObject;
}

/** One value with an input of its own. */
export interface LeafNode extends NodeBase {
  readonly type: 'leaf';
  readonly leaf: Leaf;
}

/** Named properties, and entries under names that the person gives. */
export interface ObjectNode extends NodeBase {
  readonly type: 'object';
  readonly fields: readonly Source[];
  readonly entries: Entries;
  /** Which properties exist depends on the values of these. */
  readonly watched: ReadonlySet<string>;
}

/** What may stand in an object beside its named properties. */
export interface Entries {
  /** Whether the form offers to add some. Those that are there are always shown. */
  readonly offered: boolean;
  /** The schema of their names. */
  readonly names: JsonObject;
  /** The schema of what stands under a name; of a new one under the empty name. */
  readonly schemaOf: (key: string) => unknown;
}

/** Positions of their own kind, and then entries of one kind. */
export interface ListNode extends NodeBase {
  readonly type: 'list';
  readonly fixed: readonly Source[];
  /** The schema of the further entries; undefined where there can be none. */
  readonly item: unknown;
  readonly maxItems: number;
}

/** One of several schemas, which the person chooses. */
export interface UnionNode extends NodeBase {
  readonly type: 'union';
  readonly branches: readonly UnionBranch[];
  /** Index of the branch that is filled in; undefined before one was chosen. */
  readonly chosen: number | undefined;
  /** The chosen branch at the same path. */
  readonly node: FormNode | undefined;
}

export interface UnionBranch {
  readonly label: string;
  readonly description: string;
  readonly schema: unknown;
}

export type FormNode = LeafNode | ObjectNode | ListNode | UnionNode;
