import { SLACK_LIMITS } from './limits.ts';
import { named, object, type Rule, required, string } from './rule.ts';
import { contextActionsRule, planRule, taskCardRule } from './rule-agent-blocks.ts';
import { BASIC_BLOCKS, EVERYWHERE, MESSAGES } from './rule-basic-blocks.ts';
import { alertRule, cardRule, carouselRule } from './rule-cards.ts';
import { dataVisualizationRule } from './rule-charts.ts';
import { authProviderRule, containerRule, layoutRule } from './rule-grouping-blocks.ts';
import { type BlockKinds, blockOf } from './rule-nested-block.ts';
import { blockFields } from './rule-objects.ts';
import { dataTableRule, tableRule } from './rule-tables.ts';

const { markdown } = SLACK_LIMITS;

const markdownRule = object({
  ...blockFields('markdown'),
  text: required(string({ minChars: markdown.minChars, maxChars: markdown.maxChars })),
});

/** Every block that Slack knows, with where it may stand. A type that is not listed is refused. */
export const BLOCK_KINDS: BlockKinds = {
  ...BASIC_BLOCKS,
  alert: { surfaces: ['modal'], rule: alertRule },
  auth_provider: { surfaces: EVERYWHERE, rule: authProviderRule },
  card: { surfaces: EVERYWHERE, rule: cardRule },
  carousel: { surfaces: ['message', 'home'], rule: carouselRule },
  container: { surfaces: MESSAGES, rule: containerRule },
  context_actions: { surfaces: MESSAGES, rule: contextActionsRule },
  data_table: { surfaces: MESSAGES, rule: dataTableRule },
  data_visualization: { surfaces: MESSAGES, rule: dataVisualizationRule },
  layout: { surfaces: EVERYWHERE, rule: layoutRule },
  markdown: { surfaces: MESSAGES, rule: named('markdown', markdownRule) },
  plan: { surfaces: MESSAGES, rule: planRule },
  table: { surfaces: MESSAGES, rule: tableRule },
  task_card: { surfaces: MESSAGES, rule: taskCardRule },
};

/** Checks one block of the payload that is being passed over. */
export const checkBlock: Rule = blockOf(BLOCK_KINDS);
