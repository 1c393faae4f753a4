import type { ModalView } from '@slack/types';

export const text = (value: string) => ({ type: 'plain_text', text: value }) as const;

/** A modal with an external select, a number, a note, and optionally one field more. */
export function form(options: { note?: string; more?: boolean; external?: string } = {}): ModalView {
  return {
    type: 'modal',
    callback_id: 'form',
    title: text('Run a tool'),
    submit: text('Run'),
    close: text('Cancel'),
    private_metadata: '{"draft":1}',
    notify_on_close: true,
    ...(options.external === undefined ? {} : { external_id: options.external }),
    blocks: [
      {
        type: 'input',
        block_id: 'tool',
        label: text('Tool'),
        dispatch_action: true,
        element: { type: 'external_select', action_id: 'choose', min_query_length: 0 },
      },
      {
        type: 'input',
        block_id: 'count',
        label: text('Count'),
        element: {
          type: 'number_input',
          action_id: 'value',
          is_decimal_allowed: false,
          min_value: '1',
          max_value: '50',
        },
      },
      {
        type: 'input',
        block_id: 'note',
        label: text('Note'),
        optional: true,
        element: { type: 'plain_text_input', action_id: 'value', initial_value: options.note ?? 'as given' },
      },
      ...(options.more
        ? [
            {
              type: 'input' as const,
              block_id: 'more',
              label: text('More'),
              element: {
                type: 'static_select' as const,
                action_id: 'value',
                options: [{ text: text('One'), value: '1' }],
                initial_option: { text: text('One'), value: '1' },
              },
            },
          ]
        : []),
      {
        type: 'actions',
        block_id: 'buttons',
        elements: [{ type: 'button', action_id: 'press', text: text('Press'), value: 'v' }],
      },
    ],
  };
}

export function choice(viewId: string, name: string) {
  const option = { text: text(name), value: name };
  return {
    container: { type: 'view', viewId },
    blockId: 'tool',
    actionId: 'choose',
    value: { type: 'external_select', selected_option: option },
    stateValues: {},
  } as const;
}

export const press = (viewId: string) =>
  ({
    container: { type: 'view', viewId },
    blockId: 'buttons',
    actionId: 'press',
    value: { type: 'button', value: 'v' },
    stateValues: {},
  }) as const;

export const count = (value: string) => ({ count: { value: { type: 'number_input', value } } });
