/** Elements with every property that they take, for tests to break one at a time. */

export type Json = Record<string, unknown>;

export const plain = (text: string) => ({ type: 'plain_text', text, emoji: true });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text, verbatim: true });
export const raw = (text: string) => ({ type: 'raw_text', text });
export const image = { type: 'image', image_url: 'https://a.example/i.png', alt_text: 'a picture' };
export const fileImage = { type: 'image', slack_file: { id: 'F1' }, alt_text: 'a picture' };
export const urlImage = { ...fileImage, slack_file: { url: 'https://files.slack.com/i.png' } };
const confirm = {
  title: plain('Sure?'),
  text: mrkdwn('It *stops*.'),
  confirm: plain('Stop'),
  deny: plain('Go on'),
  style: 'danger',
};
const plainOption = { text: plain('A'), value: 'a', description: plain('the first') };
const otherOption = { text: plain('B'), value: 'b' };
const richOption = { text: mrkdwn('*A*'), value: 'a', description: mrkdwn('the _first_') };
const style = { bold: true, code: false, italic: true, strike: false, underline: true };
const inline = [
  { type: 'text', text: 'a', style },
  { type: 'link', url: 'https://a.example', text: 'a', unsafe: false, style },
  { type: 'broadcast', range: 'here', style },
  { type: 'color', value: '#00ff00', style },
  { type: 'channel', channel_id: 'C1', style },
  {
    type: 'date',
    timestamp: 1_790_000_000,
    format: '{ago}',
    url: 'https://a.example',
    fallback: 'then',
    style,
  },
  { type: 'emoji', name: 'wave', unicode: '1f44b', url: 'https://a.example/w.png', style },
  { type: 'team', team_id: 'T1', style },
  { type: 'user', user_id: 'U1', style },
  { type: 'usergroup', usergroup_id: 'S1', style },
];
const line = { type: 'rich_text_section', elements: inline };
export const richText = {
  type: 'rich_text',
  block_id: 'rich',
  elements: [
    line,
    { type: 'rich_text_list', style: 'bullet', indent: 1, offset: 2, border: 0, elements: [line] },
    { type: 'rich_text_quote', border: 1, elements: inline },
    { type: 'rich_text_preformatted', border: 1, language: 'js', elements: inline.slice(0, 2) },
  ],
};
export const shortRich = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] };

const picked = { action_id: 'act', confirm, focus_on_load: false };
const menu = { ...picked, placeholder: plain('Choose') };
const typed = {
  action_id: 'act',
  focus_on_load: false,
  placeholder: plain('Write'),
  dispatch_action_config: { trigger_actions_on: ['on_enter_pressed', 'on_character_entered'] },
};
const groups = [{ label: plain('G'), options: [plainOption, otherOption] }];
const filter = {
  include: ['im', 'mpim', 'private', 'public'],
  exclude_external_shared_channels: true,
  exclude_bot_users: true,
};

export const choosing: readonly Json[] = [
  { type: 'checkboxes', ...picked, options: [richOption, otherOption], initial_options: [richOption] },
  { type: 'radio_buttons', ...picked, options: [richOption, otherOption], initial_option: otherOption },
  { type: 'datepicker', ...menu, initial_date: '2028-02-29' },
  { type: 'timepicker', ...menu, initial_time: '09:05', timezone: 'Europe/Berlin' },
  { type: 'datetimepicker', ...picked, initial_date_time: 1_790_000_000 },
  { type: 'static_select', ...menu, options: [plainOption], initial_option: plainOption },
  { type: 'static_select', ...menu, option_groups: groups, initial_option: otherOption },
  { type: 'external_select', ...menu, min_query_length: 0, initial_option: plainOption },
  { type: 'users_select', ...menu, initial_user: 'U1' },
  {
    type: 'conversations_select',
    ...menu,
    filter,
    default_to_current_conversation: true,
    initial_conversation: 'C1',
    response_url_enabled: false,
  },
  { type: 'channels_select', ...menu, initial_channel: 'C1', response_url_enabled: false },
  {
    type: 'multi_static_select',
    ...menu,
    options: [plainOption, otherOption],
    initial_options: [otherOption],
    max_selected_items: 101,
  },
  { type: 'multi_static_select', ...menu, option_groups: groups, max_selected_items: 101 },
  {
    type: 'multi_external_select',
    ...menu,
    min_query_length: 2,
    initial_options: [plainOption],
    max_selected_items: 101,
  },
  { type: 'multi_users_select', ...menu, initial_users: ['U1'], max_selected_items: 5 },
  {
    type: 'multi_conversations_select',
    ...menu,
    filter,
    default_to_current_conversation: false,
    initial_conversations: ['C1'],
    max_selected_items: 5,
  },
  { type: 'multi_channels_select', ...menu, initial_channels: ['C1'], max_selected_items: 5 },
];

export const richTextInput = {
  type: 'rich_text_input',
  ...typed,
  initial_value: shortRich,
  min_lines: 1,
  max_lines: 100,
};

export const typing: readonly Json[] = [
  {
    type: 'plain_text_input',
    ...typed,
    initial_value: 'abc',
    multiline: true,
    min_length: 1,
    max_length: 10,
  },
  { type: 'email_text_input', ...typed, initial_value: 'a@b.example' },
  { type: 'url_text_input', ...typed, initial_value: 'https://a.example' },
  {
    type: 'number_input',
    ...typed,
    is_decimal_allowed: true,
    initial_value: '1.5',
    min_value: '-1',
    max_value: '2',
  },
  richTextInput,
];

export const button = {
  type: 'button',
  text: plain('Stop'),
  action_id: 'act',
  url: 'https://a.example',
  value: 'v',
  style: 'primary',
  confirm,
  accessibility_label: 'Stop the run',
};
export const overflow = {
  type: 'overflow',
  action_id: 'act',
  confirm,
  options: [{ ...plainOption, url: 'mailto:a@b.example' }],
};
export const workflowButton = {
  type: 'workflow_button',
  text: plain('Run'),
  action_id: 'act',
  style: 'danger',
  confirm,
  accessibility_label: 'Run it',
  workflow: {
    trigger: {
      url: 'https://slack.com/shortcuts/1',
      customizable_input_parameters: [{ name: 'a', value: '1' }],
    },
  },
};
export const iconButton = {
  type: 'icon_button',
  action_id: 'act',
  icon: 'trash',
  text: plain('Delete'),
  value: 'v',
  accessibility_label: 'Delete it',
  confirm,
  visible_to_user_ids: ['U1'],
};
export const feedback = { text: plain('Good'), value: 'good', accessibility_label: 'Good answer' };

export const inputOf = (element: Json) => ({ type: 'input', label: plain('L'), element });
export const bar = (series: unknown[], categories: string[]) => ({
  type: 'data_visualization',
  title: 'T',
  chart: { type: 'bar', series, axis_config: { categories } },
});
export const series = (name: string, ...labels: string[]) => ({
  name,
  data: labels.map((label) => ({ label, value: 1 })),
});
export const table = (type: string, rows: unknown[][], more: Json = {}) => ({ type, rows, ...more });
