import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { actions, button, context, plainText } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';
import type { Gathered } from '../context/gather-context.ts';
import type { RunField, RunStart } from './run-field.ts';
import { EVERYDAY_FIELDS, MORE_FIELDS, TIE_FIELDS, TITLE_FIELD } from './run-fields.ts';

/** Where a Warp form's run will be told of, and what the form started from. */
export interface WarpDraft {
  readonly channelId: string;
  readonly teamId: string;
  /** A thread that the run belongs to; otherwise it opens its own. */
  readonly rootTs?: string;
  readonly start: RunStart;
  /** What goes along with the prompt, for a form that is about a message. */
  readonly gathered?: Gathered;
}

export const WARP_FORM = 'warp_form';
export const PROMPT_INPUT = 'warp_prompt';
export const FILES_INPUT = 'warp_files';
export const MORE_ACTION = 'warp_more';

/** Warp takes no more with a prompt. */
export const MAX_FILES = 5;

/** Below the prompt, in this order; `MORE_RUN_FIELDS` only when asked for. */
export const SHOWN_RUN_FIELDS: readonly RunField[] = withTitle();
export const MORE_RUN_FIELDS: readonly RunField[] = [...MORE_FIELDS, ...TIE_FIELDS];

function withTitle(): RunField[] {
  const [agent, model, environment, ...rest] = EVERYDAY_FIELDS;
  return [agent, model, environment, TITLE_FIELD, ...rest].filter((field) => field !== undefined);
}

/** The form for a new run. Lists are searched live, so that nothing need be loaded to open it. */
export function warpView(draftId: string, draft: WarpDraft, showsMore = false): ModalView {
  const { start } = draft;
  const blocks: KnownBlock[] = [
    ...(draft.gathered === undefined ? [] : [aboutNote(draft.gathered)]),
    promptInput(start),
    ...SHOWN_RUN_FIELDS.map((field) => newRunField(field, start)),
    filesInput(start),
    ...(showsMore ? MORE_RUN_FIELDS.map((field) => newRunField(field, start)) : [moreButton(start)]),
  ];
  return {
    type: 'modal',
    callback_id: WARP_FORM,
    private_metadata: draftId,
    title: plainText('Start a Warp agent'),
    submit: plainText('Start'),
    close: plainText('Cancel'),
    blocks: start.conversationId === undefined ? blocks : [followUpNote(), ...blocks],
  };
}

/** An input of a field; a suffix makes it another input to Slack, which then forgets what was typed. */
export function fieldBlock(
  field: RunField,
  start: RunStart,
  { suffix = '', isUndecided = false }: { readonly suffix?: string; readonly isUndecided?: boolean } = {},
): InputBlock {
  return { ...field.block(start, isUndecided), block_id: `${field.id}${suffix}` };
}

/**
 * An input of what is made anew. Where leaving it to Warp is one of the answers, that one is given to begin with: then
 * there is always an answer, and Slack need not call it optional.
 */
export function newRunField(field: RunField, start: RunStart): InputBlock {
  const isUndecided = field.keys.every((key) => start[key] === undefined);
  const block = fieldBlock(field, start, { isUndecided });
  const { element } = block;
  const isAnswered = element.type === 'radio_buttons' && element.initial_option !== undefined;
  return isAnswered ? { ...block, optional: false } : block;
}

function promptInput({ prompt }: RunStart): InputBlock {
  return {
    type: 'input',
    block_id: PROMPT_INPUT,
    optional: true,
    label: plainText('What should the agent do?'),
    hint: plainText('May stay empty where an agent brings its own prompt.'),
    element: {
      type: 'plain_text_input',
      action_id: PROMPT_INPUT,
      multiline: true,
      max_length: SLACK_LIMITS.plainTextInput.maxLength,
      placeholder: plainText('Fix the flaky login test'),
      ...(prompt !== undefined &&
        prompt !== '' && { initial_value: prompt.slice(0, SLACK_LIMITS.plainTextInput.maxLength) }),
    },
  };
}

function filesInput({ attachments = [] }: RunStart): InputBlock {
  const before = attachments.map(({ name }) => name).join(', ');
  return {
    type: 'input',
    block_id: FILES_INPUT,
    optional: true,
    label: plainText('Files'),
    hint: plainText(before === '' ? 'Up to five go along.' : `New files take the place of ${before}.`),
    element: { type: 'file_input', action_id: FILES_INPUT, max_files: MAX_FILES },
  };
}

function moreButton(start: RunStart): KnownBlock {
  const set = MORE_RUN_FIELDS.filter(
    (field) =>
      'initial_value' in field.block(start).element || 'initial_option' in field.block(start).element,
  );
  const label = set.length === 0 ? 'More options' : `More options (${set.length} set)`;
  return actions([button(label, { actionId: MORE_ACTION })]);
}

const MAX_QUOTE_CHARS = 600;

function aboutNote({ about = '', context: whole, attachments }: Gathered): KnownBlock {
  const earlier = (whole?.messages ?? 1) - 1;
  return context([
    `About ${escapeWithin(about, MAX_QUOTE_CHARS, escapeMrkdwn)}`,
    earlier > 0 ? `with ${earlier} earlier ${earlier === 1 ? 'message' : 'messages'}` : undefined,
    attachments.length > 0
      ? `${attachments.length} ${attachments.length === 1 ? 'file' : 'files'}`
      : undefined,
  ]);
}

function followUpNote(): KnownBlock {
  return context(['This goes on with an earlier conversation: the agent knows all of it.']);
}
