import { SLACK_LIMITS } from './limits.ts';
import { pointerTo, report } from './problem.ts';
import {
  array,
  isObject,
  named,
  object,
  optional,
  type Rule,
  required,
  string,
  type WholeRule,
} from './rule.ts';
import { url } from './rule-formats.ts';
import { plainTextRule, textRule } from './rule-objects.ts';

const { option, optionGroup, select } = SLACK_LIMITS;

const valueRule = string({ minChars: 1, maxChars: option.valueChars });

/** An option of a select menu. */
export const selectOptionRule: Rule = named(
  'option',
  object({
    text: required(plainTextRule(option.textChars)),
    value: required(valueRule),
    description: optional(plainTextRule(option.descriptionChars)),
  }),
);

/** An option of an overflow menu, which may carry an address. */
export const overflowOptionRule: Rule = named(
  'overflow_option',
  object({
    text: required(plainTextRule(option.textChars)),
    value: optional(valueRule, 'types'),
    description: optional(plainTextRule(option.descriptionChars)),
    url: optional(url(option.urlChars)),
  }),
);

/** An option of checkboxes or radio buttons, whose texts may be mrkdwn. */
export const choiceOptionRule: Rule = named(
  'choice_option',
  object({
    text: required(textRule(option.textChars)),
    value: required(valueRule),
    description: optional(textRule(option.descriptionChars)),
  }),
);

export const optionsRule: Rule = array(selectOptionRule, { min: select.minOptions, max: select.maxOptions });

export const optionGroupsRule: Rule = array(
  named(
    'option_group',
    object({
      label: required(plainTextRule(optionGroup.labelChars)),
      options: required(
        array(selectOptionRule, { min: optionGroup.minOptions, max: optionGroup.maxOptions }),
      ),
    }),
  ),
  { min: 1, max: select.maxOptionGroups },
);

type Json = Readonly<Record<string, unknown>>;

export const optionsXorGroups: WholeRule = {
  says: 'exactly one of `options` and `option_groups`',
  source: 'page',
  check(value, pointer, pass) {
    const given = [value['options'], value['option_groups']].filter((entry) => entry !== undefined);
    if (given.length === 0) report(pass, pointer, 'missing required field: options');
    if (given.length === 2) report(pass, pointer, 'only one of options and option_groups is allowed');
  },
};

export const initialAmongOptions: WholeRule = {
  says: 'every initial option equals one of the options in text, value and description',
  source: 'page',
  check(value, pointer, pass) {
    const known = new Set(allOptions(value).map(identityOf));
    for (const [at, entry] of chosenOptions(value, pointer)) {
      if (!known.has(identityOf(entry))) {
        report(pass, at, 'initial option must exactly match one of the provided options');
      }
    }
  },
};

function chosenOptions(value: Json, pointer: string): [string, unknown][] {
  const chosen: [string, unknown][] = [];
  if (value['initial_option'] !== undefined) {
    chosen.push([pointerTo(pointer, 'initial_option'), value['initial_option']]);
  }
  const many = value['initial_options'];
  if (Array.isArray(many)) {
    for (const [index, entry] of many.entries()) {
      chosen.push([pointerTo(pointerTo(pointer, 'initial_options'), index), entry]);
    }
  }
  return chosen;
}

function allOptions(value: Json): unknown[] {
  const groups = Array.isArray(value['option_groups']) ? value['option_groups'] : [];
  const grouped = groups.flatMap((group) =>
    isObject(group) && Array.isArray(group['options']) ? group['options'] : [],
  );
  return [...(Array.isArray(value['options']) ? value['options'] : []), ...grouped];
}

function identityOf(entry: unknown): string {
  if (!isObject(entry)) return JSON.stringify(entry) ?? 'undefined';
  return JSON.stringify([textIdentity(entry['text']), entry['value'], textIdentity(entry['description'])]);
}

function textIdentity(text: unknown): unknown {
  return isObject(text) ? [text['type'], text['text']] : null;
}
