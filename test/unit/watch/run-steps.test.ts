import { expect, it } from 'vitest';
import { WarpConversation } from '../../../src/warp/conversation.ts';
import { runSteps } from '../../../src/watch/run-steps.ts';

const said = (...texts: string[]) => ({
  role: 'assistant',
  content: texts.map((text) => ({ type: 'text', text })),
});
const acted = (id: string) => ({
  role: 'assistant',
  content: [{ type: 'action', id, name: 'run_command', input: { command: `make ${id}` } }],
});
const result = (id: string, state: string) => ({
  role: 'tool',
  content: [{ type: 'action_result', action_id: id, state }],
});

function stepsOf(...steps: object[]) {
  return runSteps(WarpConversation.parse({ conversation_id: 'c1', steps }));
}

it('names a step the same whenever it is read, whatever came since', () => {
  const first = stepsOf({ id: '1', messages: [said('I look.'), acted('a')] });
  const later = stepsOf({
    id: '1',
    messages: [said('I look.'), acted('a'), result('a', 'completed'), said('Mended.')],
    steps: [{ id: '1.1', description: 'Check it' }],
  });
  expect(first).toEqual([
    { id: '1.0', title: 'I look.', state: 'complete' },
    { id: '1.1', title: 'Run command: make a', state: 'in_progress' },
  ]);
  expect(later).toEqual([
    { id: '1.0', title: 'I look.', state: 'complete' },
    { id: '1.1', title: 'Run command: make a', state: 'complete' },
    { id: '1.2', title: 'Mended.', state: 'complete' },
    { id: '1.other.0', title: 'Another agent: Check it', state: 'in_progress' },
  ]);
});

it('tells what is done now, under names of its own', () => {
  const before = { id: '1', messages: [said('I look.')] };
  expect(stepsOf(before, { id: '2', messages: [said('I look again.')] })).toEqual([
    { id: '2.0', title: 'I look again.', state: 'complete' },
  ]);
});

it('keeps the newest of very many, which share one name', () => {
  const many = Array.from({ length: 100 }, (_, index) => said(`Step ${index}`));
  const steps = stepsOf({ id: '1', messages: many });
  expect(steps).toHaveLength(30);
  expect(steps.at(-1)?.title).toBe('Step 99');
  expect(new Set(steps.map(({ id }) => id))).toEqual(new Set(['1.30']));
});
