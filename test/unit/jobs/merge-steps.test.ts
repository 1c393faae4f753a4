import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_STEPS, mergeSteps } from '../../../src/jobs/merge-steps.ts';
import type { RunStep } from '../../../src/store/job.ts';

const step = (id: string, state: RunStep['state'] = 'complete'): RunStep => ({
  id,
  title: `Step ${id}`,
  state,
});

it('keeps what an agent did before it was told something more, as over', () => {
  const before = [step('1.0'), step('1.1', 'error'), step('1.2', 'in_progress')];
  expect(mergeSteps(before, [step('2.0', 'in_progress')])).toEqual([
    step('1.0'),
    step('1.1', 'error'),
    step('1.2'),
    step('2.0', 'in_progress'),
  ]);
});

it('takes the newest word on each step, and forgets steps without a name', () => {
  const nameless: RunStep = { title: 'Of an earlier release', state: 'in_progress' };
  expect(mergeSteps([nameless, step('1.0', 'in_progress')], [step('1.0'), step('1.1', 'pending')])).toEqual([
    step('1.0'),
    step('1.1', 'pending'),
  ]);
});

it('is the same when the same is told again, and bounded', () => {
  const states = fc.constantFrom('pending', 'in_progress', 'complete', 'error');
  const steps = fc
    .uniqueArray(fc.tuple(fc.nat(80), states), { selector: ([id]) => id, maxLength: MAX_STEPS })
    .map((all) => all.map(([id, state]) => step(`1.${id}`, state)));
  fc.assert(
    fc.property(steps, steps, (before, now) => {
      const merged = mergeSteps(before, now);
      expect(merged.length).toBeLessThanOrEqual(MAX_STEPS);
      expect(merged.slice(merged.length - now.length)).toEqual(now);
      expect(mergeSteps(merged, now)).toEqual(merged);
    }),
  );
});
