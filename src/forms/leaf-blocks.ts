import type { InputBlock, KnownBlock } from '@slack/types';
import { plainText } from './choice-options.ts';
import { fieldElement } from './field-element.ts';
import { instantText, isCalendarDate, pickerSeconds } from './instant.ts';
import type { FieldKind, Leaf } from './leaf.ts';
import type { Prefill } from './prefill-field.ts';
import type { FormStateValue } from './read-field.ts';

/** Where a leaf stands in a view. */
export interface LeafIds {
  readonly blockId: string;
  readonly actionId: string;
  /** The picker that fills a text: its action's value comes from `pickedText`. Without it none is shown. */
  readonly pick?: { readonly blockId: string; readonly actionId: string };
  /** What is said under the input, at most 1,750 characters: `leafText` or the part of it that has room. */
  readonly hint: string;
}

/**
 * The blocks of a leaf: its input, and a picker where the text may be a date. A `constant` needs none; it is shown as
 * text here only so that nothing breaks.
 */
export function leafBlocks(leaf: Leaf, prefill: Prefill, ids: LeafIds): KnownBlock[] {
  const hint = `${ids.hint} ${heldNote(leaf, prefill)}`.trim();
  const input: InputBlock = {
    type: 'input',
    block_id: ids.blockId,
    label: plainText(leaf.label),
    element: fieldElement(leaf, prefill, ids.actionId),
    optional: mayStandEmpty(leaf, prefill),
    ...(hint === '' ? {} : { hint: plainText(hint) }),
  };
  const pick = ids.pick === undefined ? undefined : pickBlock(leaf, prefill, ids.pick);
  return pick === undefined ? [input] : [input, pick];
}

/** What a picker beside a text writes into it; undefined when it was emptied. */
export function pickedText(
  leaf: Leaf,
  state: FormStateValue,
  timeZone: string | undefined,
): string | undefined {
  if (leaf.kind.type !== 'date-text') return undefined;
  if (leaf.kind.picks === 'date') return state.selected_date ?? undefined;
  const seconds = state.selected_date_time;
  if (seconds === undefined || seconds === null) return undefined;
  const text = instantText(seconds, timeZone);
  return leaf.kind.picks === 'wall-clock' ? text.slice(0, 19) : text;
}

/** Slack refuses an empty required input, so it may only be one where empty is no possible value. */
export function mayStandEmpty(leaf: Leaf, prefill: Prefill): boolean {
  if (!leaf.required || leaf.nullable || prefill.kept) return true;
  const { kind } = leaf;
  if (kind.type === 'constant') return true;
  if (kind.type === 'text' || kind.type === 'date-text' || kind.type === 'mixed')
    return isBlank(prefill.held);
  return (kind.type === 'lines' || kind.type === 'choices') && kind.minItems === 0;
}

/** Blanks count as nothing for Slack, but they are a value. */
function isBlank(held: unknown): boolean {
  return typeof held === 'string' && held.trim() === '';
}

function heldNote(leaf: Leaf, prefill: Prefill): string {
  if (prefill.kept) {
    return leaf.kind.type === 'file'
      ? 'It holds a file: leave this empty to keep it.'
      : 'It holds a value that cannot be shown here: leave this empty to keep it.';
  }
  if (prefill.held !== null || leaf.required || leaf.offersNull || leaf.kind.type === 'json') return '';
  return leaf.kind.type === 'choice' ? '' : 'It is null: leave this empty to keep that.';
}

function pickBlock(
  leaf: Leaf,
  prefill: Prefill,
  ids: { readonly blockId: string; readonly actionId: string },
): KnownBlock | undefined {
  if (leaf.kind.type !== 'date-text') return undefined;
  const held = typeof prefill.held === 'string' ? prefill.held : '';
  return {
    type: 'actions',
    block_id: ids.blockId,
    elements: [picker(leaf.kind, held, ids.actionId)],
  };
}

function picker(kind: FieldKind & { type: 'date-text' }, held: string, actionId: string) {
  if (kind.picks === 'date') {
    return {
      type: 'datepicker' as const,
      action_id: actionId,
      placeholder: plainText('Pick a date'),
      ...(isCalendarDate(held) ? { initial_date: held } : {}),
    };
  }
  const seconds = pickerSeconds(held);
  return {
    type: 'datetimepicker' as const,
    action_id: actionId,
    ...(seconds === undefined ? {} : { initial_date_time: seconds }),
  };
}
