import type { Source } from './rule.ts';

/** Where a kind of block, element or object is described. */
export interface KindPage {
  readonly group: 'block' | 'element' | 'object' | 'view';
  /** Slack's reference page. */
  readonly page: string;
  /** How its properties are known, unless one of them says otherwise. */
  readonly source: Source;
  /** The name in the list of limits, where it is another. */
  readonly listedAs?: string;
  readonly note?: string;
}

const REFERENCE = 'https://docs.slack.dev/reference';

function block(type: string, more: Partial<KindPage> = {}): KindPage {
  const page = `${REFERENCE}/block-kit/blocks/${type.replaceAll('_', '-')}-block`;
  return { group: 'block', page, source: 'page', ...more };
}

function element(name: string, more: Partial<KindPage> = {}): KindPage {
  return {
    group: 'element',
    page: `${REFERENCE}/block-kit/block-elements/${name}-element`,
    source: 'page',
    ...more,
  };
}

function composition(name: string, more: Partial<KindPage> = {}): KindPage {
  return {
    group: 'object',
    page: `${REFERENCE}/block-kit/composition-objects/${name}-object`,
    source: 'page',
    ...more,
  };
}

function view(name: string): KindPage {
  return { group: 'view', page: `${REFERENCE}/views/${name}-views`, source: 'page', listedAs: 'view' };
}

const selectMenu = element('select-menu', { listedAs: 'select' });
const multiSelectMenu = element('multi-select-menu', { listedAs: 'select' });

/** Every kind that has a section in the table of rules. */
export const KIND_PAGES: Readonly<Record<string, KindPage>> = {
  modal: view('modal'),
  home: view('home-tab'),
  actions: block('actions'),
  alert: block('alert'),
  auth_provider: block('auth_provider', {
    source: 'types',
    note: 'Known from the typings that Slack documents, which no release holds yet; where it may stand and what is required is assumed.',
  }),
  card: block('card'),
  carousel: block('carousel'),
  container: block('container'),
  context: block('context'),
  context_actions: block('context_actions'),
  data_table: block('data_table'),
  data_visualization: block('data_visualization', {
    note: 'The page gives 6 segments and 6 series, the list 12 of each: more than 12 are refused.',
  }),
  divider: block('divider'),
  file: block('file'),
  header: block('header'),
  image: block('image'),
  input: block('input'),
  layout: block('layout', {
    note: 'How rows hold items, and which blocks an item takes, is assumed.',
  }),
  markdown: block('markdown'),
  plan: block('plan', { source: 'types' }),
  rich_text: block('rich_text', { source: 'types' }),
  section: block('section'),
  table: block('table'),
  task_card: block('task_card', { source: 'types' }),
  video: block('video'),
  button: element('button'),
  checkboxes: element('checkboxes'),
  datepicker: element('date-picker'),
  datetimepicker: element('datetime-picker'),
  email_text_input: element('email-input'),
  feedback_buttons: element('feedback-buttons'),
  feedback_button: element('feedback-buttons'),
  file_input: element('file-input'),
  icon_button: element('icon-button'),
  image_element: element('image', { listedAs: 'image' }),
  number_input: element('number-input'),
  overflow: element('overflow-menu'),
  plain_text_input: element('plain-text-input'),
  radio_buttons: element('radio-button-group'),
  rich_text_input: element('rich-text-input'),
  static_select: selectMenu,
  external_select: selectMenu,
  users_select: selectMenu,
  conversations_select: selectMenu,
  channels_select: selectMenu,
  multi_static_select: multiSelectMenu,
  multi_external_select: multiSelectMenu,
  multi_users_select: multiSelectMenu,
  multi_conversations_select: multiSelectMenu,
  multi_channels_select: multiSelectMenu,
  timepicker: element('time-picker'),
  url: element('url-source', { listedAs: 'url_source' }),
  url_text_input: element('url-input'),
  workflow_button: element('workflow-button', { listedAs: 'button' }),
  confirmation: composition('confirmation-dialog', {
    note: 'The page requires the four texts, the typings only `text`: here all four are required.',
  }),
  conversation_filter: composition('conversation-filter'),
  dispatch_action_configuration: composition('dispatch-action-configuration'),
  option: composition('option'),
  choice_option: composition('option', { listedAs: 'option' }),
  overflow_option: composition('option', { listedAs: 'option' }),
  option_group: composition('option-group'),
  slack_file: composition('slack-file', { listedAs: 'image' }),
  slack_icon: composition('slack-icon'),
};
