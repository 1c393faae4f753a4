import type { FormNode, LeafNode, ListNode, ObjectNode, UnionNode } from './form-node.ts';
import type { FormSession } from './form-session.ts';
import type { Path } from './json-path.ts';
import type { Leaf } from './leaf.ts';
import type { Prefill } from './prefill-field.ts';

/** What a view is made of: each part is a block with its texts. */
export type Part =
  | {
      readonly type: 'input';
      readonly node: LeafNode;
      readonly prefill: Prefill;
      /** A change is told at once, because other fields depend on it. */
      readonly live: boolean;
      /** What is there but cannot be held by this input: it goes away with the next reading. */
      readonly unusable?: unknown;
    }
  /** The choice of a union's branch. */
  | { readonly type: 'branch'; readonly node: UnionNode; readonly isNull: boolean }
  /** The name of an entry of a map. */
  | {
      readonly type: 'key';
      readonly path: Path;
      readonly pointer: string;
      readonly leaf: Leaf;
      readonly prefill: Prefill;
    }
  /** A piece of a value as JSON text. */
  | {
      readonly type: 'json';
      readonly pointer: string;
      readonly index: number;
      readonly total: number;
      readonly text: string;
      readonly label: string;
    }
  /** An upload that takes the place of a value. */
  | { readonly type: 'upload'; readonly pointer: string; readonly chars: number }
  /** The title of fields that stand in the same view. */
  | { readonly type: 'heading'; readonly node: FormNode }
  /** A sub-form's title, summary and way in. */
  | { readonly type: 'door'; readonly node: FormNode; readonly value: unknown }
  /** The title of a list or of a map's entries, with the way to add some. */
  | {
      readonly type: 'list';
      readonly node: ListNode | ObjectNode;
      readonly count: number;
      readonly canAdd: boolean;
    }
  /** One entry of a list or a map. */
  | {
      readonly type: 'row';
      readonly path: Path;
      readonly pointer: string;
      readonly title: string;
      readonly value: unknown;
      readonly canMoveUp: boolean;
      readonly canMoveDown: boolean;
    }
  /** The way to the entries that have no row here. */
  | { readonly type: 'rest'; readonly node: ListNode | ObjectNode; readonly count: number };

/** Parts that stay together on a page. */
export type Unit = readonly Part[];

export function pointerOfPart(part: Part): string {
  return 'node' in part ? part.node.pointer : part.pointer;
}

/** What tells whether two views of the place at this pointer hold the same parts, whatever the place is called. */
export function partIdentity(part: Part, place: string): string {
  const required = 'node' in part && part.node.required;
  const detail = part.type === 'branch' ? part.node.chosen : part.type === 'list' ? part.count : '';
  return `${part.type} ${pointerOfPart(part).slice(place.length)} ${required} ${detail}`;
}

/** Everything of a session that decides what is shown, for the functions that build parts. */
export type PartContext = Pick<FormSession, 'value' | 'branches' | 'typed' | 'notes'>;
