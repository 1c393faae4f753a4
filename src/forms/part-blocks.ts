import type { InputBlock, KnownBlock, PlainTextOption, SectionBlock } from '@slack/types';
import { button, mrkdwn } from '../block-kit/build.ts';
import { escapeMrkdwn } from '../block-kit/escape.ts';
import { SLACK_LIMITS } from '../block-kit/limits.ts';
import { truncate } from '../block-kit/truncate.ts';
import { branchElement, branchOptions, chosenBranchOption } from './branch-options.ts';
import { plainText } from './choice-options.ts';
import { buttonId, inputActionId, inputBlockId, type PartRole, partHash, pickBlockId } from './form-ids.ts';
import type { FormNode } from './form-node.ts';
import { type Part, pointerOfPart } from './form-parts.ts';
import type { Place } from './form-session.ts';
import { pointerOf } from './json-path.ts';
import { leafBlocks } from './leaf-blocks.ts';
import { leafText } from './leaf-text.ts';
import { summarizeValue } from './summarize-value.ts';
import { chunkText, fitText, splitText } from './text-fit.ts';

/** What longer descriptions have beyond this stands in blocks of their own. */
const MAX_HINT_CHARS = 800;
const MAX_LABEL_CHARS = 300;
const MAX_HEADING_CHARS = 700;

type Piece = Part & { readonly type: 'json' };
type Of<T extends Part['type']> = Extract<Part, { readonly type: T }>;

/**
 * The name of a part in Slack's ids. Within its place, so that it stays the same when the place's own entry gets
 * another name, and is another one wherever the same value is shown anew.
 */
export function hashOf(part: Part, { path, serial }: Place): string {
  const pointer = `${serial} ${pointerOfPart(part).slice(pointerOf(path).length)}`;
  return part.type === 'json'
    ? partHash(`${part.index} ${pointer}`, 'json')
    : partHash(pointer, ROLES[part.type]);
}

const ROLES: Readonly<Record<Part['type'], PartRole>> = {
  input: 'value',
  branch: 'branch',
  key: 'key',
  json: 'json',
  upload: 'file',
  heading: 'row',
  door: 'door',
  list: 'list',
  row: 'row',
  rest: 'page',
};

/** The blocks of one part of a view. */
export function partBlocks(part: Part, place: Place, revision: number): KnownBlock[] {
  const hash = hashOf(part, place);
  const ids = { blockId: inputBlockId(hash, revision), actionId: inputActionId(hash, revision) };
  switch (part.type) {
    case 'input':
      return inputBlocks(part, hash, ids, revision);
    case 'key':
      return leafBlocks({ ...part.leaf, label: fitText(part.leaf.label, MAX_LABEL_CHARS) }, part.prefill, {
        ...ids,
        hint: splitText(leafText(part.leaf), MAX_HINT_CHARS).head,
      });
    case 'branch':
      return branchBlocks(part, ids);
    case 'json':
      return [jsonBlock(part, ids)];
    case 'upload':
      return [uploadBlock(part, ids)];
    case 'heading':
      return [
        sectionBlock(headingText(part.node, '')),
        ...restBlocks(part.node.description, MAX_HEADING_CHARS),
      ];
    case 'door':
      return [doorBlock(part, hash, revision), ...restBlocks(part.node.description, MAX_HEADING_CHARS)];
    case 'list':
      return [listBlock(part, hash, revision), ...restBlocks(part.node.description, MAX_HEADING_CHARS)];
    case 'row':
      return [rowBlock(part, hash, revision)];
    case 'rest': {
      const accessory = button(`Show all ${part.count}`, { actionId: buttonId('rest', hash, revision) });
      return [{ ...sectionBlock(`_Only the first ones are shown here._`), accessory }];
    }
  }
}

interface Ids {
  readonly blockId: string;
  readonly actionId: string;
}

function inputBlocks(part: Of<'input'>, hash: string, ids: Ids, revision: number): KnownBlock[] {
  const { node, prefill, live } = part;
  const isCut = node.leaf.label.length > MAX_LABEL_CHARS;
  const leaf = isCut ? { ...node.leaf, label: fitText(node.leaf.label, MAX_LABEL_CHARS) } : node.leaf;
  const unusable = 'unusable' in part ? fitText(`Not taken over: ${JSON.stringify(part.unusable)}`, 120) : '';
  const text = leafText(node.leaf, isCut);
  const blocks = leafBlocks(leaf, prefill, {
    ...ids,
    hint: `${splitText(text, MAX_HINT_CHARS).head} ${unusable}`.trim(),
    pick: { blockId: pickBlockId(hash, revision), actionId: buttonId('pick', hash, revision) },
  });
  return [...(live ? blocks.map(dispatching) : blocks), ...restBlocks(text, MAX_HINT_CHARS)];
}

/** Reports each change at once; texts while they are typed, as leaving the field says nothing. */
function dispatching(block: KnownBlock): KnownBlock {
  if (block.type !== 'input') return block;
  const { element } = block;
  const typed =
    element.type === 'plain_text_input' ||
    element.type === 'number_input' ||
    element.type === 'email_text_input' ||
    element.type === 'url_text_input';
  if (!typed) return { ...block, dispatch_action: true };
  return {
    ...block,
    dispatch_action: true,
    element: { ...element, dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } },
  };
}

