/** One of each block and element as an app would use them, for the page to be looked at. */

export type Json = Record<string, unknown>;

export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const option = (text: string, value: string, description?: string) => ({
  text: plain(text),
  value,
  ...(description === undefined ? {} : { description: plain(description) }),
});
const raw = (text: string) => ({ type: 'raw_text', text });
const amount = (value: number) => ({ type: 'raw_number', value, text: `$${value.toLocaleString('en-US')}` });
const words = (...elements: Json[]) => ({ type: 'rich_text_section', elements });
const rich = (text: string) => ({ type: 'rich_text', elements: [words({ type: 'text', text })] });
const button = (text: string, more: Json = {}) => ({
  type: 'button',
  action_id: `press-${text}`,
  text: plain(text),
  ...more,
});
export const owners = [
  option('Ada Okafor', 'ada'),
  option('Ben Castillo', 'ben'),
  option('Carla Nowak', 'carla'),
];

export const TEXT_BLOCKS: readonly Json[] = [
  { type: 'header', text: plain('Weekly report :bar_chart:') },
  {
    type: 'section',
    text: mrkdwn(
      'Ran for <@U0ADA> in <#C0REVENUE>: *bold*, _italic_, ~gone~, `code`, <https://a.example|a link>.\n> A quote\n• one\n• two',
    ),
  },
  {
    type: 'section',
    fields: [mrkdwn('*Status*\nDone'), mrkdwn('*Cost*\n12 credits'), mrkdwn('*Tool*\n`list_warm_visitors`')],
  },
  { type: 'section', text: mrkdwn('With a *button* at its side'), accessory: button('Open') },
  { type: 'divider' },
  {
    type: 'rich_text',
    elements: [
      words(
        { type: 'text', text: 'Rich ' },
        { type: 'text', text: 'bold', style: { bold: true } },
        { type: 'text', text: ' and ' },
        { type: 'text', text: 'code', style: { code: true } },
        { type: 'text', text: ' by ' },
        { type: 'user', user_id: 'U0BEN' },
        { type: 'emoji', name: 'tada' },
      ),
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [words({ type: 'text', text: 'first' }), words({ type: 'text', text: 'second' })],
      },
      {
        type: 'rich_text_list',
        style: 'bullet',
        indent: 1,
        elements: [words({ type: 'text', text: 'deeper' })],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'Quoted words' }] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'const answer = 42;' }] },
    ],
  },
  {
    type: 'markdown',
    text: '## Markdown\nWith **bold**, a [link](https://a.example) and\n\n- [ ] open\n- [x] done\n\n```js\nlet a = 1;\n```\n\n| Name | Score |\n|---|---:|\n| Acme | 3 |',
  },
  {
    type: 'context',
    elements: [mrkdwn('Errand · 3 s · <https://a.example|trace>'), plain(':robot_face: agent')],
  },
];

export const ELEMENT_BLOCKS: readonly Json[] = [
  {
    type: 'actions',
    elements: [
      button('Plain'),
      button('Primary', { style: 'primary' }),
      button('Danger', {
        style: 'danger',
        confirm: {
          title: plain('Stop this run?'),
          text: mrkdwn('It *cannot* be resumed.'),
          confirm: plain('Stop'),
          deny: plain('Keep it'),
          style: 'danger',
        },
      }),
      button('Link', { url: 'https://a.example' }),
      {
        type: 'overflow',
        action_id: 'more',
        options: [option('Copy as command', 'copy'), option('Delete', 'delete')],
      },
    ],
  },
  {
    type: 'actions',
    elements: [
      { type: 'static_select', action_id: 's1', placeholder: plain('Choose an owner'), options: owners },
      { type: 'users_select', action_id: 's2', placeholder: plain('Choose a person'), initial_user: 'U0BEN' },
      {
        type: 'multi_static_select',
        action_id: 's3',
        placeholder: plain('Owners'),
        options: owners,
        initial_options: owners.slice(0, 2),
      },
      { type: 'datepicker', action_id: 'd1', initial_date: '2026-12-24' },
      { type: 'timepicker', action_id: 't1', initial_time: '09:05' },
    ],
  },
  {
    type: 'actions',
    elements: [
      {
        type: 'radio_buttons',
        action_id: 'r1',
        options: [option('Once', 'once', 'Runs now'), option('Daily', 'daily')],
        initial_option: option('Daily', 'daily'),
      },
      {
        type: 'checkboxes',
        action_id: 'c1',
        options: [option('Tell the channel', 'tell'), option('Attach the log', 'log')],
        initial_options: [option('Attach the log', 'log')],
      },
    ],
  },
  {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'fb',
        positive_button: { text: plain('Good answer'), value: 'good' },
        negative_button: { text: plain('Bad answer'), value: 'bad' },
      },
      { type: 'icon_button', action_id: 'trash', icon: 'trash', text: plain('Delete this answer') },
    ],
  },
];

