import { SLACK_LIMITS } from './limits.ts';
import { type Pass, pointerTo, report } from './problem.ts';
import { array, isObject, object, optional, type Rule, required, string, url } from './rule.ts';
import { plainTextRule, textRule } from './rule-objects.ts';

const { option, optionGroup, select } = SLACK_LIMITS;

function optionRule(textObject: Rule, describe: Rule, withUrl: boolean): Rule {
  return object({
    text: required(textObject),
    value: withUrl ? optional(valueRule) : required(valueRule),
    description: optional(describe),
    ...(withUrl ? { url: optional(url(option.urlChars)) } : {}),
  });
}

const valueRule = string({ minChars: 1, maxChars: option.valueChars });

/** An option of a select menu. */
export const selectOptionRule: Rule = optionRule(
  plainTextRule(option.textChars),
  plainTextRule(option.descriptionChars),
  false,
);

/** An option of an overflow menu, which may carry an address. */
export const overflowOptionRule: Rule = optionRule(
  plainTextRule(option.textChars),
  plainTextRule(option.descriptionChars),
  true,
);

/** An option of checkboxes or radio buttons, whose texts may be mrkdwn. */
export const choiceOptionRule: Rule = optionRule(
  textRule(option.textChars),
  textRule(option.descriptionChars),
  false,
);

export const optionsRule: Rule = array(selectOptionRule, { min: select.minOptions, max: select.maxOptions });

export const optionGroupsRule: Rule = array(
  object({
    label: required(plainTextRule(optionGroup.labelChars)),
    options: required(array(selectOptionRule, { min: optionGroup.minOptions, max: optionGroup.maxOptions })),
  }),
  { min: 1, max: select.maxOptionGroups },
);

type Json = Readonly<Record<string, unknown>>;

/** Exactly one of `options` and `option_groups`. */
export function optionsXorGroups(value: Json, pointer: string, pass: Pass): void {
  const given = [value['options'], value['option_groups']].filter((entry) => entry !== undefined);
  if (given.length === 0) report(pass, pointer, 'missing required field: options');
  if (given.length === 2) report(pass, pointer, 'only one of options and option_groups is allowed');
}

/** Every initial option stands, unchanged, among the options. */
export function initialAmongOptions(value: Json, pointer: string, pass: Pass): void {
  const known = new Set(allOptions(value).map(identityOf));
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
  for (const [at, entry] of chosen) {
    if (!known.has(identityOf(entry))) {
      report(pass, at, 'initial option must exactly match one of the provided options');
    }
  }
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
