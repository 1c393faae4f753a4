import fc from 'fast-check';
import type { Json } from './whole-elements.ts';

/** Generators of the texts, objects and elements that Slack takes, from its documented limits. */

export type Any = fc.Arbitrary<Json>;

export const text = (max: number, min = 1) =>
  fc
    .oneof(
      { weight: 8, arbitrary: fc.string({ minLength: min, maxLength: Math.min(max, 12), unit: 'grapheme' }) },
      { weight: 1, arbitrary: fc.constant('x'.repeat(max)) },
    )
    .filter((value) => value.length >= min && value.length <= max);
export const plain = (max: number): Any =>
  record({ type: fc.constant('plain_text'), text: text(max) }, { emoji: fc.boolean() });
const mrkdwn = (max: number): Any =>
  record({ type: fc.constant('mrkdwn'), text: text(max) }, { verbatim: fc.boolean() });
export const anyText = (max: number) => fc.oneof(plain(max), mrkdwn(max));
export const some = text(40);
export const id = fc.constant('id');
const link = fc.constantFrom('https://a.example/x', 'http://b.example', 'mailto:a@b.example');
export const web = fc.constantFrom('https://a.example/x', 'http://b.example');
export const few = <T>(item: fc.Arbitrary<T>, max: number, min = 1) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.array(item, { minLength: min, maxLength: Math.min(max, min + 2) }) },
    { weight: 1, arbitrary: fc.array(item, { minLength: max, maxLength: max }) },
  );

export function record(
  must: Record<string, fc.Arbitrary<unknown>>,
  may: Record<string, fc.Arbitrary<unknown>> = {},
): Any {
  return fc.record({ ...must, ...may }, { requiredKeys: Object.keys(must) });
}

const confirm = record(
  { title: plain(100), text: anyText(300), confirm: plain(30), deny: plain(30) },
  { style: fc.constantFrom('primary', 'danger') },
);

function option(words: (max: number) => Any): Any {
  return record({ text: words(75), value: text(150) }, { description: words(75) });
}

export const image = fc.oneof(
  record({ type: fc.constant('image'), alt_text: text(2000), image_url: web }),
  record({ type: fc.constant('image'), alt_text: text(2000), slack_file: record({ id: some }) }),
  record({ type: fc.constant('image'), alt_text: text(2000), slack_file: record({ url: web }) }),
);

export function element(
  type: string,
  must: Record<string, Any | fc.Arbitrary<unknown>>,
  may: Record<string, fc.Arbitrary<unknown>> = {},
): Any {
  return record({ type: fc.constant(type), ...must }, { action_id: id, ...may });
}

const picks = { confirm, focus_on_load: fc.constant(false) };
const menus = { ...picks, placeholder: plain(150) };
const two = (value: number) => String(value).padStart(2, '0');
const day = fc
  .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const clock = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
const buttonLook = {
  style: fc.constantFrom('primary', 'danger'),
  confirm,
  accessibility_label: text(75),
};

/** Options with some of them chosen. */
function choices(
  type: string,
  words: (max: number) => Any,
  max: number,
  key: 'initial_option' | 'initial_options',
  may: Record<string, fc.Arbitrary<unknown>>,
): Any {
  return fc
    .tuple(few(option(words), max), element(type, {}, may), fc.boolean())
    .map(([options, base, chosen]) => ({
      ...base,
      options,
      ...(chosen && { [key]: key === 'initial_option' ? options.at(-1) : options.slice(0, 2) }),
    }));
}

function grouped(type: string): Any {
  const group = record({ label: plain(75), options: few(option(plain), 4) });
  return element(type, { option_groups: few(group, 5) }, menus);
}

const filter = fc.oneof(
  record({ exclude_bot_users: fc.boolean() }, { exclude_external_shared_channels: fc.boolean() }),
  record({ include: fc.subarray(['im', 'mpim', 'private', 'public'], { minLength: 1 }) }),
);
const most = { max_selected_items: fc.integer({ min: 3, max: 50 }) };

