import { SLACK_LIMITS } from './limits.ts';
import { report } from './problem.ts';
import { array, boolean, named, object, oneOf, optional, type Rule, required, rule, string } from './rule.ts';
import { BASIC_BLOCKS, EVERYWHERE, MESSAGES } from './rule-basic-blocks.ts';
import { cardRule } from './rule-cards.ts';
import { overflowRule } from './rule-elements.ts';
import { httpsUrl, webUrl } from './rule-formats.ts';
import { imageElementRule } from './rule-image.ts';
import { blockOf } from './rule-nested-block.ts';
import { blockFields, plainTextRule, textRule } from './rule-objects.ts';
import { richTextRule } from './rule-rich-text.ts';
import { tableRule } from './rule-tables.ts';

const { container, layout, authProvider } = SLACK_LIMITS;

const containable = { ...BASIC_BLOCKS, table: { rule: tableRule, surfaces: MESSAGES } };

export const containerRule: Rule = named(
  'container',
  object(
    {
      ...blockFields('container'),
      title: optional(plainTextRule(container.titleChars)),
      rich_text_title: optional(richTextRule, 'types'),
      subtitle: optional(textRule(container.subtitleChars)),
      child_blocks: required(
        array(blockOf(containable), { min: container.minChildBlocks, max: container.maxChildBlocks }),
      ),
      width: optional(oneOf(['narrow', 'standard', 'wide', 'full'])),
      icon: optional(imageElementRule),
      is_collapsible: optional(boolean),
      default_collapsed: optional(boolean),
      has_header_divider: optional(boolean, 'types'),
    },
    {
      says: 'at least one of `title` and `rich_text_title`',
      source: 'types',
      check(value, pointer, pass) {
        if (value['title'] === undefined && value['rich_text_title'] === undefined)
          report(pass, pointer, 'missing required field: title');
      },
    },
    {
      says: '`default_collapsed` only where `is_collapsible`',
      source: 'assumed',
      check(value, pointer, pass) {
        if (value['default_collapsed'] === true && value['is_collapsible'] !== true)
          report(pass, `${pointer}/default_collapsed`, 'requires is_collapsible');
      },
    },
  ),
);

const nestable = blockOf({ ...containable, card: { rule: cardRule, surfaces: EVERYWHERE } });

/** A block within a layout counts like one of the message or view itself. */
const counted = rule(nestable.shape, (value, pointer, pass) => {
  pass.blocksInLayouts += 1;
  nestable(value, pointer, pass);
});

export const layoutRule: Rule = named(
  'layout',
  object({
    ...blockFields('layout'),
    label: required(string({ minChars: 1, maxChars: layout.labelChars })),
    rows: required(
      array(
        object({
          items: required(
            array(
              object({
                blocks: required(array(counted, { min: 1 }), 'assumed'),
                width: optional(oneOf(['narrow', 'standard', 'wide'])),
              }),
              { min: 1 },
            ),
            'assumed',
          ),
        }),
        { min: layout.minRows, max: layout.maxRows },
      ),
    ),
    is_label_visible: optional(boolean),
    grid_lines: optional(oneOf(['none', 'rows', 'outer'])),
    fallback: optional(array(blockOf(containable))),
  }),
);

export const authProviderRule: Rule = named(
  'auth_provider',
  object({
    ...blockFields('auth_provider'),
    provider_name: required(plainTextRule(SLACK_LIMITS.text.maxChars), 'assumed'),
    description: optional(plainTextRule(SLACK_LIMITS.text.maxChars)),
    icon_url: optional(webUrl(authProvider.urlChars)),
    is_connected: optional(boolean),
    auth_url: optional(httpsUrl(authProvider.urlChars)),
    disconnect_url: optional(httpsUrl(authProvider.urlChars)),
    connected_identity: optional(plainTextRule(SLACK_LIMITS.text.maxChars)),
    connected_context: optional(plainTextRule(SLACK_LIMITS.text.maxChars)),
    accessory: optional(overflowRule),
  }),
);
