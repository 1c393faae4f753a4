import type { InputBlock } from '@slack/types';
import { plainText } from '../../block-kit/build.ts';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';
import { chosenOption } from '../options/option-value.ts';

/** An input whose place in the view is given later. */
export type UnplacedInput = Omit<InputBlock, 'block_id'>;

export interface TextOptions {
  readonly hint?: string;
  readonly placeholder?: string;
  readonly multiline?: boolean;
}

/** A text that may be left empty. */
export function text(
  id: string,
  label: string,
  value: string | undefined,
  options: TextOptions,
): UnplacedInput {
  const { hint, placeholder, multiline } = options;
  return {
    type: 'input',
    optional: true,
    label: plainText(label),
    ...(hint !== undefined && { hint: plainText(hint) }),
    element: {
      type: 'plain_text_input',
      action_id: id,
      max_length: SLACK_LIMITS.plainTextInput.maxLength,
      ...(multiline === true && { multiline }),
      ...(placeholder !== undefined && { placeholder: plainText(placeholder) }),
      ...(value !== undefined && { initial_value: value.slice(0, SLACK_LIMITS.plainTextInput.maxLength) }),
    },
  };
}

/** A search in a list, starting from what was chosen before. */
export function search(
  id: string,
  label: string,
  placeholder: string,
  chosenId: string | undefined,
  name: string | undefined,
): UnplacedInput {
  return {
    type: 'input',
    optional: true,
    label: plainText(label),
    element: {
      type: 'external_select',
      action_id: id,
      min_query_length: 0,
      placeholder: plainText(placeholder),
      ...(chosenId !== undefined && { initial_option: chosenOption(chosenId, name ?? chosenId) }),
    },
  };
}
