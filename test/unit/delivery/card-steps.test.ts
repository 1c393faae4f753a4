import { expect, it } from 'vitest';
import { checkSlackMessage } from '../../../src/block-kit/check-message.ts';
import { renderSteps, stepBlocks, stepsPiece } from '../../../src/delivery/render/card-steps.ts';
import { finished, warpJob } from './job-fixtures.ts';

const step = (index: number, state: 'pending' | 'in_progress' | 'complete' | 'error' = 'complete') => ({
  id: `1.${index}`,
  title: `Step ${index}`,
  state,
});

it('streams each step under its job’s name, the last of those that share one', () => {
  const steps = [step(0), { ...step(30), title: 'Step 30' }, { ...step(30), title: 'Step 31' }];
  const children = [{ id: 'r2', title: 'The other half', state: 'in_progress' as const }];
  const job = warpJob({ progress: { steps, children } });
  expect(stepsPiece(job)).toEqual({
    title: 'What the agent does',
    tasks: [
      { id: `${job.id}/1.0`, title: 'Step 0', status: 'complete' },
      { id: `${job.id}/1.30`, title: 'Step 31', status: 'complete' },
      { id: `${job.id}/r2`, title: 'Run: The other half', status: 'in_progress' },
    ],
  });
});

it.each([
  ['succeeded', 'complete'],
  ['failed', 'error'],
  ['cancelled', 'error'],
  ['lost', 'error'],
] as const)('leaves nothing under way in a run that %s', (outcome, status) => {
  const progress = { steps: [step(0), step(1, 'in_progress'), step(2, 'pending')] };
  const piece = stepsPiece(warpJob({ ...finished(outcome), progress }));
  expect(piece.title).toBe('What the agent did');
  expect(piece.tasks.map((task) => task.status)).toEqual(['complete', status, status]);
});

it('has room for the newest steps on the card, and for all that are known in a message of its own', () => {
  const steps = Array.from({ length: 30 }, (_, index) => ({
    ...step(index),
    title: `<!channel> ${'x'.repeat(500)}`,
  }));
  const children = Array.from({ length: 10 }, (_, index) => step(index));
  const job = warpJob({ progress: { steps, children, statusMessage: '' } });
  const [card] = stepBlocks(job);
  expect(card?.tasks).toHaveLength(14);
  const message = renderSteps(job);
  expect(JSON.stringify(message)).not.toContain('<!channel>');
  expect(checkSlackMessage(message)).toEqual([]);
  expect(stepsPiece(job).tasks.length).toBeLessThanOrEqual(50);
  for (const { title } of stepsPiece(job).tasks) expect(title.length).toBeLessThanOrEqual(256);
});
