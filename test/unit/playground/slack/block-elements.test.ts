import { expect, it } from 'vitest';
import { elementsOf, findElement, withIds } from '../../../../src/playground/slack/block-elements.ts';
import { WHOLE_BLOCKS } from '../../block-kit/whole-blocks.ts';

const button = { type: 'button', text: { type: 'plain_text', text: 'Go' } };
const actions = (elements: object[]) => ({ type: 'actions', elements });

/** An interactive element in each place where one can stand. */
const PLACES = {
  actions: actions([button]),
  'section accessory': { type: 'section', text: {}, accessory: button },
  input: { type: 'input', element: { type: 'plain_text_input' } },
  card: { type: 'card', actions: [button] },
  carousel: { type: 'carousel', elements: [{ type: 'card', actions: [button] }] },
  container: { type: 'container', child_blocks: [actions([button])] },
  layout: { type: 'layout', rows: [{ items: [{ blocks: [actions([button])] }] }] },
  'card in a layout': {
    type: 'layout',
    rows: [{ items: [{ blocks: [{ type: 'card', actions: [button] }] }] }],
  },
  context_actions: { type: 'context_actions', elements: [{ type: 'feedback_buttons' }] },
  auth_provider: { type: 'auth_provider', accessory: { type: 'overflow' } },
};

it.each(Object.entries(PLACES))('gives ids to and finds the element in %s', (_, block) => {
  const given = withIds([block]);
  const placed = elementsOf(given);
  expect(placed).toHaveLength(1);
  const [{ actionId, blockId } = { actionId: '', blockId: '' }] = placed;
  expect([actionId, blockId]).not.toContain('');
  expect(findElement(given, actionId, blockId)?.element).toBe(placed[0]?.element);
  expect(JSON.stringify(block)).not.toContain('_id');
});

it('gives ids to the tasks of a plan', () => {
  const [plan] = withIds([
    { type: 'plan', title: 'P', tasks: [{ type: 'task_card', task_id: '1', title: 't' }] },
  ]);
  expect(plan?.['tasks']).toMatchObject([{ block_id: expect.stringMatching(/./) }]);
});

it('leaves the ids that blocks and elements have', () => {
  const blocks = WHOLE_BLOCKS.map(([, block]) => ({ ...block }));
  expect(elementsOf(blocks).length).toBeGreaterThan(20);
  expect(elementsOf(withIds(blocks)).map(({ actionId }) => actionId)).toEqual(
    elementsOf(blocks).map(({ actionId }) => actionId),
  );
});
