import { SLACK_LIMITS } from './limits.ts';
import { report } from './problem.ts';
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
  required,
  string,
  type WholeRule,
} from './rule.ts';
import { decimalRule } from './rule-formats.ts';
import { elementFields, focusRule, placeholderRule } from './rule-objects.ts';
import { richTextRule } from './rule-rich-text.ts';

const { plainTextInput, richTextInput, fileInput } = SLACK_LIMITS;

const dispatchable: Fields = {
  dispatch_action_config: optional(
    named(
      'dispatch_action_configuration',
      object({
        trigger_actions_on: optional(
          array(oneOf(['on_enter_pressed', 'on_character_entered']), { min: 1, max: 2 }),
        ),
      }),
    ),
  ),
};

function typed(type: string, more: Fields, ...whole: readonly WholeRule[]): Rule {
  const fields = {
    ...elementFields(type),
    ...dispatchable,
    focus_on_load: optional(focusRule),
    placeholder: optional(placeholderRule),
    ...more,
  };
  return named(type, object(fields, ...whole));
}

function ordered(minKey: string, maxKey: string): WholeRule {
  return {
    says: `\`${minKey}\` is not above \`${maxKey}\``,
    source: 'page',
    check(value, pointer, pass) {
      if (toNumber(value[minKey]) > toNumber(value[maxKey])) {
        report(pass, pointer, `${minKey} must be less than or equal to ${maxKey}`);
      }
    },
  };
}

function toNumber(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
}

const textWithinLengths: WholeRule = {
  says: '`initial_value` keeps within `min_length` and `max_length` (3000 unless given)',
  source: 'assumed',
  check(value, pointer, pass) {
    const { min_length: min, max_length: max, initial_value: initial } = value;
    if (typeof initial !== 'string') return;
    const limit = typeof max === 'number' ? max : plainTextInput.maxLength;
    if (initial.length > limit)
      report(pass, `${pointer}/initial_value`, `must be less than ${limit + 1} characters`);
    if (typeof min === 'number' && initial.length < min) {
      report(pass, `${pointer}/initial_value`, `must be more than ${min - 1} characters`);
    }
  },
};

const numberWithinBounds: WholeRule = {
  says: '`initial_value` lies within `min_value` and `max_value`',
  source: 'assumed',
  check(value, pointer, pass) {
    const initial = toNumber(value['initial_value']);
    if (initial < toNumber(value['min_value']) || initial > toNumber(value['max_value']))
      report(pass, `${pointer}/initial_value`, 'must be within min_value and max_value');
  },
};

const wholeNumbers: WholeRule = {
  says: 'no decimals in any value unless `is_decimal_allowed`',
  source: 'page',
  check(value, pointer, pass) {
    if (value['is_decimal_allowed'] !== false) return;
    for (const key of ['min_value', 'max_value', 'initial_value']) {
      const given = value[key];
      if (typeof given === 'string' && !/^-?\d+$/.test(given))
        report(pass, `${pointer}/${key}`, 'must be an integer');
    }
  },
};

const lines = integer(richTextInput.minLines, richTextInput.maxLines);

/** Takes formatted text; also allowed in actions blocks. */
export const richTextInputRule: Rule = typed(
  'rich_text_input',
  {
    initial_value: optional(richTextRule),
    min_lines: optional(lines, 'types'),
    max_lines: optional(lines, 'types'),
  },
  { ...ordered('min_lines', 'max_lines'), source: 'assumed' },
);

/** Elements that take typed text or a file: by `type`. They stand in input blocks only. */
export const typedInputRules: Readonly<Record<string, Rule>> = {
  plain_text_input: typed(
    'plain_text_input',
    {
      initial_value: optional(string()),
      multiline: optional(boolean),
      min_length: optional(integer(0, plainTextInput.maxLength)),
      max_length: optional(integer(1, plainTextInput.maxLength)),
    },
    ordered('min_length', 'max_length'),
    textWithinLengths,
  ),
  email_text_input: typed('email_text_input', { initial_value: optional(string()) }),
  url_text_input: typed('url_text_input', { initial_value: optional(string()) }),
  number_input: typed(
    'number_input',
    {
      is_decimal_allowed: required(boolean),
      initial_value: optional(decimalRule),
      min_value: optional(decimalRule),
      max_value: optional(decimalRule),
    },
    ordered('min_value', 'max_value'),
    numberWithinBounds,
    wholeNumbers,
  ),
  rich_text_input: richTextInputRule,
  file_input: named(
    'file_input',
    object(
      {
        ...elementFields('file_input'),
        filetypes: optional(array(string({ minChars: 1 }))),
        max_files: optional(integer(fileInput.minFiles, fileInput.maxFiles)),
      },
      {
        says: 'in modals only',
        source: 'page',
        check(_value, pointer, pass) {
          if (pass.surface !== 'modal') report(pass, `${pointer}/type`, 'unsupported type: file_input');
        },
      },
    ),
  ),
};
