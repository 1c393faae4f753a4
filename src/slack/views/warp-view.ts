import type { InputBlock, ModalView } from '@slack/types';
import { plainText } from '../../block-kit/build.ts';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';
import { chosenOption } from '../options/option-value.ts';

/** Where a Warp form's run will be told of. */
export interface WarpDraft {
  readonly channelId: string;
  readonly teamId: string;
}

export const WARP_FORM = 'warp_form';

/** The form's inputs: `block_id` and `action_id` are the same word. */
export const WARP_INPUT = {
  prompt: 'warp_prompt',
  agent: 'warp_agent',
  model: 'warp_model',
  environment: 'warp_environment',
  title: 'warp_title',
  owner: 'warp_owner',
} as const;

/** What the form starts from. */
export interface WarpPrefill {
  readonly skill?: NamedChoice;
  readonly model?: NamedChoice;
  readonly environment?: NamedChoice;
}

/** Something of a list: its id, and what people call it. */
export interface NamedChoice {
  readonly id: string;
  readonly name: string;
}

/** The form for a new run. Lists are searched live, so that nothing need be loaded to open it. */
export function warpView(draftId: string, prefill: WarpPrefill = {}): ModalView {
  return {
    type: 'modal',
    callback_id: WARP_FORM,
    private_metadata: draftId,
    title: plainText('Start a Warp agent'),
    submit: plainText('Start'),
    close: plainText('Cancel'),
    blocks: [
      {
        ...input(WARP_INPUT.prompt, 'What should the agent do?', {
          type: 'plain_text_input',
          action_id: WARP_INPUT.prompt,
          multiline: true,
          max_length: SLACK_LIMITS.plainTextInput.maxLength,
          placeholder: plainText('Fix the flaky login test'),
        }),
        optional: true,
        hint: plainText('May stay empty where an agent brings its own prompt.'),
      },
      search(WARP_INPUT.agent, 'Agent', 'A skill from your repositories', prefill.skill),
      search(WARP_INPUT.model, 'Model', 'Your team’s default', prefill.model),
      search(WARP_INPUT.environment, 'Environment', 'None', prefill.environment),
      {
        ...input(WARP_INPUT.title, 'Title', {
          type: 'plain_text_input',
          action_id: WARP_INPUT.title,
          placeholder: plainText('Made from the prompt'),
        }),
        optional: true,
      },
      {
        ...input(WARP_INPUT.owner, 'Who owns the run?', {
          type: 'radio_buttons',
          action_id: WARP_INPUT.owner,
          options: [
            { text: plainText('My team'), value: 'team' },
            { text: plainText('Just me'), value: 'personal' },
          ],
        }),
        optional: true,
        hint: plainText('Warp decides when nothing is chosen.'),
      },
    ],
  };
}

function search(id: string, label: string, placeholder: string, chosen: NamedChoice | undefined): InputBlock {
  return {
    ...input(id, label, {
      type: 'external_select',
      action_id: id,
      min_query_length: 0,
      placeholder: plainText(placeholder),
      ...(chosen && { initial_option: chosenOption(chosen.id, chosen.name) }),
    }),
    optional: true,
  };
}

function input(id: string, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: id, label: plainText(label), element };
}
