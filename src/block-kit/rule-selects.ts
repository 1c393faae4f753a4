import { SLACK_LIMITS } from './limits.ts';
import { array, boolean, type Fields, integer, object, oneOf, optional, type Rule, string } from './rule.ts';
import { confirmRule, elementFields, focusRule, placeholderRule } from './rule-objects.ts';
import {
  initialAmongOptions,
  optionGroupsRule,
  optionsRule,
  optionsXorGroups,
  selectOptionRule,
} from './rule-options.ts';

function menu(type: string, more: Fields): Fields {
  return {
    ...elementFields(type),
    confirm: optional(confirmRule),
    focus_on_load: optional(focusRule),
    placeholder: optional(placeholderRule),
    ...more,
  };
}

const id = string({ minChars: 1 });
const ids = array(id, { min: 1 });
const many: Fields = { max_selected_items: optional(integer(1)) };
const respondable: Fields = { response_url_enabled: optional(boolean) };
const filter: Fields = {
  default_to_current_conversation: optional(boolean),
  filter: optional(
    object({
      include: optional(array(oneOf(['im', 'mpim', 'private', 'public']), { min: 1 })),
      exclude_external_shared_channels: optional(boolean),
      exclude_bot_users: optional(boolean),
    }),
  ),
};
const minQuery: Fields = { min_query_length: optional(integer(0)) };
const lists: Fields = { options: optional(optionsRule), option_groups: optional(optionGroupsRule) };
const initialOptions = optional(array(selectOptionRule, { min: 1, max: SLACK_LIMITS.select.maxOptions }));

const staticMenu: typeof initialAmongOptions = (value, pointer, pass) => {
  optionsXorGroups(value, pointer, pass);
  initialAmongOptions(value, pointer, pass);
};

/** Select menus with one choice, by `type`. */
export const selectRules: Readonly<Record<string, Rule>> = {
  static_select: object(
    menu('static_select', { ...lists, initial_option: optional(selectOptionRule) }),
    staticMenu,
  ),
  external_select: object(
    menu('external_select', { ...minQuery, initial_option: optional(selectOptionRule) }),
  ),
  users_select: object(menu('users_select', { initial_user: optional(id) })),
  conversations_select: object(
    menu('conversations_select', { ...filter, ...respondable, initial_conversation: optional(id) }),
  ),
  channels_select: object(menu('channels_select', { ...respondable, initial_channel: optional(id) })),
};

/** Select menus with several choices, by `type`. */
export const multiSelectRules: Readonly<Record<string, Rule>> = {
  multi_static_select: object(
    menu('multi_static_select', { ...lists, ...many, initial_options: initialOptions }),
    staticMenu,
  ),
  multi_external_select: object(
    menu('multi_external_select', { ...minQuery, ...many, initial_options: initialOptions }),
  ),
  multi_users_select: object(menu('multi_users_select', { ...many, initial_users: optional(ids) })),
  multi_conversations_select: object(
    menu('multi_conversations_select', { ...filter, ...many, initial_conversations: optional(ids) }),
  ),
  multi_channels_select: object(menu('multi_channels_select', { ...many, initial_channels: optional(ids) })),
};
