import { viewRule } from './check-view.ts';
import { kindsIn, type RuleRow, rulesOf } from './describe-rule.ts';
import { KIND_PAGES, type KindPage } from './kind-pages.ts';
import { LISTED_LIMITS, OTHER_LIMITS } from './limit-sources.ts';
import { SLACK_LIMITS } from './limits.ts';
import type { Rule, Source } from './rule.ts';
import { BLOCK_KINDS, checkBlock } from './rule-blocks.ts';

/** Every number of `SLACK_LIMITS` by its path. */
export function limitLeaves(value: unknown = SLACK_LIMITS, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  return Object.entries(value ?? {}).flatMap(([key, entry]) =>
    limitLeaves(entry, path === '' ? key : `${path}.${key}`),
  );
}

/** Everything that has rules of its own, by its name in Slack. */
export function ruleKinds(): ReadonlyMap<string, Rule> {
  return new Map([...kindsIn(viewRule), ...kindsIn(checkBlock)]);
}

/** The document of all rules and their sources. */
export function blockKitTable(): string {
  const kinds = [...ruleKinds()].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const group = (name: KindPage['group']) =>
    kinds.filter(([kindId]) => KIND_PAGES[kindId]?.group === name).flatMap(([id, rule]) => section(id, rule));
  return [
    INTRODUCTION,
    '## Messages and views as a whole\n',
    ...table(['rule', 'refused with', 'source'], PAYLOAD_ROWS),
    '',
    '## Views\n',
    ...group('view'),
    '## Blocks\n',
    ...group('block'),
    '## Elements\n',
    ...group('element'),
    '## Objects\n',
    ...group('object'),
    '## Numbers\n',
    'Each number of `SLACK_LIMITS`.\n',
    ...table(
      ['limit', 'number', 'source'],
      limitLeaves().map(([path, limit]) => [`\`${path}\``, String(limit), limitSource(path)]),
    ),
    '',
  ].join('\n');
}

function section(kindId: string, rule: Rule): string[] {
  const page = KIND_PAGES[kindId];
  if (page === undefined) throw new RangeError(`No page for ${kindId}`);
  const surfaces = page.group === 'block' ? BLOCK_KINDS[kindId]?.surfaces : undefined;
  return [
    `### ${kindId}\n`,
    [
      `[Slack's page](${page.page}).`,
      ...(surfaces ? [`Stands in: ${surfaces.join(', ')}.`] : []),
      ...(page.note ? [page.note] : []),
    ].join(' '),
    '',
    ...table(
      ['where', 'rule', 'source'],
      rulesOf(rule).map((row) => [where(row), row.says, rowSource(kindId, page, row)]),
    ),
    '',
  ];
}

/** A Markdown table whose columns are aligned, as the formatter wants it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  return [
    line(head),
    line(
      head.map(() => ''),
      '-',
    ),
    ...rows.map((row) => line(row)),
  ];
}

function where({ path }: RuleRow): string {
  return path === '' ? 'the whole' : `\`${path}\``;
}

const WORDS: Readonly<Record<Source, string>> = {
  page: 'documentation',
  types: 'typings',
  observed: 'observed',
  assumed: 'assumed',
};

/** What the published list calls the parts of a chart. */
const CHART_NAMES: Readonly<Record<string, string>> = {
  'segments[].label': 'segment.label',
  'segments[].value': 'segment.value',
  'series[].name': 'series_name',
  'data[].label': 'point_label',
  'axis_config.x_label': 'axis_label',
  'axis_config.y_label': 'axis_label',
};

function rowSource(kindId: string, page: KindPage, row: RuleRow): string {
  const words = WORDS[row.source ?? page.source];
  return /\d/.test(row.says) && isListed(page.listedAs ?? kindId, row.path) ? `${words}, list` : words;
}

function isListed(name: string, path: string): boolean {
  const key = path.split('.').at(-1) ?? '';
  const chartName = Object.entries(CHART_NAMES).find(([end]) => path.endsWith(end))?.[1];
  const prefixes = [`${name}.${chartName ?? key}.`, ...(key.endsWith('_id') ? [`${key}.`] : [])];
  return Object.keys(LISTED_LIMITS).some((listed) => prefixes.some((prefix) => listed.startsWith(prefix)));
}

