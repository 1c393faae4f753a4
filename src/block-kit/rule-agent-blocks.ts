import { SLACK_LIMITS } from './limits.ts';
import { array, byType, named, object, oneOf, optional, type Rule, required, string } from './rule.ts';
import { webUrl } from './rule-formats.ts';
import { blockOf } from './rule-nested-block.ts';
import { blockFields, confirmRule, elementFields, plainTextRule } from './rule-objects.ts';
import { richTextRule } from './rule-rich-text.ts';

/** What agents show of their work: feedback, tasks and plans. */

const { button, contextActions, feedbackButton, iconButton, urlSource } = SLACK_LIMITS;
const some = string({ minChars: 1 });

const feedbackButtonRule = named(
  'feedback_button',
  object({
    text: required(plainTextRule(feedbackButton.textChars)),
    value: required(string({ minChars: 1, maxChars: feedbackButton.valueChars })),
    accessibility_label: optional(string({ minChars: 1, maxChars: feedbackButton.accessibilityLabelChars })),
  }),
);

export const contextActionsRule: Rule = named(
  'context_actions',
  object({
    ...blockFields('context_actions'),
    elements: required(
      array(
        byType({
          feedback_buttons: named(
            'feedback_buttons',
            object({
              ...elementFields('feedback_buttons'),
              positive_button: required(feedbackButtonRule),
              negative_button: required(feedbackButtonRule),
            }),
          ),
          icon_button: named(
            'icon_button',
            object({
              ...elementFields('icon_button'),
              icon: required(oneOf(['trash']), 'assumed'),
              text: required(plainTextRule(button.textChars)),
              value: optional(string({ maxChars: button.valueChars })),
              accessibility_label: optional(
                string({ minChars: 1, maxChars: button.accessibilityLabelChars }),
              ),
              confirm: optional(confirmRule),
              visible_to_user_ids: optional(array(some, { max: iconButton.maxVisibleToUserIds })),
            }),
          ),
        }),
        { min: contextActions.minElements, max: contextActions.maxElements },
      ),
    ),
  }),
);

const urlSourceRule = named(
  'url',
  object({
    type: required(oneOf(['url'])),
    url: required(webUrl(urlSource.urlChars)),
    text: required(some),
  }),
);

export const taskCardRule: Rule = named(
  'task_card',
  object({
    ...blockFields('task_card'),
    task_id: required(some),
    title: required(some),
    details: optional(richTextRule),
    output: optional(richTextRule),
    sources: optional(array(urlSourceRule)),
    status: required(oneOf(['pending', 'in_progress', 'complete', 'error']), 'types'),
  }),
);

export const planRule: Rule = named(
  'plan',
  object({
    ...blockFields('plan'),
    title: required(some),
    tasks: optional(array(blockOf({ task_card: { rule: taskCardRule, surfaces: ['message'] } }))),
  }),
);
