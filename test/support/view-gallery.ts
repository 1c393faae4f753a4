import { type Json, mrkdwn, option, owners, plain } from './block-gallery.ts';

/** What stands on Home tabs and in modals only, for the page to be looked at. */

export function groupBlocks(picture: string): readonly Json[] {
  return [
    {
      type: 'layout',
      label: 'Your week',
      is_label_visible: true,
      grid_lines: 'rows',
      rows: [
        {
          items: [
            { blocks: [{ type: 'section', text: mrkdwn('*12* runs') }], width: 'narrow' },
            { blocks: [{ type: 'section', text: mrkdwn('*3* failed, all of them restarted') }] },
          ],
        },
        {
          items: [{ blocks: [{ type: 'card', title: mrkdwn('*Next*'), body: plain('Daily report at 9') }] }],
        },
      ],
    },
    {
      type: 'auth_provider',
      provider_name: plain('Warmly'),
      description: plain('Run tools in your own name'),
      icon_url: picture,
      is_connected: true,
      connected_identity: plain('ada@acme.example'),
      connected_context: plain('Acme'),
      disconnect_url: 'https://a.example/out',
    },
    {
      type: 'auth_provider',
      provider_name: plain('Warp'),
      description: plain('Start agents in your own name'),
      icon_url: picture,
      is_connected: false,
      auth_url: 'https://a.example/in',
    },
  ];
}

const input = (label: string, element: Json, more: Json = {}) => ({
  type: 'input',
  label: plain(label),
  element: { action_id: 'value', ...element },
  ...more,
});
export const MODAL_BLOCKS: readonly Json[] = [
  ...['default', 'info', 'success', 'warning', 'error'].map((level) => ({
    type: 'alert',
    level,
    text: mrkdwn(`An alert of level *${level}*`),
  })),
  input(
    'Name',
    { type: 'plain_text_input', placeholder: plain('Full name') },
    { hint: plain('As it is written') },
  ),
  input('Story', {
    type: 'plain_text_input',
    multiline: true,
    max_length: 60,
    initial_value: 'Once upon a time',
  }),
  input('Count', { type: 'number_input', is_decimal_allowed: false, initial_value: '5' }, { optional: true }),
  input('Mail', { type: 'email_text_input', placeholder: plain('you@acme.example') }),
  input('Page', { type: 'url_text_input' }),
  input('Words', { type: 'rich_text_input' }),
  input('Owner', { type: 'static_select', options: owners, placeholder: plain('Choose an owner') }),
  input('Owners', { type: 'multi_static_select', options: owners, initial_options: owners.slice(1) }),
  input('Channel', { type: 'conversations_select', initial_conversation: 'C0REVENUE' }),
  input('Day', { type: 'datepicker', initial_date: '2026-12-24' }),
  input('Time', { type: 'timepicker', initial_time: '18:30' }),
  input('Moment', { type: 'datetimepicker', initial_date_time: 1_798_131_600 }),
  input('How often', { type: 'radio_buttons', options: [option('Once', '1', 'Now'), option('Daily', '2')] }),
  input('What else', { type: 'checkboxes', options: [option('Tell the channel', '1'), option('Log', '2')] }),
  input('Files', { type: 'file_input' }, { optional: true }),
];
