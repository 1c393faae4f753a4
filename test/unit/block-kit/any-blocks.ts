import fc from 'fast-check';
import type { Surface } from '../../../src/block-kit/problem.ts';
import {
  type Any,
  anyText,
  button,
  choosing,
  element,
  few,
  id,
  image,
  overflow,
  plain,
  pressing,
  record,
  richText,
  some,
  text,
  typing,
  web,
} from './any-elements.ts';
import { withOwnIds } from './whole-blocks.ts';
import type { Json } from './whole-elements.ts';

/** A generator of what Slack takes for each type of block, from its documented limits. */

function block(
  type: string,
  must: Record<string, fc.Arbitrary<unknown>>,
  may: Record<string, fc.Arbitrary<unknown>> = {},
): Any {
  return record({ type: fc.constant(type), ...must }, { block_id: id, ...may });
}

const one = (arbitraries: readonly Any[]) => fc.oneof(...arbitraries);
const withId = (inner: Any): Any =>
  fc.tuple(inner, fc.boolean()).map(([value, has]) => ({ ...value, ...(has && { block_id: 'id' }) }));
const card = block(
  'card',
  { body: anyText(200) },
  {
    title: anyText(150),
    subtitle: anyText(150),
    subtext: anyText(200),
    icon: image,
    hero_image: image,
    actions: few(button, 3),
  },
);
const section = block(
  'section',
  { text: anyText(3000) },
  { fields: few(anyText(2000), 10), accessory: one([...choosing, ...pressing, image]), expand: fc.boolean() },
);
const cell = fc.oneof(
  record({ type: fc.constant('raw_text'), text: some }),
  record({ type: fc.constant('raw_number'), value: fc.integer(), text: some }),
);
const rows = (min: number, max: number) =>
  fc
    .integer({ min: 1, max: 20 })
    .chain((columns) =>
      few(fc.array(cell, { minLength: columns, maxLength: columns }), columns > 2 ? min + 1 : max, min),
    );
const labels = fc.uniqueArray(text(20), { minLength: 1, maxLength: 20 });
const axisChart = fc
  .tuple(labels, labels, fc.constantFrom('bar', 'line', 'area'))
  .map(([categories, names, type]) => ({
    type,
    series: names
      .slice(0, 3)
      .map((name) => ({ name, data: categories.map((label, value) => ({ label, value: -value })) })),
    axis_config: { categories, x_label: 'x' },
  }));
const pie = record({
  type: fc.constant('pie'),
  segments: few(record({ label: text(20), value: fc.double({ min: 0.01, max: 1e6, noNaN: true }) }), 12),
});
const feedback = record({ text: plain(75), value: text(2000) }, { accessibility_label: text(75) });
const task = block(
  'task_card',
  { task_id: some, title: some, status: fc.constantFrom('pending', 'complete') },
  {
    details: richText,
    output: richText,
    sources: few(record({ type: fc.constant('url'), url: web, text: some }), 3),
  },
);
const input = block(
  'input',
  { label: plain(2000), element: one([...choosing, ...typing]) },
  { hint: plain(2000), optional: fc.boolean(), dispatch_action: fc.boolean() },
);
const simple = [section, block('divider', {}), block('header', { text: plain(150) })];
const views: readonly Surface[] = ['modal', 'home'];
const everywhere: readonly Surface[] = ['message', ...views];

/** A generator for each type of block, and where such a block may stand. */
export const ANY_BLOCK: Readonly<Record<string, readonly [readonly Surface[], Any]>> = {
  actions: [everywhere, block('actions', { elements: few(one([...choosing, ...pressing]), 25) })],
  alert: [['modal'], block('alert', { text: anyText(200) }, { level: fc.constantFrom('info', 'error') })],
  auth_provider: [
    everywhere,
    block(
      'auth_provider',
      { provider_name: plain(75) },
      { auth_url: fc.constant('https://a.example'), accessory: overflow },
    ),
  ],
  card: [everywhere, card],
  carousel: [['message', 'home'], block('carousel', { elements: few(card, 10) })],
  container: [
    ['message'],
    block(
      'container',
      { title: plain(150), child_blocks: few(one(simple), 10) },
      { subtitle: anyText(150), icon: image, is_collapsible: fc.boolean() },
    ),
  ],
  context: [everywhere, block('context', { elements: few(fc.oneof(anyText(3000), image), 10) })],
  context_actions: [
    ['message'],
    block('context_actions', {
      elements: few(
        fc.oneof(
          element('feedback_buttons', { positive_button: feedback, negative_button: feedback }),
          element(
            'icon_button',
            { icon: fc.constant('trash'), text: plain(75) },
            { visible_to_user_ids: few(some, 10) },
          ),
        ),
        5,
      ),
    }),
  ],
  data_table: [
    ['message'],
    block(
      'data_table',
      { caption: some, rows: rows(2, 201) },
      { page_size: fc.integer({ min: 1, max: 100 }), row_header_column_index: fc.constant(0) },
    ),
  ],
  data_visualization: [
    ['message'],
    block('data_visualization', { title: text(50), chart: fc.oneof(pie, axisChart) }),
  ],
  divider: [everywhere, block('divider', {})],
  file: [['message'], block('file', { external_id: some, source: fc.constant('remote') })],
  header: [everywhere, block('header', { text: plain(150) })],
  image: [everywhere, withId(image)],
  input: [everywhere, input],
  layout: [
    everywhere,
    block(
      'layout',
      {
        label: text(150),
        rows: few(record({ items: few(record({ blocks: few(one([...simple, card]), 3) }), 3) }), 5),
      },
      { grid_lines: fc.constantFrom('none', 'rows', 'outer') },
    ),
  ],
  markdown: [['message'], block('markdown', { text: some })],
  plan: [['message'], block('plan', { title: some }, { tasks: few(task, 3) })],
  rich_text: [everywhere, withId(richText)],
  section: [everywhere, section],
  table: [
    ['message'],
    block(
      'table',
      { rows: rows(1, 100) },
      {
        column_settings: few(
          record({}, { align: fc.constantFrom('left', 'right'), is_wrapped: fc.boolean() }),
          20,
        ),
      },
    ),
  ],
  task_card: [['message'], task],
  video: [
    everywhere,
    block(
      'video',
      {
        alt_text: text(200),
        title: plain(200),
        video_url: fc.constant('https://a.example/v'),
        thumbnail_url: web,
      },
      { author_name: text(50, 0), description: plain(200), provider_name: text(50, 0) },
    ),
  ],
};

/** Below the budget that the blocks of a message or view have together, whatever else is put beside them. */
const maxJson: Readonly<Record<Surface, number>> = { message: 5_000, modal: 100_000, home: 100_000 };

/** Blocks that a message or view takes, each with ids of its own. */
export function anyBlocks(surface: Surface): fc.Arbitrary<Json[]> {
  const kinds = Object.values(ANY_BLOCK).flatMap(([surfaces, any]) =>
    surfaces.includes(surface) ? [any] : [],
  );
  return fc.array(one(kinds), { minLength: 1, maxLength: 6 }).map((blocks) => {
    const kept: Json[] = [];
    for (const next of blocks) {
      const isTwice =
        ['table', 'data_visualization'].includes(String(next['type'])) &&
        kept.some((block) => block['type'] === next['type']);
      if (!isTwice && JSON.stringify([...kept, next]).length < maxJson[surface]) kept.push(next);
    }
    return withOwnIds(kept);
  });
}
