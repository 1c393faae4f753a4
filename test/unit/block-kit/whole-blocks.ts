import type { Surface } from '../../../src/block-kit/problem.ts';
import {
  button,
  choosing,
  feedback,
  fileImage,
  iconButton,
  image,
  type Json,
  mrkdwn,
  overflow,
  plain,
  raw,
  richText,
  richTextInput,
  shortRich,
  typing,
  urlImage,
  workflowButton,
} from './whole-elements.ts';

/** Blocks with every property that they take, for tests to break one at a time. */

const card = {
  type: 'card',
  block_id: 'card',
  hero_image: image,
  icon: image,
  title: mrkdwn('*T*'),
  subtitle: plain('S'),
  body: mrkdwn('B'),
  subtext: plain('s'),
  actions: [button],
};
const points = [
  { label: 'Mon', value: 1 },
  { label: 'Tue', value: -2.5 },
];
const chart = (type: string): Json => ({
  type: 'data_visualization',
  block_id: 'chart',
  title: 'Sales',
  chart: {
    type,
    series: [{ name: 'a', data: points }],
    axis_config: { categories: ['Mon', 'Tue'], x_label: 'day', y_label: 'sold' },
  },
});
const task = {
  type: 'task_card',
  block_id: 'task',
  task_id: '1',
  title: 'Look',
  details: shortRich,
  output: shortRich,
  sources: [{ type: 'url', url: 'https://a.example', text: 'a' }],
  status: 'in_progress',
};
const rows = [
  [raw('h'), raw('k')],
  [{ type: 'raw_number', value: 1, text: '1' }, shortRich],
];

const inputOf = (element: Json): Json => ({
  type: 'input',
  block_id: 'in',
  label: plain('Label'),
  hint: plain('Hint'),
  optional: true,
  dispatch_action: true,
  element,
});
const actionsOf = (element: Json): Json => ({ type: 'actions', block_id: 'acts', elements: [element] });
const section = { type: 'section', block_id: 'sec', text: mrkdwn('hi'), fields: [plain('f')], expand: true };

/** Each with a surface that takes it. Several of a type where its properties exclude each other. */
export const WHOLE_BLOCKS: readonly (readonly [Surface, Json])[] = [
  ...[...choosing, ...typing].map((element) => ['modal', inputOf(element)] as const),
  ['modal', inputOf({ type: 'file_input', action_id: 'act', filetypes: ['pdf'], max_files: 3 })],
  ...[...choosing, button, overflow, workflowButton, richTextInput].map(
    (element) => ['message', actionsOf(element)] as const,
  ),
  ['home', { ...section, accessory: button }],
  ['message', { ...section, accessory: image }],
  ['message', { type: 'context', block_id: 'ctx', elements: [plain('a'), mrkdwn('b'), fileImage, urlImage] }],
  ['message', { type: 'divider', block_id: 'div' }],
  ['message', { type: 'file', block_id: 'file', external_id: 'x', source: 'remote' }],
  ['home', { type: 'header', block_id: 'head', text: plain('H') }],
  ['home', { ...image, block_id: 'img', title: plain('T') }],
  ['message', { ...fileImage, block_id: 'img', title: plain('T') }],
  ['modal', richText],
  [
    'modal',
    {
      type: 'video',
      block_id: 'vid',
      alt_text: 'film',
      title: plain('Film'),
      video_url: 'https://a.example/v',
      thumbnail_url: 'https://a.example/t.png',
      title_url: 'https://a.example',
      author_name: 'Ada',
      description: plain('a film'),
      provider_name: 'Example',
      provider_icon_url: 'https://a.example/i.png',
    },
  ],
  ['modal', { type: 'alert', block_id: 'al', text: mrkdwn('careful'), level: 'warning' }],
  ['home', card],
  ['modal', { type: 'card', slack_icon: { type: 'icon', name: 'rocket' }, body: plain('b') }],
  ['message', { type: 'carousel', block_id: 'car', elements: [card] }],
  [
    'message',
    {
      type: 'container',
      block_id: 'con',
      title: plain('T'),
      rich_text_title: shortRich,
      subtitle: mrkdwn('s'),
      child_blocks: [section, { type: 'table', rows }],
      width: 'wide',
      icon: image,
      is_collapsible: true,
      default_collapsed: true,
      has_header_divider: false,
    },
  ],
  [
    'message',
    {
      type: 'context_actions',
      block_id: 'ca',
      elements: [
        { type: 'feedback_buttons', action_id: 'fb', positive_button: feedback, negative_button: feedback },
        iconButton,
      ],
    },
  ],
  [
    'message',
    {
      type: 'data_table',
      block_id: 'dt',
      caption: 'c',
      rows,
      page_size: 5,
      row_header_column_index: 1,
    },
  ],
  [
    'message',
    { type: 'table', block_id: 'tab', rows, column_settings: [{ align: 'right', is_wrapped: true }] },
  ],
  [
    'message',
    {
      type: 'data_visualization',
      block_id: 'pie',
      title: 'P',
      chart: { type: 'pie', segments: [{ label: 'a', value: 0.5 }] },
    },
  ],
  ['message', chart('bar')],
  ['message', chart('area')],
  ['message', chart('line')],
  [
    'home',
    {
      type: 'layout',
      block_id: 'lay',
      label: 'L',
      rows: [{ items: [{ blocks: [section, card], width: 'narrow' }] }],
      is_label_visible: true,
      grid_lines: 'rows',
      fallback: [section],
    },
  ],
  ['message', { type: 'markdown', block_id: 'md', text: '# hi' }],
  ['message', { type: 'plan', block_id: 'plan', title: 'P', tasks: [task] }],
  ['message', task],
  [
    'home',
    {
      type: 'auth_provider',
      block_id: 'auth',
      provider_name: plain('P'),
      description: plain('d'),
      icon_url: 'https://a.example/i.png',
      is_connected: true,
      auth_url: 'https://a.example/in',
      disconnect_url: 'https://a.example/out',
      connected_identity: plain('ada'),
      connected_context: plain('org'),
      accessory: overflow,
    },
  ],
];

/** A copy in which every `block_id` and `action_id` is one of its own. */
export function withOwnIds<T>(value: T): T {
  let count = 0;
  return JSON.parse(
    JSON.stringify(value, (key, entry: unknown) => {
      if ((key !== 'block_id' && key !== 'action_id') || typeof entry !== 'string') return entry;
      // What a test made too short or too long stays.
      if (entry === '' || entry.length > 100) return entry;
      count += 1;
      return `id-${count}`;
    }),
  );
}
