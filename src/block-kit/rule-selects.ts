import { SLACK_LIMITS } from './limits.ts';
import { pointerTo, report } from './problem.ts';
import {
  array,
  boolean,
  type Fields,
  integer,
  named,
  object,
  oneOf,
  optional,
  type Rule,
  rule,
  string,
  type WholeRule,
} from './rule.ts';
import { confirmRule, elementFields, focusRule, placeholderRule } from './rule-objects.ts';
import {
  initialAmongOptions,
  optionGroupsRule,
  optionsRule,
  optionsXorGroups,
  selectOptionRule,
} from './rule-options.ts';

function menu(type: string, more: Fields, ...whole: readonly WholeRule[]): Rule {
  const fields = {
    ...elementFields(type),
    confirm: optional(confirmRule),
    focus_on_load: optional(focusRule),
    placeholder: optional(placeholderRule),
    ...more,
  };
  return named(type, object(fields, ...whole));
}

const id = string({ minChars: 1 });
const ids = array(id, { min: 1 });
const many: Fields = { max_selected_items: optional(integer(SLACK_LIMITS.maxSelectedItems.min)) };
const respondable: Fields = {
  response_url_enabled: optional(
    rule({ kind: 'boolean', says: 'true only within an input block of a modal' }, (value, pointer, pass) => {
      boolean(value, pointer, pass);
      if (value === true && !(pass.isWithinInput && pass.surface === 'modal'))
        report(pass, pointer, 'only allowed in input blocks of modals');
    }),
    'assumed',
  ),
};
const filter: Fields = {
  default_to_current_conversation: optional(boolean),
  filter: optional(
    named(
      'conversation_filter',
      object(
        {
          include: optional(array(oneOf(['im', 'mpim', 'private', 'public']), { min: 1 })),
          exclude_external_shared_channels: optional(boolean),
          exclude_bot_users: optional(boolean),
        },
        {
          says: 'at least one of its properties',
          source: 'page',
          check(value, pointer, pass) {
            if (Object.keys(value).length === 0) report(pass, pointer, 'must provide at least one filter');
          },
        },
      ),
    ),
  ),
};
const minQuery: Fields = { min_query_length: optional(integer(0)) };
const lists: Fields = { options: optional(optionsRule), option_groups: optional(optionGroupsRule) };
const initialOptions = optional(array(selectOptionRule, { min: 1, max: SLACK_LIMITS.select.maxOptions }));

const INITIAL_LISTS = ['initial_options', 'initial_users', 'initial_conversations', 'initial_channels'];

const initialWithinMax: WholeRule = {
  says: 'no more initial entries than `max_selected_items`',
  source: 'assumed',
  check(value, pointer, pass) {
    const max = value['max_selected_items'];
    if (typeof max !== 'number') return;
    for (const key of INITIAL_LISTS) {
      const initial = value[key];
      if (Array.isArray(initial) && initial.length > max) {
        report(pass, pointerTo(pointer, key), `no more than ${max} items allowed`);
      }
    }
  },
};

/** Select menus with one choice, by `type`. */
export const selectRules: Readonly<Record<string, Rule>> = {
  static_select: menu(
    'static_select',
    { ...lists, initial_option: optional(selectOptionRule) },
    optionsXorGroups,
    initialAmongOptions,
  ),
  external_select: menu('external_select', { ...minQuery, initial_option: optional(selectOptionRule) }),
  users_select: menu('users_select', { initial_user: optional(id) }),
  conversations_select: menu('conversations_select', {
    ...filter,
    ...respondable,
    initial_conversation: optional(id),
  }),
  channels_select: menu('channels_select', { ...respondable, initial_channel: optional(id) }),
};

/** Select menus with several choices, by `type`. */
export const multiSelectRules: Readonly<Record<string, Rule>> = {
  multi_static_select: menu(
    'multi_static_select',
    { ...lists, ...many, initial_options: initialOptions },
    optionsXorGroups,
    initialAmongOptions,
    initialWithinMax,
  ),
  multi_external_select: menu(
    'multi_external_select',
    { ...minQuery, ...many, initial_options: initialOptions },
    initialWithinMax,
  ),
  multi_users_select: menu('multi_users_select', { ...many, initial_users: optional(ids) }, initialWithinMax),
  multi_conversations_select: menu(
    'multi_conversations_select',
    { ...filter, ...many, initial_conversations: optional(ids) },
    initialWithinMax,
  ),
  multi_channels_select: menu(
    'multi_channels_select',
    { ...many, initial_channels: optional(ids) },
    initialWithinMax,
  ),
};
