import { describe, expect, it } from 'vitest';
import { checkSlackMessage } from '../../../src/block-kit/check-message.ts';
import { checkSlackView } from '../../../src/block-kit/check-view.ts';
import { rulesOf } from '../../../src/block-kit/describe-rule.ts';
import { ruleKinds } from '../../../src/block-kit/rule-table.ts';
import { bar, image, inputOf, type Json, plain, raw, series, table } from './whole-elements.ts';

const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const rich = { type: 'rich_text', elements: [] };
const many = (type: string, more: Json) => inputOf({ type, max_selected_items: 1, ...more });

/** What the rule says, a block that breaks it alone, where and in which words it is refused. */
const inMessages: readonly (readonly [says: string, block: Json, pointer: string, message: string])[] = [
  ['at least one of `text` and `fields`', { type: 'section' }, '', 'missing required field: text'],
  [
    'exactly one of `image_url` and `slack_file`',
    { type: 'image', alt_text: 'i' },
    '',
    'must provide either image_url or slack_file',
  ],
  [
    'exactly one of `image_url` and `slack_file`',
    { ...image, slack_file: { id: 'F1' } },
    '',
    'must provide either image_url or slack_file',
  ],
  [
    'exactly one of `id` and `url`',
    { type: 'image', alt_text: 'i', slack_file: {} },
    '/slack_file',
    'must provide either id or url',
  ],
  [
    'exactly one of `id` and `url`',
    { type: 'image', alt_text: 'i', slack_file: { id: 'F1', url: 'https://a.example' } },
    '/slack_file',
    'must provide either id or url',
  ],
  ['in modals only', inputOf({ type: 'file_input' }), '/element/type', 'unsupported type: file_input'],
  [
    'at least one of `hero_image`, `title`, `actions` and `body`',
    { type: 'card', icon: image, subtitle: plain('s') },
    '',
    'must provide at least one of hero_image, title, actions, body',
  ],
  [
    'at most one of `icon` and `slack_icon`',
    { type: 'card', body: plain('b'), icon: image, slack_icon: { type: 'icon', name: 'bot' } },
    '',
    'only one of icon and slack_icon is allowed',
  ],
  [
    'at least one of `title` and `rich_text_title`',
    { type: 'container', child_blocks: [{ type: 'divider' }] },
    '',
    'missing required field: title',
  ],
  [
    '`default_collapsed` only where `is_collapsible`',
    { type: 'container', title: plain('t'), child_blocks: [{ type: 'divider' }], default_collapsed: true },
    '/default_collapsed',
    'requires is_collapsible',
  ],
  [
    'all rows have the same number of cells',
    table('table', [[raw('a')], [raw('b'), raw('c')]]),
    '/rows/1',
    'all rows must have the same number of cells',
  ],
  [
    'all rows have the same number of cells',
    table('data_table', [[raw('a')], [raw('b'), raw('c')]], { caption: 'c' }),
    '/rows/1',
    'all rows must have the same number of cells',
  ],
  [
    'no `rich_text` in the first row, which is the header',
    table('data_table', [[rich], [raw('a')]], { caption: 'c' }),
    '/rows/0/0/type',
    'unsupported type: rich_text',
  ],
  [
    '`row_header_column_index` names a column of the table',
    table('data_table', [[raw('a')], [raw('b')]], { caption: 'c', row_header_column_index: 1 }),
    '/row_header_column_index',
    'must be less than or equal to 0',
  ],
  [
    'at most 20000 characters in all cells together',
    table('data_table', [[raw('a')], [raw('x'.repeat(20_000))]], { caption: 'c' }),
    '/rows',
    'must be less than 20001 characters',
  ],
  [
    'every series has a name of its own',
    bar([series('a', 'x'), series('a', 'x')], ['x']),
    '/chart/series/1/name',
    'series names must be unique',
  ],
  [
    'no category twice',
    bar([series('a', 'x', 'x')], ['x', 'x']),
    '/chart/axis_config/categories',
    'categories must be unique',
  ],
  [
    'every series has exactly one point for each category',
    bar([series('a', 'x', 'y'), series('b', 'x')], ['x', 'y']),
    '/chart/series/1/data',
    'must have one data point for each category',
  ],
];

