import { describe, expect, it } from 'vitest';
import { assertSlackView, checkSlackView } from '../../../src/block-kit/check-view.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(value), value });
const options = (count: number) => Array.from({ length: count }, (_, index) => option(`o${index}`));
const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element: { action_id: 'value', ...element },
  ...more,
});
const modal = (blocks: unknown[], more: object = {}) => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Run'),
  blocks,
  ...more,
});
const check = (element: object) => checkSlackView(modal([input(element)]));

describe('a valid view', () => {
  it.each([
    [
      'plain text',
      { type: 'plain_text_input', multiline: true, min_length: 1, max_length: 3000, initial_value: 'a' },
    ],
    [
      'number',
      {
        type: 'number_input',
        is_decimal_allowed: true,
        min_value: '0.5',
        max_value: '9',
        initial_value: '1',
      },
    ],
    ['email', { type: 'email_text_input', placeholder: plain('a@b.c') }],
    [
      'address',
      { type: 'url_text_input', dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } },
    ],
    ['date', { type: 'datepicker', initial_date: '2026-11-30' }],
    ['time', { type: 'timepicker', initial_time: '23:59', timezone: 'Europe/Berlin' }],
    ['date and time', { type: 'datetimepicker', initial_date_time: 1_790_000_000 }],
    ['select', { type: 'static_select', options: options(100), initial_option: option('o99') }],
    [
      'grouped select',
      { type: 'static_select', option_groups: [{ label: plain('g'), options: options(2) }] },
    ],
    ['multi-select', { type: 'multi_static_select', options: options(2), initial_options: options(1) }],
    ['external select', { type: 'external_select', min_query_length: 0, initial_option: option('a') }],
    ['external multi-select', { type: 'multi_external_select', max_selected_items: 3 }],
    ['people', { type: 'users_select', initial_user: 'U1' }],
    ['people, several', { type: 'multi_users_select', initial_users: ['U1'] }],
    [
      'conversation',
      { type: 'conversations_select', filter: { include: ['public'] }, response_url_enabled: true },
    ],
    ['channels', { type: 'multi_channels_select', initial_channels: ['C1'] }],
    ['checkboxes', { type: 'checkboxes', options: options(10), initial_options: options(2) }],
    ['radio buttons', { type: 'radio_buttons', options: options(10), initial_option: option('o1') }],
    ['file', { type: 'file_input', filetypes: ['pdf'], max_files: 10 }],
    [
      'rich text',
      {
        type: 'rich_text_input',
        initial_value: {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'a', style: { bold: true } }] },
          ],
        },
      },
    ],
  ])('input: %s', (_name, element) => {
    expect(check(element)).toEqual([]);
  });

  it('is a Home view with buttons and without a title', () => {
    const blocks = [{ type: 'section', text: plain('a') }];
    expect(checkSlackView({ type: 'home', blocks })).toEqual([]);
    expect(() => assertSlackView({ type: 'home', blocks })).not.toThrow();
  });
});

