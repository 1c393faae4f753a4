import { SLACK_LIMITS } from './limits.ts';
import { report } from './problem.ts';
import {
  boolean,
  byType,
  type Fields,
  object,
  oneOf,
  optional,
  type Rule,
  required,
  string,
} from './rule.ts';

/** Rules of the composition objects: texts, confirmation dialogs, images. */

/** A `plain_text` object. */
export function plainTextRule(maxChars: number): Rule {
  return object({
    type: required(oneOf(['plain_text'])),
    text: required(string({ minChars: SLACK_LIMITS.text.minChars, maxChars })),
    emoji: optional(boolean),
  });
}

/** A `mrkdwn` object. */
export function mrkdwnRule(maxChars: number): Rule {
  return object({
    type: required(oneOf(['mrkdwn'])),
    text: required(string({ minChars: SLACK_LIMITS.text.minChars, maxChars })),
    verbatim: optional(boolean),
  });
}

/** A text object of either kind. */
export function textRule(maxChars: number): Rule {
  return byType({ plain_text: plainTextRule(maxChars), mrkdwn: mrkdwnRule(maxChars) });
}

const { confirmation } = SLACK_LIMITS;

export const confirmRule: Rule = object({
  title: optional(plainTextRule(confirmation.titleChars)),
  text: required(textRule(confirmation.textChars)),
  confirm: optional(plainTextRule(confirmation.confirmChars)),
  deny: optional(plainTextRule(confirmation.denyChars)),
  style: optional(oneOf(['primary', 'danger'])),
});

/** An element's `action_id`: unique within its block. */
export const actionIdRule: Rule = (value, pointer, pass) => {
  string({ minChars: 1, maxChars: SLACK_LIMITS.actionIdChars })(value, pointer, pass);
  if (typeof value !== 'string') return;
  if (pass.actionIds.has(value))
    report(pass, pointer, `\`action_id\` "${value}" already exists for another element`);
  pass.actionIds.add(value);
};

/** A block's `block_id`: unique within its payload. */
export const blockIdRule: Rule = (value, pointer, pass) => {
  string({ minChars: 1, maxChars: SLACK_LIMITS.blockIdChars })(value, pointer, pass);
  if (typeof value !== 'string') return;
  if (pass.blockIds.has(value)) report(pass, pointer, `\`block_id\` "${value}" already exists`);
  pass.blockIds.add(value);
};

/** `focus_on_load`: at most one element of a view. */
export const focusRule: Rule = (value, pointer, pass) => {
  boolean(value, pointer, pass);
  if (value !== true) return;
  pass.focusedElements += 1;
  if (pass.focusedElements > 1) report(pass, pointer, 'only one element can have focus_on_load');
};

/** The properties every element of one type shares. */
export function elementFields(type: string): Fields {
  return { type: required(oneOf([type])), action_id: optional(actionIdRule) };
}

/** The properties every block of one type shares. */
export function blockFields(type: string): Fields {
  return { type: required(oneOf([type])), block_id: optional(blockIdRule) };
}

export const placeholderRule: Rule = plainTextRule(SLACK_LIMITS.select.placeholderChars);
