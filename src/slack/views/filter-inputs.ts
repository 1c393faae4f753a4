import type { InputBlock, PlainTextOption } from '@slack/types';
import { plainText } from '../../block-kit/build.ts';

/** Inputs of a list's filters: each may stay empty, and its `block_id` and `action_id` are the same word. */

export function filterInput(id: string, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: id, optional: true, label: plainText(label), element };
}

export function filterSelect(
  id: string,
  label: string,
  options: PlainTextOption[],
  value: string | undefined,
  placeholder = 'Any',
): InputBlock {
  const initial = options.find((option) => option.value === value);
  return filterInput(id, label, {
    type: 'static_select',
    action_id: id,
    options,
    placeholder: plainText(placeholder),
    ...(initial && { initial_option: initial }),
  });
}

export function filterInstant(id: string, label: string, atMs: number | undefined): InputBlock {
  return filterInput(id, label, {
    type: 'datetimepicker',
    action_id: id,
    ...(atMs !== undefined && { initial_date_time: Math.floor(atMs / 1_000) }),
  });
}

/** The instant that was chosen, in milliseconds. */
export function chosenInstantMs(
  state: { readonly selected_date_time?: number | null | undefined } | undefined,
): number | undefined {
  const seconds = state?.selected_date_time;
  return seconds === null || seconds === undefined ? undefined : seconds * 1_000;
}
