import { describe, expect, test } from 'vitest';
import { initialLeaf, mergeValues, withLeaf } from '../../../../src/playground/web/state/element-values.ts';

const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });
const input = (blockId: string, element: Record<string, unknown>) => ({
  type: 'input',
  block_id: blockId,
  element: { action_id: 'v', ...element },
});

describe('initial state', () => {
  test.each([
    [{ type: 'plain_text_input' }, { type: 'plain_text_input', value: null }],
    [
      { type: 'number_input', initial_value: '5' },
      { type: 'number_input', value: '5' },
    ],
    [
      { type: 'static_select', initial_option: option('a') },
      { type: 'static_select', selected_option: option('a') },
    ],
    [{ type: 'multi_external_select' }, { type: 'multi_external_select', selected_options: [] }],
    [
      { type: 'checkboxes', initial_options: [option('a')] },
      { type: 'checkboxes', selected_options: [option('a')] },
    ],
    [{ type: 'datepicker' }, { type: 'datepicker', selected_date: null }],
    [
      { type: 'datetimepicker', initial_date_time: 9 },
      { type: 'datetimepicker', selected_date_time: 9 },
    ],
    [
      { type: 'multi_users_select', initial_users: ['U1'] },
      { type: 'multi_users_select', selected_users: ['U1'] },
    ],
    [{ type: 'button', value: 'x' }, undefined],
    [{ type: 'overflow' }, undefined],
  ])('%j', (element, leaf) => {
    expect(initialLeaf(element)).toEqual(leaf);
  });
});

describe('a view’s update', () => {
  const before = mergeValues({}, [
    input('a', { type: 'plain_text_input' }),
    input('b', { type: 'number_input' }),
  ]);
  const typed = withLeaf(before, 'a', 'v', { type: 'plain_text_input', value: 'typed' });

  test('keeps what was typed under equal ids, whatever the new initial value', () => {
    const after = mergeValues(typed, [input('a', { type: 'plain_text_input', initial_value: 'new' })]);
    expect(after).toEqual({ a: { v: { type: 'plain_text_input', value: 'typed' } } });
  });

  test('starts anew under another id, or with another type under the same', () => {
    const after = mergeValues(typed, [
      input('c', { type: 'plain_text_input', initial_value: 'new' }),
      input('a', { type: 'url_text_input' }),
    ]);
    expect(after).toEqual({
      c: { v: { type: 'plain_text_input', value: 'new' } },
      a: { v: { type: 'url_text_input', value: null } },
    });
  });

  test('drops a chosen option that is no longer offered', () => {
    const chosen = { s: { v: { type: 'static_select', selected_option: option('old') } } };
    const select = (value: string) => [input('s', { type: 'static_select', options: [option(value)] })];
    expect(mergeValues(chosen, select('new'))).toEqual({
      s: { v: { type: 'static_select', selected_option: null } },
    });
    expect(mergeValues(chosen, select('old'))).toEqual(chosen);
  });

  test('sections’, actions’ and containers’ elements have state too', () => {
    const picker = { type: 'datepicker', action_id: 'p' };
    const blocks = [
      { type: 'section', block_id: 's', accessory: picker },
      {
        type: 'container',
        block_id: 'x',
        child_blocks: [{ type: 'actions', block_id: 'i', elements: [picker, { type: 'button' }] }],
      },
    ];
    const leaf = { type: 'datepicker', selected_date: null };
    expect(mergeValues({}, blocks)).toEqual({ s: { p: leaf }, i: { p: leaf } });
  });
});
