import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { context, plainText, section } from '../../block-kit/build.ts';
import { escapeMrkdwn } from '../../block-kit/escape.ts';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';
import { truncate } from '../../block-kit/truncate.ts';
import type { FormView } from '../../forms/form-view.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';
import { optionValue } from '../options/option-value.ts';
import type { WarmlyDraft } from './warmly-draft.ts';

export const WARMLY_FORM = 'warmly_form';
export const TOOL_BLOCK = 'warmly_tool';
export const TOOL_ACTION = 'warmly_tool';
export const REASON_BLOCK = 'warmly_reason';
export const REASON_ACTION = 'warmly_reason';

/** Shown at once while the list of tools is on its way: a trigger lives for three seconds only. */
export function loadingView(draftId: string): ModalView {
  return modal(draftId, [section(':hourglass_flowing_sand: Loading your Warmly tools …')]);
}

/** A modal that has come to nothing says why. */
export function problemView(draftId: string, sentence: string): ModalView {
  return modal(draftId, [section(`:warning: ${escapeMrkdwn(sentence)}`)]);
}

/** The tool list, and below it the chosen tool's form; on later pages only the form. */
export function warmlyView(
  draftId: string,
  { chosen, reason, schedule }: WarmlyDraft,
  form: FormView | undefined,
): ModalView {
  const tool = chosen?.tool;
  if (tool === undefined || form === undefined) {
    return { ...modal(draftId, [toolInput(undefined)]), submit: plainText('Next') };
  }
  const blocks: KnownBlock[] = [
    ...(schedule === undefined ? [] : [context([`🗓️ To run ${escapeMrkdwn(schedule.rhythm.words)}`])]),
    ...(form.isFirstPage ? [toolInput(tool)] : []),
    ...(form.isFirstPage && tool.description !== '' ? [section(escapeMrkdwn(tool.description))] : []),
    ...form.blocks,
    ...(form.isLastPage ? [reasonInput(reason)] : []),
  ];
  const submit = schedule !== undefined && form.isLastPage ? 'Next' : form.submit;
  return { ...modal(draftId, blocks), submit: plainText(submit) };
}

export function toolOption(tool: WarmlyTool): PlainTextOption {
  const { textChars, descriptionChars } = SLACK_LIMITS.option;
  return {
    text: plainText(truncate(tool.name, textChars)),
    value: optionValue(tool.name),
    ...(tool.description !== '' && { description: plainText(truncate(tool.description, descriptionChars)) }),
  };
}

function toolInput(tool: WarmlyTool | undefined): KnownBlock {
  return {
    type: 'input',
    block_id: TOOL_BLOCK,
    dispatch_action: true,
    label: plainText('Tool'),
    element: {
      type: 'external_select',
      action_id: TOOL_ACTION,
      min_query_length: 0,
      placeholder: plainText('Search the tools of your organization'),
      ...(tool !== undefined && { initial_option: toolOption(tool) }),
    },
  };
}

function reasonInput(reason: string | undefined): KnownBlock {
  return {
    type: 'input',
    block_id: REASON_BLOCK,
    optional: true,
    label: plainText('Reason'),
    hint: plainText('Why you run this. Warmly keeps it for the audit.'),
    element: {
      type: 'plain_text_input',
      action_id: REASON_ACTION,
      ...(reason !== undefined && reason !== '' && { initial_value: reason }),
    },
  };
}

function modal(draftId: string, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: WARMLY_FORM,
    private_metadata: draftId,
    title: plainText('Run a Warmly tool'),
    close: plainText('Cancel'),
    blocks,
  };
}
