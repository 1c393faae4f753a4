import { SLACK_LIMITS } from './limits.ts';
import { type Pass, report } from './problem.ts';
import {
  array,
  boolean,
  type Fields,
  integer,
  object,
  oneOf,
  optional,
  pattern,
  type Rule,
  required,
  string,
} from './rule.ts';
import { elementFields, focusRule, placeholderRule } from './rule-objects.ts';
import { richTextRule } from './rule-rich-text.ts';

type Json = Readonly<Record<string, unknown>>;

const dispatchable: Fields = {
  dispatch_action_config: optional(
    object({
      trigger_actions_on: optional(array(oneOf(['on_enter_pressed', 'on_character_entered']), { min: 1 })),
    }),
  ),
};

function typed(type: string, more: Fields): Fields {
  return {
    ...elementFields(type),
    ...dispatchable,
    focus_on_load: optional(focusRule),
    placeholder: optional(placeholderRule),
    ...more,
  };
}

const { maxLength } = SLACK_LIMITS.plainTextInput;

function checkTextLengths(value: Json, pointer: string, pass: Pass): void {
  const { min_length: min, max_length: max, initial_value: initial } = value;
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    report(pass, pointer, 'min_length must be less than or equal to max_length');
  }
  if (typeof initial !== 'string') return;
  const limit = typeof max === 'number' ? max : maxLength;
  if (initial.length > limit)
    report(pass, `${pointer}/initial_value`, `must be less than ${limit + 1} characters`);
  if (typeof min === 'number' && initial.length < min) {
    report(pass, `${pointer}/initial_value`, `must be more than ${min - 1} characters`);
  }
}

function checkNumbers(value: Json, pointer: string, pass: Pass): void {
  const min = toNumber(value['min_value']);
  const max = toNumber(value['max_value']);
  const initial = toNumber(value['initial_value']);
  if (min > max) report(pass, pointer, 'min_value must be less than or equal to max_value');
  if (initial < min || initial > max)
    report(pass, `${pointer}/initial_value`, 'must be within min_value and max_value');
  if (value['is_decimal_allowed'] !== false) return;
  for (const key of ['min_value', 'max_value', 'initial_value']) {
    const given = value[key];
    if (typeof given === 'string' && !/^-?\d+$/.test(given))
      report(pass, `${pointer}/${key}`, 'must be an integer');
  }
}

function toNumber(value: unknown): number {
  return typeof value === 'string' ? Number(value) : Number.NaN;
}

const decimal = pattern(/^-?\d+(\.\d+)?$/, 'must be a number given as a string');

/** Takes formatted text; also allowed in actions blocks. */
export const richTextInputRule: Rule = object(
  typed('rich_text_input', {
    initial_value: optional(richTextRule),
    min_lines: optional(integer(1)),
    max_lines: optional(integer(1)),
  }),
);

/** Elements that take typed text or a file: by `type`. They stand in input blocks only. */
export const typedInputRules: Readonly<Record<string, Rule>> = {
  plain_text_input: object(
    typed('plain_text_input', {
      initial_value: optional(string()),
      multiline: optional(boolean),
      min_length: optional(integer(0, maxLength)),
      max_length: optional(integer(1, maxLength)),
    }),
    checkTextLengths,
  ),
  email_text_input: object(typed('email_text_input', { initial_value: optional(string()) })),
  url_text_input: object(typed('url_text_input', { initial_value: optional(string()) })),
  number_input: object(
    typed('number_input', {
      is_decimal_allowed: required(boolean),
      initial_value: optional(decimal),
      min_value: optional(decimal),
      max_value: optional(decimal),
    }),
    checkNumbers,
  ),
  rich_text_input: richTextInputRule,
  file_input: object(
    {
      ...elementFields('file_input'),
      filetypes: optional(array(string({ minChars: 1 }))),
      max_files: optional(integer(SLACK_LIMITS.fileInput.minFiles, SLACK_LIMITS.fileInput.maxFiles)),
    },
    (_value, pointer, pass) => {
      if (pass.surface !== 'modal') report(pass, `${pointer}/type`, 'unsupported type: file_input');
    },
  ),
};