function limitSource(path: string): string {
  const listed = Object.entries(LISTED_LIMITS).find(([, limit]) => limit === path)?.[0];
  if (listed !== undefined) return `list: \`${listed}\``;
  const other = OTHER_LIMITS[path];
  if (other === undefined) throw new RangeError(`No source for ${path}`);
  return other.note === undefined ? WORDS[other.source] : `${WORDS[other.source]} (${other.note})`;
}

const INTRODUCTION = `# Block Kit: what is refused

Generated from the rules in \`src/block-kit/\` by \`node scripts/block-kit-table.ts\`. The bot checks what it is about to
send by these rules, and the local Slack refuses by the same ones.

Every object takes the properties that are listed and no others. Sources:

- **list**: the number stands in a machine-readable list of Slack's limits, \`slack-limits.json\`
- **documentation**: Slack's reference, on the page that the section names
- **typings**: \`@slack/types\` or its documentation, where the reference says nothing more
- **observed**: refusals that people reported or other clients document
- **assumed**: nothing says so; the stricter reading was taken

The texts of the refusals follow those that Slack was seen to answer with (\`must be less than … characters\`, \`no more
than … items allowed\`, \`missing required field: …\`, \`unsupported type: …\`, \`invalid additional property: …\`); the
others are this project's wording. What an email or web address in an input's \`initial_value\` must look like is not
known and not checked. A least length of 1 is assumed wherever the list does not give it. Lengths count UTF-16 units, which is never more lenient than counting characters.
`;

const { message, view } = SLACK_LIMITS;

const PAYLOAD_ROWS: readonly (readonly string[])[] = [
  ['anything of the sections below, in a message', '`invalid_blocks`, pointers from `/blocks`', 'observed'],
  ['anything of the sections below, in a view', '`invalid_arguments`, pointers from `/view`', 'observed'],
  ['`blocks` of a message is a list', '`invalid_blocks_format`', 'documentation'],
  ['a message has `text` or blocks', '`no_text`', 'documentation'],
  [`\`text\` of at most ${message.maxTextChars} characters`, '`msg_too_long`', 'documentation'],
  [
    `a message has at most ${message.maxBlocks} blocks, those within layouts counted`,
    '`invalid_blocks`',
    'documentation',
  ],
  [
    `all strings of a message's blocks, ids and types left out: at most ${message.maxBlocksChars} characters`,
    '`msg_blocks_too_long`',
    'observed',
  ],
  [
    `all \`markdown\` blocks of a message: at most ${message.maxMarkdownChars} characters`,
    '`invalid_blocks`',
    'documentation',
  ],
  [`at most ${message.maxTables} \`table\` in a message`, '`invalid_attachments`', 'documentation'],
  [`at most ${message.maxCharts} \`data_visualization\` in a message`, '`invalid_blocks`', 'observed'],
  [
    `\`metadata\` has a name of at most ${message.metadataEventTypeChars} characters and a payload`,
    '`invalid_metadata_format`',
    'documentation, the number assumed',
  ],
  [
    'the payload of `metadata` is flat: strings, numbers, booleans',
    '`invalid_metadata_schema`',
    'assumed (typings know one more level)',
  ],
  [
    `the payload of \`metadata\` has at most ${message.metadataPayloadBytes} bytes`,
    '`metadata_too_large`',
    'assumed',
  ],
  [
    `a view has at most ${view.maxBlocks} blocks, those within layouts counted`,
    '`invalid_arguments`',
    'list',
  ],
  [`a view has at most ${view.maxBytes} bytes as JSON`, '`view_too_large`', 'documentation'],
  [
    '`block_id` is unique within a message or view, `action_id` within a block',
    '`invalid_blocks`, `invalid_arguments`',
    'documentation',
  ],
  ['`focus_on_load` is true for at most one element of a view', '`invalid_arguments`', 'typings'],
];