describe('what Slack refuses of an element', () => {
  const at = '/blocks/0/element';
  it.each([
    ['101 options', { type: 'static_select', options: options(101) }, `${at}/options`],
    ['no options', { type: 'static_select', options: [] }, `${at}/options`],
    ['11 checkboxes', { type: 'checkboxes', options: options(11) }, `${at}/options`],
    ['11 radio buttons', { type: 'radio_buttons', options: options(11) }, `${at}/options`],
    [
      'a value of 151',
      { type: 'static_select', options: [{ text: plain('a'), value: 'x'.repeat(151) }] },
      `${at}/options/0/value`,
    ],
    [
      'an option text of 76',
      { type: 'static_select', options: [{ text: plain('x'.repeat(76)), value: 'x' }] },
      `${at}/options/0/text/text`,
    ],
    ['neither options nor groups', { type: 'static_select' }, at],
    [
      'options and groups',
      {
        type: 'static_select',
        options: options(1),
        option_groups: [{ label: plain('g'), options: options(1) }],
      },
      at,
    ],
    [
      'a foreign initial option',
      { type: 'static_select', options: options(1), initial_option: option('x') },
      `${at}/initial_option`,
    ],
    [
      'an initial option with another text',
      { type: 'radio_buttons', options: options(1), initial_option: { text: plain('other'), value: 'o0' } },
      `${at}/initial_option`,
    ],
    [
      'a foreign one among initial options',
      { type: 'checkboxes', options: options(1), initial_options: [option('o0'), option('x')] },
      `${at}/initial_options/1`,
    ],
    [
      'mrkdwn in a select',
      { type: 'static_select', options: [{ text: { type: 'mrkdwn', text: 'a' }, value: 'a' }] },
      `${at}/options/0/text/type`,
    ],
    [
      'an initial text above its max',
      { type: 'plain_text_input', max_length: 3, initial_value: 'abcd' },
      `${at}/initial_value`,
    ],
    ['a max above 3000', { type: 'plain_text_input', max_length: 3001 }, `${at}/max_length`],
    ['min above max', { type: 'plain_text_input', min_length: 5, max_length: 4 }, at],
    [
      'a number outside',
      { type: 'number_input', is_decimal_allowed: true, max_value: '1', initial_value: '2' },
      `${at}/initial_value`,
    ],
    [
      'a fraction where none is allowed',
      { type: 'number_input', is_decimal_allowed: false, initial_value: '1.5' },
      `${at}/initial_value`,
    ],
    [
      'a number not as string',
      { type: 'number_input', is_decimal_allowed: false, min_value: 1 },
      `${at}/min_value`,
    ],
    ['no is_decimal_allowed', { type: 'number_input' }, at],
    ['no such date', { type: 'datepicker', initial_date: '2026-13-01' }, `${at}/initial_date`],
    ['no such time', { type: 'timepicker', initial_time: '24:00' }, `${at}/initial_time`],
    [
      'milliseconds',
      { type: 'datetimepicker', initial_date_time: 1_790_000_000_000 },
      `${at}/initial_date_time`,
    ],
    [
      'a long placeholder',
      { type: 'email_text_input', placeholder: plain('x'.repeat(151)) },
      `${at}/placeholder/text`,
    ],
    ['11 files', { type: 'file_input', max_files: 11 }, `${at}/max_files`],
    ['a button', { type: 'button', text: plain('a') }, `${at}/type`],
    ['a long action_id', { type: 'email_text_input', action_id: 'x'.repeat(256) }, `${at}/action_id`],
  ])('%s', (_name, element, pointer) => {
    expect(check(element)).toEqual([expect.objectContaining({ code: 'invalid_arguments', pointer })]);
  });
});

describe('what Slack refuses of a view', () => {
  const divider = { type: 'divider' };
  it.each([
    ['no blocks', modal([]), '/blocks'],
    ['101 blocks', modal(Array.from({ length: 101 }, () => divider)), '/blocks'],
    ['a long title', modal([divider], { title: plain('x'.repeat(25)) }), '/title/text'],
    ['a long submit', modal([divider], { submit: plain('x'.repeat(25)) }), '/submit/text'],
    ['a long close', modal([divider], { close: plain('x'.repeat(25)) }), '/close/text'],
    ['a mrkdwn title', modal([divider], { title: { type: 'mrkdwn', text: 'x' } }), '/title/type'],
    ['long metadata', modal([divider], { private_metadata: 'x'.repeat(3001) }), '/private_metadata'],
    ['a long callback', modal([divider], { callback_id: 'x'.repeat(256) }), '/callback_id'],
    ['a long external id', modal([divider], { external_id: 'x'.repeat(256) }), '/external_id'],
    ['inputs without submit', modal([input({ type: 'email_text_input' })], { submit: undefined }), ''],
    ['a markdown block', modal([{ type: 'markdown', text: 'x' }]), '/blocks/0/type'],
    ['a table', modal([{ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }]), '/blocks/0/type'],
    [
      'a mrkdwn label',
      modal([input({ type: 'email_text_input' }, { label: { type: 'mrkdwn', text: 'x' } })]),
      '/blocks/0/label/type',
    ],
    [
      'a long hint',
      modal([input({ type: 'email_text_input' }, { hint: plain('x'.repeat(2001)) })]),
      '/blocks/0/hint/text',
    ],
    ['a title on Home', { type: 'home', blocks: [divider], title: plain('x') }, ''],
    ['another type', { type: 'popup', blocks: [divider] }, '/type'],
  ])('%s', (_name, view, pointer) => {
    expect(checkSlackView(view)).toEqual([expect.objectContaining({ code: 'invalid_arguments', pointer })]);
    expect(() => assertSlackView(view)).toThrow('breaks the limits');
  });

  it('refuses two focused elements', () => {
    const focused = (blockId: string) =>
      input({ type: 'email_text_input', focus_on_load: true }, { block_id: blockId });
    expect(checkSlackView(modal([focused('a'), focused('b')]))).toEqual([
      expect.objectContaining({ pointer: '/blocks/1/element/focus_on_load' }),
    ]);
  });

  it('refuses more than 250 KB', () => {
    const blocks = Array.from({ length: 90 }, () => ({ type: 'section', text: plain('x'.repeat(3000)) }));
    expect(checkSlackView(modal(blocks)).map((problem) => problem.code)).toEqual(['view_too_large']);
  });
});
