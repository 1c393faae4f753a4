import type { KnownBlock, ModalView } from '@slack/types';
import { actions, button, context, plainText, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import { describeSchema } from '../../forms/describe-schema.ts';
import type { Form } from '../../forms/form.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';
import { optionValue } from '../options/option-value.ts';
import { outside } from './execution-words.ts';

export const TOOLS_VIEW = 'warmly_tools';
export const TOOLS_NEXT_ACTION = 'warmly_tools_next';
export const TOOLS_BACK_ACTION = 'warmly_tools_back';
export const TOOLS_STAR_ACTION = 'warmly_tools_star';
export const TOOLS_FORM_ACTION = 'warmly_tools_form';

export const TOOLS_SHOWN = 8;
const INPUTS_SHOWN = 12;
const MAX_INPUT_CHARS = 1_600;

/** Somebody looking through the tools: kept in a draft, the modal only names it. */
export interface ToolsBrowse {
  readonly browse: 'tools';
  readonly channelId: string;
  readonly teamId: string;
  readonly search: string;
  /** From 0. */
  readonly page: number;
}

/** One tool as the list shows it. */
export interface ToolRow {
  readonly tool: WarmlyTool;
  readonly form: Form;
  readonly isFavourite: boolean;
  readonly isRecent: boolean;
  /** Whether somebody has to confirm what goes in before it is sent. */
  readonly asksFirst: boolean;
}

/** One page of tools, each with what it does and what it takes. */
export function toolsView(
  draftId: string,
  browse: ToolsBrowse,
  rows: readonly ToolRow[],
  count: number,
): ModalView {
  const first = browse.page * TOOLS_SHOWN;
  const said = browse.search === '' ? '' : ` for “${outside(browse.search, 80)}”`;
  const pages = [
    ...(browse.page > 0 ? [button('← Previous', { actionId: TOOLS_BACK_ACTION })] : []),
    ...(count > first + rows.length ? [button('Next →', { actionId: TOOLS_NEXT_ACTION })] : []),
  ];
  return {
    type: 'modal',
    callback_id: TOOLS_VIEW,
    private_metadata: draftId,
    title: plainText('Warmly tools'),
    close: plainText('Close'),
    blocks: [
      section(
        rows.length === 0
          ? `There is no tool${said}. \`/warmly tools\` shows all of them.`
          : `${count === 1 ? '1 tool' : `${count} tools`}${said}`,
      ),
      ...rows.flatMap(toolBlocks),
      ...(pages.length === 0 ? [] : [actions(pages)]),
    ],
  };
}

function toolBlocks({ tool, form, isFavourite, isRecent, asksFirst }: ToolRow): KnownBlock[] {
  const value = optionValue(tool.name);
  const star = isFavourite ? '★ ' : '';
  return [
    { type: 'divider' },
    section(`${star}*${outside(tool.name, 120)}*\n${escapeWithin(tool.description, 600, escapeMrkdwn)}`),
    section(inputWords(form)),
    context([
      tool.isAsync ? 'Takes a while: the result comes later' : 'Answers at once',
      asksFirst ? 'asks you to confirm first' : undefined,
      isRecent ? 'used lately' : undefined,
    ]),
    actions([
      button('Open form', { actionId: TOOLS_FORM_ACTION, value }),
      button(isFavourite ? '★ Favourite' : '☆ Favourite', { actionId: TOOLS_STAR_ACTION, value }),
    ]),
  ];
}

function inputWords(form: Form): string {
  const lines = describeSchema(form);
  if (lines.length === 0) return 'Takes no input.';
  const more = lines.length - INPUTS_SHOWN;
  const text = lines
    .slice(0, INPUTS_SHOWN)
    .map((line) => `• ${line}`)
    .join('\n');
  return `${escapeWithin(text, MAX_INPUT_CHARS, escapeMrkdwn)}${more > 0 ? `\n• and ${more} more` : ''}`;
}