export const TABLE_BLOCKS: readonly Json[] = [
  {
    type: 'table',
    column_settings: [{ is_wrapped: true }, { align: 'right' }, { align: 'center' }],
    rows: [
      [raw('Company'), raw('Visits'), raw('Warm')],
      [rich('Acme Corporation of the Northern Territories'), raw('12'), raw('yes')],
      [raw('Globex'), raw('3'), raw('no')],
    ],
  },
];

export const DATA_TABLE_BLOCKS: readonly Json[] = [
  {
    type: 'data_table',
    caption: 'Warm accounts',
    page_size: 5,
    row_header_column_index: 0,
    rows: [
      [raw('Account'), raw('Pipeline'), raw('Owner')],
      ...Array.from({ length: 12 }, (_, index) => [
        raw(`Account ${index + 1}`),
        amount(((index * 7919) % 90) * 1000),
        raw(['Ada', 'Ben', 'Carla'][index % 3] ?? ''),
      ]),
    ],
  },
];

const series = (name: string, values: number[]) => ({
  name,
  data: values.map((value, index) => ({ label: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'][index] ?? '', value })),
});
const chart = (type: string, title: string) => ({
  type: 'data_visualization',
  title,
  chart: {
    type,
    series: [series('Visitors', [12, 19, 7, 15, 22]), series('Leads', [3, 5, 2, 6, 9])],
    axis_config: { categories: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'], x_label: 'Day', y_label: 'People' },
  },
});
export const CHART_BLOCKS: readonly (readonly [name: string, blocks: readonly Json[]])[] = [
  ['bars', [chart('bar', 'Visitors by day'), chart('line', 'Visitors over the week')]],
  [
    'areas',
    [
      chart('area', 'Leads over the week'),
      {
        type: 'data_visualization',
        title: 'Where they come from',
        chart: {
          type: 'pie',
          segments: [
            { label: 'Search', value: 48 },
            { label: 'Ads', value: 27 },
            { label: 'Direct', value: 25 },
          ],
        },
      },
    ],
  ],
];

const task = (id: string, title: string, status: string, more: Json = {}) => ({
  type: 'task_card',
  task_id: id,
  title,
  status,
  ...more,
});
export const AGENT_BLOCKS: readonly Json[] = [
  task('0', 'Search the code', 'complete', {
    details: rich('Looked at 214 files'),
    output: rich('Found 3 places'),
    sources: [
      { type: 'url', url: 'https://a.example/login.ts', text: 'login.ts' },
      { type: 'url', url: 'https://a.example/log', text: 'Build log' },
    ],
  }),
  {
    type: 'plan',
    title: 'Fix the flaky login test',
    tasks: [
      task('1', 'Read the build log', 'complete', { output: rich('The button moved') }),
      task('2', 'Change the test', 'in_progress', { details: rich('Editing login.test.ts') }),
      task('3', 'Ask for a review', 'pending'),
      task('4', 'Deploy', 'error', { output: rich('No access to production') }),
    ],
  },
];

/** `picture` is the address of an image. */
export function mediaBlocks(picture: string): readonly Json[] {
  const image = { type: 'image', image_url: picture, alt_text: 'Hills at dusk' };
  const card = (title: string) => ({
    type: 'card',
    hero_image: image,
    icon: image,
    title: mrkdwn(`*${title}*`),
    subtitle: plain('Warm account'),
    body: mrkdwn('Visited the pricing page _three_ times this week.'),
    subtext: plain('Updated 2 minutes ago'),
    actions: [button(`Assign ${title}`, { style: 'primary' }), button(`Skip ${title}`)],
  });
  return [
    card('Acme'),
    {
      type: 'card',
      slack_icon: { type: 'icon', name: 'rocket' },
      title: mrkdwn('*A card with a sign*'),
      body: plain('Nothing but words.'),
    },
    { type: 'carousel', elements: ['Globex', 'Initech', 'Umbrella', 'Hooli'].map(card) },
    {
      type: 'container',
      title: plain('Details of the run'),
      subtitle: mrkdwn('3 steps · *12* credits'),
      is_collapsible: true,
      has_header_divider: true,
      child_blocks: [{ type: 'section', text: mrkdwn('Everything that happened') }, { type: 'divider' }],
    },
    { ...image, title: plain('A picture with a title') },
    { type: 'section', text: mrkdwn('With a *picture* at its side'), accessory: image },
    { type: 'context', elements: [image, mrkdwn('A small picture and words')] },
    {
      type: 'video',
      alt_text: 'A film about Errand',
      title: plain('What Errand does'),
      title_url: 'https://a.example/film',
      video_url: 'https://a.example/embed',
      thumbnail_url: picture,
      author_name: 'Ada Okafor',
      provider_name: 'Example Films',
      description: plain('Two minutes about running tools from Slack.'),
    },
  ];
}
