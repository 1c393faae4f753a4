import { elementsOf, type PlacedElement } from './block-elements.ts';
import { isObject, type JsonObject, objectOf, objectsOf, stringOf } from './json-value.ts';
import type { UiStateValues } from './ui-protocol.ts';

type Leaf = UiStateValues[string][string];
type StateField = { readonly key: string; readonly initial: string; readonly isList?: boolean };

/** Per element type: where its state stands in `state.values`, and where a view says what it starts with. */
const stateFields: Readonly<Record<string, StateField>> = {
  plain_text_input: { key: 'value', initial: 'initial_value' },
  email_text_input: { key: 'value', initial: 'initial_value' },
  url_text_input: { key: 'value', initial: 'initial_value' },
  number_input: { key: 'value', initial: 'initial_value' },
  rich_text_input: { key: 'rich_text_value', initial: 'initial_value' },
  datepicker: { key: 'selected_date', initial: 'initial_date' },
  timepicker: { key: 'selected_time', initial: 'initial_time' },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time' },
  static_select: { key: 'selected_option', initial: 'initial_option' },
  external_select: { key: 'selected_option', initial: 'initial_option' },
  radio_buttons: { key: 'selected_option', initial: 'initial_option' },
  users_select: { key: 'selected_user', initial: 'initial_user' },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation' },
  channels_select: { key: 'selected_channel', initial: 'initial_channel' },
  checkboxes: { key: 'selected_options', initial: 'initial_options', isList: true },
  multi_static_select: { key: 'selected_options', initial: 'initial_options', isList: true },
  multi_external_select: { key: 'selected_options', initial: 'initial_options', isList: true },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', isList: true },
  multi_conversations_select: {
    key: 'selected_conversations',
    initial: 'initial_conversations',
    isList: true,
  },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', isList: true },
  file_input: { key: 'files', initial: 'initial_files', isList: true },
};

/** The field of a leaf that holds the value, or undefined for elements without state (buttons). */
function stateKey(elementType: unknown): StateField | undefined {
  return typeof elementType === 'string' ? stateFields[elementType] : undefined;
}

/** What a view's state is before anyone typed. */
export function initialState(blocks: readonly JsonObject[]): UiStateValues {
  return carriedState(blocks, {});
}

/**
 * The state after a view was replaced: what was typed stays under an equal block id and action id of the same
 * type, whatever the new initial value says; everything else starts with its initial value.
 */
export function carriedState(blocks: readonly JsonObject[], previous: UiStateValues): UiStateValues {
  const state: UiStateValues = {};
  for (const placed of elementsOf(blocks)) {
    const field = stateKey(placed.element.type);
    if (field === undefined) continue;
    const kept = previous[placed.blockId]?.[placed.actionId];
    const block = state[placed.blockId] ?? {};
    block[placed.actionId] =
      kept !== undefined && isKept(placed.element, field, kept) ? kept : initialLeaf(placed, field);
    state[placed.blockId] = block;
  }
  return state;
}

/**
 * The state after a person's input. Throws when the input is something that no client can produce: an option
 * that the element does not offer, or another element's type.
 */
export function enteredState(
  blocks: readonly JsonObject[],
  current: UiStateValues,
  entered: UiStateValues,
): UiStateValues {
  const state = structuredClone(current);
  for (const placed of elementsOf(blocks)) {
    const leaf = entered[placed.blockId]?.[placed.actionId];
    const field = stateKey(placed.element.type);
    if (leaf === undefined || field === undefined) continue;
    const block = state[placed.blockId] ?? {};
    block[placed.actionId] = checkedLeaf(placed, field, leaf);
    state[placed.blockId] = block;
  }
  return state;
}

/** A chosen option that is no longer offered cannot stay. */
function isKept(element: JsonObject, field: StateField, kept: Leaf): boolean {
  if (kept.type !== element.type) return false;
  const offered = offeredOptions(element);
  const value = kept[field.key];
  const chosen = field.isList ? objectsOf(value) : [value].filter(isObject);
  return offered === undefined || chosen.every((one) => offered.some((option) => option.value === one.value));
}

function initialLeaf({ element }: PlacedElement, field: StateField): Leaf {
  const initial = element[field.initial];
  return {
    type: String(element.type),
    [field.key]: initial === undefined || initial === '' ? (field.isList ? [] : null) : initial,
  };
}

function checkedLeaf({ element, actionId }: PlacedElement, field: StateField, leaf: Leaf): Leaf {
  const type = String(element.type);
  if (leaf.type !== type) throw new Error(`The field ${actionId} is a ${type}, not a ${leaf.type}.`);
  const entered = leaf[field.key];
  const empty = field.isList ? [] : null;
  if (entered === undefined || entered === null || entered === '') return { type, [field.key]: empty };
  const offered = offeredOptions(element);
  if (offered === undefined) return { type, [field.key]: entered };
  const chosen = field.isList ? objectsOf(entered) : [objectOf(entered)];
  const options = chosen.map((option) => {
    const found = offered.find((one) => one.value === option.value);
    if (found === undefined)
      throw new Error(`The field ${actionId} does not offer "${String(option.value)}".`);
    return found;
  });
  return { type, [field.key]: field.isList ? options : options[0] };
}

/** The options that an element lists itself; undefined when they come from elsewhere. */
function offeredOptions(element: JsonObject): JsonObject[] | undefined {
  if (!Array.isArray(element.options) && !Array.isArray(element.option_groups)) return undefined;
  return [
    ...objectsOf(element.options),
    ...objectsOf(element.option_groups).flatMap((group) => objectsOf(group.options)),
  ];
}

/** The typed text of a leaf, if it has any. */
export function leafText(leaf: Leaf | undefined): string | undefined {
  return stringOf(leaf?.value);
}

/** Whether a required input counts as filled in. */
export function isFilled(leaf: Leaf | undefined): boolean {
  const field = stateKey(leaf?.type);
  if (leaf === undefined || field === undefined) return false;
  const value = leaf[field.key];
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'string') return value.trim() !== '';
  return typeof value === 'number' || isObject(value);
}
