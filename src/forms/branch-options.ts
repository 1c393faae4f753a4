import type { InputBlock, PlainTextOption } from '@slack/types';
import { SLACK_LIMITS } from '../block-kit/limits.ts';
import { plainText, UNSET_ID } from './choice-options.ts';
import type { UnionNode } from './form-node.ts';
import { NULL_ID } from './prefill-field.ts';
import { fitText } from './text-fit.ts';

const { textChars } = SLACK_LIMITS.option;
/** Above this a row of radio buttons is harder to read than a menu. */
const MAX_RADIO_BRANCHES = 5;

/** The branches of a union as options; then null and "Not set" where they are allowed. */
export function branchOptions(node: UnionNode): PlainTextOption[] {
  const options = node.branches.map(({ label }, index) => option(label, String(index)));
  if (node.nullable) options.push(option('Nothing (null)', NULL_ID));
  if (!node.required) options.push(option('Not set', UNSET_ID));
  return options;
}

export function chosenBranchOption(
  node: UnionNode,
  options: readonly PlainTextOption[],
  isNull: boolean,
): PlainTextOption | undefined {
  const id = node.chosen === undefined ? (isNull && node.nullable ? NULL_ID : UNSET_ID) : String(node.chosen);
  return options.find((entry) => entry.value === id);
}

function option(label: string, value: string): PlainTextOption {
  return { text: plainText(fitText(label, textChars)), value };
}

/** Radio buttons for a few branches, a menu for more, and a search where a menu has no room for them. */
export function branchElement(
  options: PlainTextOption[],
  shared: { readonly action_id: string; readonly initial_option?: PlainTextOption },
): InputBlock['element'] {
  const placeholder = plainText('Choose one');
  if (options.length <= MAX_RADIO_BRANCHES) return { type: 'radio_buttons', options, ...shared };
  if (options.length > SLACK_LIMITS.select.maxOptions)
    return { type: 'external_select', min_query_length: 0, placeholder, ...shared };
  return { type: 'static_select', options, placeholder, ...shared };
}
