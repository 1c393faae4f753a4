import type { RunStep } from '../store/job.ts';

/** The newest so many are kept. */
export const MAX_STEPS = 30;

/**
 * A run's steps as they are told now, after those of before that are told no more: whoever says something to an agent begins
 * another piece of work, and what was under way until then is over.
 */
export function mergeSteps(before: readonly RunStep[], now: readonly RunStep[]): RunStep[] {
  const ids = new Set(now.map(({ id }) => id));
  const over = before
    .filter(({ id }) => id !== undefined && !ids.has(id))
    .map((step): RunStep => (step.state === 'error' ? step : { ...step, state: 'complete' }));
  return [...over, ...now].slice(-MAX_STEPS);
}
