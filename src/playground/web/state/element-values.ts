import type { UiStateValues } from '../../slack/ui-protocol.ts';
import { isJson, type Json, number, object, objects, strings, text } from '../json.ts';

/** One element's state in the form of a leaf of `state.values`. */
export type Leaf = { type: string } & Record<string, unknown>;

/** The interactive element, with the ids its state goes by. */
interface Placed {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Json;
}

/** Slack gives every block an id; a block that came without one goes by its place. */
export function blockIdOf(block: Json, index: number): string {
  return text(block.block_id) || `block-${index}`;
}

export function actionIdOf(element: Json, index: number): string {
  return text(element.action_id) || `action-${index}`;
}

/** Every element of these blocks that has state, containers' children included. */
function placedElements(blocks: readonly Json[]): readonly Placed[] {
  return blocks.flatMap((block, index) => {
    const blockId = blockIdOf(block, index);
    const place = (element: Json, at: number): Placed => ({
      blockId,
      actionId: actionIdOf(element, at),
      element,
    });
    switch (block.type) {
      case 'input':
        return objects([block.element]).map(place);
      case 'section':
        return objects([block.accessory]).map(place);
      case 'actions':
        return objects(block.elements).map(place);
      case 'container':
        return placedElements(objects(block.child_blocks));
      case 'layout':
        return objects(block.rows)
          .flatMap((row) => objects(row.items))
          .flatMap((item) => placedElements(objects(item.blocks)));
      default:
        return [];
    }
  });
}

const TEXT_INPUTS = new Set(['plain_text_input', 'number_input', 'email_text_input', 'url_text_input']);
const PICKED: Readonly<Record<string, readonly [key: string, initial: string]>> = {
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  users_select: ['selected_user', 'initial_user'],
  channels_select: ['selected_channel', 'initial_channel'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
};
const PICKED_MANY: Readonly<Record<string, readonly [key: string, initial: string]>> = {
  multi_users_select: ['selected_users', 'initial_users'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
};
const ONE_OPTION = new Set(['static_select', 'external_select', 'radio_buttons']);
const MANY_OPTIONS = new Set(['multi_static_select', 'multi_external_select', 'checkboxes']);

/** The key under which a select of users, channels or conversations keeps what was chosen. */
export function pickedKey(type: string): string | undefined {
  return (PICKED[type] ?? PICKED_MANY[type])?.[0];
}

/** What an element holds before anyone touches it; nothing for those without state (buttons). */
export function initialLeaf(element: Json): Leaf | undefined {
  const type = text(element.type);
  if (TEXT_INPUTS.has(type)) return { type, value: text(element.initial_value) || null };
  if (ONE_OPTION.has(type)) return { type, selected_option: object(element.initial_option) ?? null };
  if (MANY_OPTIONS.has(type)) return { type, selected_options: objects(element.initial_options) };
  const one = PICKED[type];
  if (one) return { type, [one[0]]: text(element[one[1]]) || null };
  const many = PICKED_MANY[type];
  if (many) return { type, [many[0]]: strings(element[many[1]]) };
  if (type === 'datetimepicker') {
    const seconds = number(element.initial_date_time, 0);
    return { type, selected_date_time: seconds > 0 ? seconds : null };
  }
  if (type === 'rich_text_input') return { type, rich_text_value: object(element.initial_value) ?? null };
  if (type === 'file_input') return { type, files: [] };
  return undefined;
}

/**
 * The state after blocks were set or replaced: what stands under an equal block id, action id and type
 * stays, also when its element's initial value changed; the rest starts anew.
 */
export function mergeValues(previous: UiStateValues, blocks: readonly Json[]): UiStateValues {
  const values: UiStateValues = {};
  for (const { blockId, actionId, element } of placedElements(blocks)) {
    const fresh = initialLeaf(element);
    if (fresh === undefined) continue;
    const kept = previous[blockId]?.[actionId];
    const ofBlock = values[blockId] ?? {};
    ofBlock[actionId] = kept?.type === fresh.type && isStillOffered(kept, element) ? kept : fresh;
    values[blockId] = ofBlock;
  }
  return values;
}

export function withLeaf(
  values: UiStateValues,
  blockId: string,
  actionId: string,
  leaf: Leaf,
): UiStateValues {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: leaf } };
}

/** A chosen option that the new blocks no longer offer cannot stay chosen. */
function isStillOffered(leaf: Leaf, element: Json): boolean {
  if (element.options === undefined && element.option_groups === undefined) return true;
  const offered = new Set(staticOptions(element).map((option) => text(option.value)));
  const chosen = isJson(leaf.selected_option) ? [leaf.selected_option] : objects(leaf.selected_options);
  return chosen.every((option) => offered.has(text(option.value)));
}

function staticOptions(element: Json): readonly Json[] {
  return [
    ...objects(element.options),
    ...objects(element.option_groups).flatMap((group) => objects(group.options)),
  ];
}
