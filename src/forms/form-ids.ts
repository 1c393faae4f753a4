import { createHash } from 'node:crypto';

/** `action_id`s of the form's inputs (searchable ones ask for options under theirs), buttons and menus. */
export const FORM_ACTION = /^form-(?:value|do:[a-z]+):[0-9a-f]{12}:\d+$/;

const BLOCK_ID = /^form:([0-9a-f]{12}):(\d+)$/;
const ACTION_ID = /^form-(?:value|do:([a-z]+)):([0-9a-f]{12}):(\d+)$/;

/** What a block is at its path: the value's own input, the choice of a union's branch, an entry's name. */
export type PartRole = 'value' | 'branch' | 'key' | 'json' | 'file' | 'row' | 'list' | 'door' | 'page';

/** A short name for a part of the form that no odd property can break, the same at every call. */
export function partHash(pointer: string, role: PartRole): string {
  return createHash('sha256').update(`${role} ${pointer}`).digest('hex').slice(0, 12);
}

/** The option of the menu that leads to JSON, for a pointer within the place; empty for all of it. */
export function jsonOptionOf(pointer: string): string {
  return partHash(pointer, 'json');
}

export function inputBlockId(hash: string, revision: number): string {
  return `form:${hash}:${revision}`;
}

/** The block of a picker that fills a text. */
export function pickBlockId(hash: string, revision: number): string {
  return `form-pick:${hash}:${revision}`;
}

export function inputActionId(hash: string, revision: number): string {
  return `form-value:${hash}:${revision}`;
}

export function buttonId(verb: string, hash: string, revision: number): string {
  return `form-do:${verb}:${hash}:${revision}`;
}

export interface ParsedId {
  /** Empty for inputs. */
  readonly verb: string;
  readonly hash: string;
  readonly revision: number;
}

export function parseActionId(actionId: string): ParsedId | undefined {
  const match = ACTION_ID.exec(actionId);
  if (match === null) return undefined;
  return { verb: match[1] ?? '', hash: match[2] ?? '', revision: Number(match[3]) };
}

/** The revision that an input block was made for; undefined for blocks that are not the form's. */
export function revisionOfBlock(blockId: string): number | undefined {
  const match = BLOCK_ID.exec(blockId);
  return match === null ? undefined : Number(match[2]);
}
