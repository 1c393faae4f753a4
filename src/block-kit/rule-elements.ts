import { SLACK_LIMITS } from './limits.ts';
import {
  array,
  type Fields,
  integer,
  object,
  oneOf,
  optional,
  pattern,
  type Rule,
  required,
  string,
  url,
} from './rule.ts';
import { confirmRule, elementFields, focusRule, placeholderRule, plainTextRule } from './rule-objects.ts';
import { choiceOptionRule, initialAmongOptions, overflowOptionRule } from './rule-options.ts';

const { button, checkboxes, radioButtons, overflow } = SLACK_LIMITS;

const pick: Fields = { confirm: optional(confirmRule), focus_on_load: optional(focusRule) };
const dateRule = pattern(
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'must be a date in the format YYYY-MM-DD',
);
const timeRule = pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time in the format HH:mm');

/** Checkboxes, radio buttons and pickers, by `type`: they stand in actions, sections and input blocks. */
export const choiceRules: Readonly<Record<string, Rule>> = {
  checkboxes: object(
    {
      ...elementFields('checkboxes'),
      ...pick,
      options: required(array(choiceOptionRule, { min: checkboxes.minOptions, max: checkboxes.maxOptions })),
      initial_options: optional(array(choiceOptionRule, { min: 1, max: checkboxes.maxOptions })),
    },
    initialAmongOptions,
  ),
  radio_buttons: object(
    {
      ...elementFields('radio_buttons'),
      ...pick,
      options: required(
        array(choiceOptionRule, { min: radioButtons.minOptions, max: radioButtons.maxOptions }),
      ),
      initial_option: optional(choiceOptionRule),
    },
    initialAmongOptions,
  ),
  datepicker: object({
    ...elementFields('datepicker'),
    ...pick,
    placeholder: optional(placeholderRule),
    initial_date: optional(dateRule),
  }),
  timepicker: object({
    ...elementFields('timepicker'),
    ...pick,
    placeholder: optional(placeholderRule),
    initial_time: optional(timeRule),
    timezone: optional(string({ minChars: 1 })),
  }),
  datetimepicker: object({
    ...elementFields('datetimepicker'),
    ...pick,
    // Ten digits of epoch seconds.
    initial_date_time: optional(integer(1_000_000_000, 9_999_999_999)),
  }),
};

/** Buttons and the overflow menu, by `type`: they stand in actions and sections. */
export const buttonRules: Readonly<Record<string, Rule>> = {
  button: object({
    ...elementFields('button'),
    text: required(plainTextRule(button.textChars)),
    url: optional(url(button.urlChars)),
    value: optional(string({ maxChars: button.valueChars })),
    style: optional(oneOf(['primary', 'danger'])),
    confirm: optional(confirmRule),
    accessibility_label: optional(string({ minChars: 1, maxChars: button.accessibilityLabelChars })),
  }),
  overflow: object({
    ...elementFields('overflow'),
    confirm: optional(confirmRule),
    options: required(array(overflowOptionRule, { min: overflow.minOptions, max: overflow.maxOptions })),
  }),
};