const inModals: typeof inMessages = [
  [
    'exactly one of `options` and `option_groups`',
    inputOf({ type: 'static_select' }),
    '/element',
    'missing required field: options',
  ],
  [
    'exactly one of `options` and `option_groups`',
    inputOf({
      type: 'multi_static_select',
      options: [option('a')],
      option_groups: [{ label: plain('g'), options: [option('a')] }],
    }),
    '/element',
    'only one of options and option_groups is allowed',
  ],
  ...['static_select', 'radio_buttons'].map(
    (type) =>
      [
        'every initial option equals one of the options in text, value and description',
        inputOf({ type, options: [option('a')], initial_option: { ...option('a'), text: plain('other') } }),
        '/element/initial_option',
        'initial option must exactly match one of the provided options',
      ] as const,
  ),
  ...['multi_static_select', 'checkboxes'].map(
    (type) =>
      [
        'every initial option equals one of the options in text, value and description',
        inputOf({ type, options: [option('a')], initial_options: [option('a'), option('b')] }),
        '/element/initial_options/1',
        'initial option must exactly match one of the provided options',
      ] as const,
  ),
  [
    'no more initial entries than `max_selected_items`',
    many('multi_static_select', {
      options: [option('a'), option('b')],
      initial_options: [option('a'), option('b')],
    }),
    '/element/initial_options',
    'no more than 1 items allowed',
  ],
  [
    'no more initial entries than `max_selected_items`',
    many('multi_external_select', { initial_options: [option('a'), option('b')] }),
    '/element/initial_options',
    'no more than 1 items allowed',
  ],
  ...['users', 'conversations', 'channels'].map(
    (kind) =>
      [
        'no more initial entries than `max_selected_items`',
        many(`multi_${kind}_select`, { [`initial_${kind}`]: ['A', 'B'] }),
        `/element/initial_${kind}`,
        'no more than 1 items allowed',
      ] as const,
  ),
  [
    'at least one of its properties',
    inputOf({ type: 'conversations_select', filter: {} }),
    '/element/filter',
    'must provide at least one filter',
  ],
  [
    '`min_length` is not above `max_length`',
    inputOf({ type: 'plain_text_input', min_length: 5, max_length: 4 }),
    '/element',
    'min_length must be less than or equal to max_length',
  ],
  [
    '`initial_value` keeps within `min_length` and `max_length` (3000 unless given)',
    inputOf({ type: 'plain_text_input', initial_value: 'x'.repeat(3001) }),
    '/element/initial_value',
    'must be less than 3001 characters',
  ],
  [
    '`initial_value` keeps within `min_length` and `max_length` (3000 unless given)',
    inputOf({ type: 'plain_text_input', initial_value: 'x', min_length: 2 }),
    '/element/initial_value',
    'must be more than 1 characters',
  ],
  [
    '`min_value` is not above `max_value`',
    inputOf({ type: 'number_input', is_decimal_allowed: true, min_value: '10', max_value: '9.5' }),
    '/element',
    'min_value must be less than or equal to max_value',
  ],
  [
    '`initial_value` lies within `min_value` and `max_value`',
    inputOf({ type: 'number_input', is_decimal_allowed: true, min_value: '9', initial_value: '8.9' }),
    '/element/initial_value',
    'must be within min_value and max_value',
  ],
  [
    'no decimals in any value unless `is_decimal_allowed`',
    inputOf({ type: 'number_input', is_decimal_allowed: false, max_value: '1.0' }),
    '/element/max_value',
    'must be an integer',
  ],
  [
    '`min_lines` is not above `max_lines`',
    inputOf({ type: 'rich_text_input', min_lines: 3, max_lines: 2 }),
    '/element',
    'min_lines must be less than or equal to max_lines',
  ],
];

const modal = (blocks: unknown[], more: Json = {}) => ({
  type: 'modal',
  title: plain('T'),
  submit: plain('S'),
  blocks,
  ...more,
});
const message = (...blocks: unknown[]) => checkSlackMessage({ text: 'x', blocks });

describe('a rule over a whole object', () => {
  it.each(inMessages)('in a message: %s', (_says, block, pointer, text) => {
    const problems = message(block).filter(({ code }) => code !== 'msg_blocks_too_long');
    expect(problems).toEqual([{ code: 'invalid_blocks', pointer: `/blocks/0${pointer}`, message: text }]);
  });

  it.each(inModals)('in a modal: %s', (_says, block, pointer, text) => {
    expect(checkSlackView(modal([block]))).toEqual([
      { code: 'invalid_arguments', pointer: `/blocks/0${pointer}`, message: text },
    ]);
  });

  it('is broken above, each of them', () => {
    const views = ['`submit` where a block takes input', 'a modal that holds one has `submit`'];
    const broken = new Set([...views, ...[...inMessages, ...inModals].map(([says]) => says)]);
    const rules = [...ruleKinds().values()].flatMap((kind) => rulesOf(kind));
    const whole = rules.filter(({ path, source, says }) => source !== undefined && !/\w$/.test(path) && says);
    expect(whole.length).toBeGreaterThan(20);
    const ofWhole = new Set(whole.map(({ says }) => says).filter((says) => !says.startsWith('required')));
    expect([...ofWhole].filter((says) => !broken.has(says))).toEqual([]);
  });
});
