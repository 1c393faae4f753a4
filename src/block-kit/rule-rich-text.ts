import { SLACK_LIMITS } from './limits.ts';
import {
  array,
  boolean,
  byType,
  type Fields,
  integer,
  named,
  object,
  oneOf,
  optional,
  type Rule,
  required,
  string,
} from './rule.ts';
import { pattern, url, webUrl } from './rule-formats.ts';
import { blockFields } from './rule-objects.ts';

const style: Fields = {
  style: optional(
    object({
      bold: optional(boolean),
      code: optional(boolean),
      italic: optional(boolean),
      strike: optional(boolean),
      underline: optional(boolean),
    }),
  ),
};

const { linkUrlChars, maxIndent } = SLACK_LIMITS.richText;
const some = string({ minChars: 1 });

function inline(type: string, fields: Fields): Rule {
  return object({ type: required(oneOf([type])), ...style, ...fields });
}

const textRules = {
  text: inline('text', { text: required(some) }),
  link: inline('link', {
    url: required(url(linkUrlChars)),
    text: optional(string()),
    unsafe: optional(boolean),
  }),
};

const inlineRules: Readonly<Record<string, Rule>> = {
  ...textRules,
  broadcast: inline('broadcast', { range: required(oneOf(['here', 'channel', 'everyone'])) }),
  color: inline('color', {
    value: required(pattern(/^#[0-9a-f]{6}$/i, 'a hex color as #rrggbb', 'must be a hex color'), 'assumed'),
  }),
  channel: inline('channel', { channel_id: required(some) }),
  date: inline('date', {
    timestamp: required(integer(0)),
    format: required(some),
    url: optional(url(linkUrlChars)),
    fallback: optional(string()),
  }),
  emoji: inline('emoji', {
    name: required(some),
    unicode: optional(string()),
    url: optional(webUrl(linkUrlChars)),
  }),
  team: inline('team', { team_id: required(some) }),
  user: inline('user', { user_id: required(some) }),
  usergroup: inline('usergroup', { usergroup_id: required(some) }),
};

const border: Fields = { border: optional(oneOf([0, 1])) };
const inlineRule = byType(inlineRules);
const sectionRule = object({
  type: required(oneOf(['rich_text_section'])),
  elements: required(array(inlineRule)),
});

const partRules: Readonly<Record<string, Rule>> = {
  rich_text_section: sectionRule,
  rich_text_list: object({
    type: required(oneOf(['rich_text_list'])),
    elements: required(array(byType({ rich_text_section: sectionRule }))),
    style: required(oneOf(['bullet', 'ordered'])),
    indent: optional(integer(0, maxIndent)),
    offset: optional(integer(0)),
    ...border,
  }),
  rich_text_quote: object({
    type: required(oneOf(['rich_text_quote'])),
    elements: required(array(inlineRule)),
    ...border,
  }),
  rich_text_preformatted: object({
    type: required(oneOf(['rich_text_preformatted'])),
    elements: required(array(byType(textRules))),
    language: optional(string()),
    ...border,
  }),
};

/** A `rich_text` block, a table cell of that kind, or a rich text input's initial value. */
export const richTextRule: Rule = named(
  'rich_text',
  object({ ...blockFields('rich_text'), elements: required(array(byType(partRules))) }),
);
