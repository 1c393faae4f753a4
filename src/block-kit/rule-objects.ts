import { SLACK_LIMITS } from './limits.ts';
import { report } from './problem.ts';
import {
  boolean,
  byType,
  type Fields,
  named,
  object,
  oneOf,
  optional,
  type Rule,
  required,
  rule,
  string,
} from './rule.ts';

/** Rules of the composition objects: texts and confirmation dialogs, and of what all elements and blocks share. */

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

/** Slack's page requires the four texts; its typings require only `text`. */
export const confirmRule: Rule = named(
  'confirmation',
  object({
    title: required(plainTextRule(confirmation.titleChars)),
    text: required(textRule(confirmation.textChars)),
    confirm: required(plainTextRule(confirmation.confirmChars)),
    deny: required(plainTextRule(confirmation.denyChars)),
    style: optional(oneOf(['primary', 'danger'])),
  }),
);

const actionIdText = string({ minChars: 1, maxChars: SLACK_LIMITS.actionIdChars });

/** An element's `action_id`: unique within its block. */
export const actionIdRule: Rule = rule(
  { kind: 'string', minChars: 1, maxChars: SLACK_LIMITS.actionIdChars, says: 'unique within its block' },
  (value, pointer, pass) => {
    actionIdText(value, pointer, pass);
    if (typeof value !== 'string') return;
    if (pass.actionIds.has(value))
      report(pass, pointer, `\`action_id\` "${value}" already exists for another element`);
    pass.actionIds.add(value);
  },
);

const blockIdText = string({ minChars: 1, maxChars: SLACK_LIMITS.blockIdChars });

/** A block's `block_id`: unique within its payload. */
export const blockIdRule: Rule = rule(
  {
    kind: 'string',
    minChars: 1,
    maxChars: SLACK_LIMITS.blockIdChars,
    says: 'unique within the message or view',
  },
  (value, pointer, pass) => {
    blockIdText(value, pointer, pass);
    if (typeof value !== 'string') return;
    if (pass.blockIds.has(value)) report(pass, pointer, `\`block_id\` "${value}" already exists`);
    pass.blockIds.add(value);
  },
);

/** `focus_on_load`: at most one element of a view. */
export const focusRule: Rule = rule(
  { kind: 'boolean', says: 'true for at most one element of a view' },
  (value, pointer, pass) => {
    boolean(value, pointer, pass);
    if (value !== true) return;
    pass.focusedElements += 1;
    if (pass.focusedElements > 1) report(pass, pointer, 'only one element can have focus_on_load');
  },
);

/** The properties every element of one type shares. */
export function elementFields(type: string): Fields {
  return { type: required(oneOf([type])), action_id: optional(actionIdRule) };
}

/** The properties every block of one type shares. */
export function blockFields(type: string): Fields {
  return { type: required(oneOf([type])), block_id: optional(blockIdRule) };
}

export const placeholderRule: Rule = plainTextRule(SLACK_LIMITS.select.placeholderChars);