/** What a hint or a heading has no room for. */
function restBlocks(text: string, shownChars: number): KnownBlock[] {
  return chunkText(splitText(text, shownChars).rest, SLACK_LIMITS.text.maxChars).map((rest) => ({
    type: 'context',
    elements: [plainText(rest)],
  }));
}

function branchBlocks({ node, isNull }: Of<'branch'>, ids: Ids): KnownBlock[] {
  const options = branchOptions(node);
  const initial = chosenBranchOption(node, options, isNull);
  const chosen = node.chosen === undefined ? undefined : node.branches[node.chosen];
  const words = [
    node.description,
    chosen?.description === node.description ? '' : (chosen?.description ?? ''),
  ];
  const about = words.filter((text) => text !== '').join(' ');
  const hint = splitText(about, MAX_HINT_CHARS).head;
  const element = branchElement(options, {
    action_id: ids.actionId,
    ...(initial === undefined ? {} : { initial_option: initial }),
  });
  return [
    {
      type: 'input',
      block_id: ids.blockId,
      dispatch_action: true,
      label: plainText(fitText(node.label, MAX_LABEL_CHARS)),
      element,
      optional: !node.required,
      ...(hint === '' ? {} : { hint: plainText(hint) }),
    },
    ...restBlocks(about, MAX_HINT_CHARS),
  ];
}

function jsonBlock(part: Piece, ids: Ids): InputBlock {
  const { label, index, total, text } = part;
  return {
    type: 'input',
    block_id: ids.blockId,
    label: plainText(
      total === 1 ? `${fitText(label, MAX_LABEL_CHARS)} as JSON` : `Part ${index + 1} of ${total}`,
    ),
    element: {
      type: 'plain_text_input',
      action_id: ids.actionId,
      multiline: true,
      ...(text === '' ? {} : { initial_value: text }),
    },
    optional: true,
    ...(index === 0 && total > 1
      ? { hint: plainText('The parts are read one after the other, as one text.') }
      : {}),
  };
}

function uploadBlock({ chars }: Of<'upload'>, ids: Ids): InputBlock {
  return {
    type: 'input',
    block_id: ids.blockId,
    label: plainText('Or upload a .json file'),
    element: { type: 'file_input', action_id: ids.actionId, filetypes: ['json', 'txt'], max_files: 1 },
    optional: true,
    hint: plainText(
      `It takes the place of the present value (${chars} characters). Leave it empty to keep that.`,
    ),
  };
}

function sectionBlock(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(truncate(text, SLACK_LIMITS.section.textChars)) };
}

function headingText(node: FormNode, about: string): string {
  const optional = node.required ? '' : ' (optional)';
  const title = `*${escapeMrkdwn(fitText(node.label, MAX_LABEL_CHARS))}*${optional}`;
  const description = escapeMrkdwn(splitText(node.description, MAX_HEADING_CHARS).head);
  return [title, description, about].filter((line) => line !== '').join('\n');
}

function doorBlock({ node, value }: Of<'door'>, hash: string, revision: number): SectionBlock {
  const canRemove = value !== undefined && !node.required;
  const canBeNull = node.nullable && value !== null;
  const about = value === undefined ? '_Not filled in_' : escapeMrkdwn(summarizeValue(value));
  const block = sectionBlock(headingText(node, about));
  if (!canRemove && !canBeNull) {
    const text = value === undefined || value === null ? 'Fill in' : 'Edit';
    return { ...block, accessory: button(text, { actionId: buttonId('open', hash, revision) }) };
  }
  const options = [
    option(value === undefined || value === null ? 'Fill in' : 'Edit', 'open'),
    ...(canBeNull ? [option('Set to null (empty)', 'null')] : []),
    ...(canRemove ? [option('Remove', 'clear')] : []),
  ];
  return { ...block, accessory: { type: 'overflow', action_id: buttonId('door', hash, revision), options } };
}

function listBlock({ node, count, canAdd }: Of<'list'>, hash: string, revision: number): SectionBlock {
  const about = count === 0 ? '_None yet_' : count === 1 ? '1 entry' : `${count} entries`;
  const block = sectionBlock(headingText(node, about));
  if (!canAdd) return block;
  return { ...block, accessory: button('Add', { actionId: buttonId('add', hash, revision) }) };
}

function rowBlock(part: Of<'row'>, hash: string, revision: number): SectionBlock {
  const summary = escapeMrkdwn(summarizeValue(part.value));
  const title = escapeMrkdwn(fitText(part.title === '' ? '(no name)' : part.title, 80));
  const options = [
    option('Edit', 'open'),
    ...(part.canMoveUp ? [option('Move up', 'up')] : []),
    ...(part.canMoveDown ? [option('Move down', 'down')] : []),
    option('Remove', 'clear'),
  ];
  const isNumber = typeof part.path.at(-1) === 'number';
  return {
    ...sectionBlock(isNumber ? `${title}.  ${summary}` : `*${title}*  ${summary}`),
    accessory: { type: 'overflow', action_id: buttonId('row', hash, revision), options },
  };
}

function option(text: string, value: string): PlainTextOption {
  return { text: plainText(text), value };
}