/** Elements that stand in actions, sections and inputs. */
export const choosing: Any[] = [
  choices('checkboxes', anyText, 10, 'initial_options', picks),
  choices('radio_buttons', anyText, 10, 'initial_option', picks),
  choices('static_select', plain, 100, 'initial_option', menus),
  choices('multi_static_select', plain, 100, 'initial_options', { ...menus, ...most }),
  grouped('static_select'),
  grouped('multi_static_select'),
  element('datepicker', {}, { ...menus, initial_date: day }),
  element(
    'timepicker',
    {},
    { ...menus, initial_time: clock, timezone: fc.constantFrom('UTC', 'Asia/Tokyo') },
  ),
  element(
    'datetimepicker',
    {},
    { ...picks, initial_date_time: fc.integer({ min: 1e9, max: 9_999_999_999 }) },
  ),
  element('external_select', {}, { ...menus, min_query_length: fc.nat(9), initial_option: option(plain) }),
  element('multi_external_select', {}, { ...menus, ...most, initial_options: few(option(plain), 3) }),
  element('users_select', {}, { ...menus, initial_user: some }),
  element('multi_users_select', {}, { ...menus, ...most, initial_users: few(some, 3) }),
  element('conversations_select', {}, { ...menus, filter, initial_conversation: some }),
  element(
    'multi_conversations_select',
    {},
    { ...menus, ...most, filter, initial_conversations: few(some, 3) },
  ),
  element('channels_select', {}, { ...menus, initial_channel: some }),
  element('multi_channels_select', {}, { ...menus, ...most, initial_channels: few(some, 3) }),
];

export const button = element(
  'button',
  { text: plain(75) },
  { ...buttonLook, url: link, value: text(2000, 0) },
);
export const overflow = element(
  'overflow',
  { options: few(record({ text: plain(75) }, { value: text(150), url: link, description: plain(75) }), 5) },
  { confirm },
);
export const pressing: Any[] = [
  button,
  overflow,
  element(
    'workflow_button',
    { text: plain(75), workflow: record({ trigger: record({ url: web }) }) },
    buttonLook,
  ),
];

const typed = {
  focus_on_load: fc.constant(false),
  placeholder: plain(150),
  dispatch_action_config: record({
    trigger_actions_on: fc.subarray(['on_enter_pressed', 'on_character_entered'], { minLength: 1 }),
  }),
};
const inline = fc.oneof(
  record(
    { type: fc.constant('text'), text: some },
    { style: record({}, { bold: fc.boolean(), code: fc.boolean() }) },
  ),
  record({ type: fc.constant('link'), url: link }, { text: some }),
  record({ type: fc.constant('user'), user_id: some }),
  record({ type: fc.constant('broadcast'), range: fc.constantFrom('here', 'channel', 'everyone') }),
);
const line = record({ type: fc.constant('rich_text_section'), elements: few(inline, 3, 0) });
export const richText = record({
  type: fc.constant('rich_text'),
  elements: few(
    fc.oneof(
      line,
      record(
        {
          type: fc.constant('rich_text_list'),
          style: fc.constantFrom('bullet', 'ordered'),
          elements: few(line, 2),
        },
        { indent: fc.nat(8), border: fc.constantFrom(0, 1) },
      ),
      record({ type: fc.constant('rich_text_quote'), elements: few(inline, 2) }),
    ),
    3,
    0,
  ),
});
export const typing: Any[] = [
  fc.tuple(fc.nat(9), fc.integer({ min: 9, max: 3000 })).chain(([min, max]) =>
    element(
      'plain_text_input',
      {
        min_length: fc.constant(min),
        max_length: fc.constant(max),
        initial_value: fc.constant('x'.repeat(max)),
      },
      typed,
    ),
  ),
  element('plain_text_input', {}, { ...typed, multiline: fc.boolean(), initial_value: text(3000, 0) }),
  element('email_text_input', {}, { ...typed, initial_value: fc.emailAddress() }),
  element('url_text_input', {}, { ...typed, initial_value: web }),
  fc
    .integer({ min: -99, max: 99 })
    .chain((value) =>
      element(
        'number_input',
        { is_decimal_allowed: fc.boolean(), initial_value: fc.constant(`${value}`) },
        { ...typed, min_value: fc.constant('-99'), max_value: fc.constant('99') },
      ),
    ),
  element(
    'rich_text_input',
    {},
    { ...typed, initial_value: richText, max_lines: fc.integer({ min: 1, max: 100 }) },
  ),
];
