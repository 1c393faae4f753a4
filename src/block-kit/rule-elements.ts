import { SLACK_LIMITS } from './limits.ts';
import {
  array,
  type Fields,
  integer,
  named,
  object,
  oneOf,
  optional,
  type Rule,
  required,
  string,
} from './rule.ts';
import { dateRule, timeRule, timeZoneRule, url, webUrl } from './rule-formats.ts';
import { confirmRule, elementFields, focusRule, placeholderRule, plainTextRule } from './rule-objects.ts';
import { choiceOptionRule, initialAmongOptions, overflowOptionRule } from './rule-options.ts';

const { button, checkboxes, radioButtons, overflow, datetimepicker } = SLACK_LIMITS;

const pick: Fields = { confirm: optional(confirmRule), focus_on_load: optional(focusRule) };

/** Checkboxes, radio buttons and pickers, by `type`: they stand in actions, sections and input blocks. */
export const choiceRules: Readonly<Record<string, Rule>> = {
  checkboxes: named(
    'checkboxes',
    object(
      {
        ...elementFields('checkboxes'),
        ...pick,
        options: required(
          array(choiceOptionRule, { min: checkboxes.minOptions, max: checkboxes.maxOptions }),
        ),
        initial_options: optional(array(choiceOptionRule, { min: 1, max: checkboxes.maxOptions })),
      },
      initialAmongOptions,
    ),
  ),
  radio_buttons: named(
    'radio_buttons',
    object(
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
  ),
  datepicker: named(
    'datepicker',
    object({
      ...elementFields('datepicker'),
      ...pick,
      placeholder: optional(placeholderRule),
      initial_date: optional(dateRule),
    }),
  ),
  timepicker: named(
    'timepicker',
    object({
      ...elementFields('timepicker'),
      ...pick,
      placeholder: optional(placeholderRule),
      initial_time: optional(timeRule),
      timezone: optional(timeZoneRule),
    }),
  ),
  datetimepicker: named(
    'datetimepicker',
    object({
      ...elementFields('datetimepicker'),
      ...pick,
      // Ten digits of epoch seconds.
      initial_date_time: optional(integer(datetimepicker.min, datetimepicker.max)),
    }),
  ),
};

const buttonLook: Fields = {
  text: required(plainTextRule(button.textChars)),
  style: optional(oneOf(['primary', 'danger'])),
  confirm: optional(confirmRule),
  accessibility_label: optional(string({ minChars: 1, maxChars: button.accessibilityLabelChars })),
};

export const buttonRule: Rule = named(
  'button',
  object({
    ...elementFields('button'),
    ...buttonLook,
    url: optional(url(button.urlChars)),
    value: optional(string({ maxChars: button.valueChars })),
  }),
);

export const overflowRule: Rule = named(
  'overflow',
  object({
    ...elementFields('overflow'),
    confirm: optional(confirmRule),
    options: required(array(overflowOptionRule, { min: overflow.minOptions, max: overflow.maxOptions })),
  }),
);

const name = string({ minChars: 1 });
const parametersRule = array(object({ name: required(name), value: required(string()) }));

/** Buttons and the overflow menu, by `type`: they stand in actions and sections. */
export const buttonRules: Readonly<Record<string, Rule>> = {
  button: buttonRule,
  overflow: overflowRule,
  workflow_button: named(
    'workflow_button',
    object({
      ...elementFields('workflow_button'),
      ...buttonLook,
      workflow: required(
        object({
          trigger: required(
            object({
              url: required(webUrl(button.urlChars)),
              customizable_input_parameters: optional(parametersRule),
            }),
          ),
        }),
      ),
    }),
  ),
};
