import { describe, expect, it } from 'vitest';
import { submissionProblems } from '../../../src/playground/slack/submission-checks.ts';
import { carriedState, enteredState, initialState } from '../../../src/playground/slack/view-state.ts';

function input(blockId: string, element: Record<string, unknown>, rest: Record<string, unknown> = {}) {
  return { type: 'input', block_id: blockId, element: { action_id: 'value', ...element }, ...rest };
}
function entered(blockId: string, leaf: { type: string } & Record<string, unknown>) {
  return { [blockId]: { value: leaf } };
}

describe('state', () => {
  it('starts with initial values, and with null or an empty list where there are none', () => {
    const option = { value: 'a' };
    const blocks = [
      input('text', { type: 'plain_text_input' }),
      input('date', { type: 'datepicker', initial_date: '2026-11-22' }),
      input('many', { type: 'checkboxes', options: [option], initial_options: [option] }),
      input('people', { type: 'multi_users_select' }),
      {
        type: 'section',
        block_id: 's',
        accessory: { type: 'static_select', action_id: 'x', options: [option] },
      },
      { type: 'actions', block_id: 'b', elements: [{ type: 'button', action_id: 'go' }] },
    ];
    expect(initialState(blocks)).toEqual({
      text: { value: { type: 'plain_text_input', value: null } },
      date: { value: { type: 'datepicker', selected_date: '2026-11-22' } },
      many: { value: { type: 'checkboxes', selected_options: [option] } },
      people: { value: { type: 'multi_users_select', selected_users: [] } },
      s: { x: { type: 'static_select', selected_option: null } },
    });
  });

  it('keeps typed state under equal ids, not across another type of element', () => {
    const typed = entered('a', { type: 'plain_text_input', value: 'typed' });
    const same = [input('a', { type: 'plain_text_input', initial_value: 'new' })];
    expect(carriedState(same, typed)).toEqual(typed);
    const other = [input('a', { type: 'number_input', initial_value: '1' })];
    expect(carriedState(other, typed).a?.value).toEqual({ type: 'number_input', value: '1' });
    const select = (value: string) => [input('a', { type: 'static_select', options: [{ value }] })];
    const picked = entered('a', { type: 'static_select', selected_option: { value: 'x' } });
    expect(carriedState(select('x'), picked)).toEqual(picked);
    expect(carriedState(select('y'), picked).a?.value?.selected_option).toBeNull();
    expect(carriedState([input('b', { type: 'plain_text_input' })], typed)).not.toHaveProperty('a');
  });

  it('takes options only from those offered, in groups too, and clears on null', () => {
    const full = { value: 'a', text: { type: 'plain_text', text: 'A' } };
    const blocks = [input('a', { type: 'static_select', option_groups: [{ options: [full] }] })];
    const pick = (value: string) => entered('a', { type: 'static_select', selected_option: { value } });
    const chosen = enteredState(blocks, initialState(blocks), pick('a'));
    expect(chosen.a?.value).toEqual({ type: 'static_select', selected_option: full });
    expect(() => enteredState(blocks, chosen, pick('b'))).toThrow('does not offer "b"');
    const cleared = enteredState(
      blocks,
      chosen,
      entered('a', { type: 'static_select', selected_option: null }),
    );
    expect(cleared.a?.value).toEqual({ type: 'static_select', selected_option: null });
  });
});

describe('Slack’s own checks', () => {
  const check = (element: Record<string, unknown> & { type: string }, value: unknown, rest = {}) =>
    submissionProblems([input('f', element, rest)], entered('f', { type: element.type, value })).f;

  it.each([
    [{ type: 'plain_text_input' }, '  ', 'required'],
    [{ type: 'plain_text_input', max_length: 3 }, 'four', 'at most 3'],
    [{ type: 'email_text_input' }, 'nobody', 'email'],
    [{ type: 'url_text_input' }, 'ftp://x.example', 'URL'],
    [{ type: 'number_input', is_decimal_allowed: false }, '1.5', 'whole'],
    [{ type: 'number_input', is_decimal_allowed: true, min_value: '-1' }, '-1.5', 'at least -1'],
    [{ type: 'number_input', is_decimal_allowed: true }, '1e3', 'valid number'],
  ])('%j refuses %s', (element, value, expected) => {
    expect(check(element, value)).toContain(expected);
  });

  it.each([
    [{ type: 'email_text_input' }, 'a@b.example'],
    [{ type: 'url_text_input' }, 'https://x.example/y'],
    [{ type: 'number_input', is_decimal_allowed: true, max_value: '2' }, '-.5'],
    [{ type: 'plain_text_input', min_length: 2 }, 'ok'],
  ])('%j takes %s', (element, value) => {
    expect(check(element, value)).toBeUndefined();
  });

  it('lets optional fields be empty, but checks what is in them', () => {
    expect(check({ type: 'number_input' }, null, { optional: true })).toBeUndefined();
    expect(check({ type: 'number_input' }, 'x', { optional: true })).toBe('Enter a valid number.');
  });

  it('finds an empty required list of checkboxes', () => {
    const blocks = [input('f', { type: 'checkboxes', options: [{ value: 'a' }] })];
    expect(submissionProblems(blocks, initialState(blocks))).toEqual({
      f: 'Please complete this required field.',
    });
  });
});
