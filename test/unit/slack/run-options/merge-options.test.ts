import { expect, it } from 'vitest';
import { mergeOptions } from '../../../../src/slack/run-options/merge-options.ts';

it('lets later layers win, names going with their choices', () => {
  expect(
    mergeOptions([
      { modelId: 'm1', environmentId: 'e1', labels: { model: 'One', environment: 'Env' } },
      { modelId: 'm2', labels: { model: 'Two' } },
      { team: false },
    ]),
  ).toEqual({
    modelId: 'm2',
    environmentId: 'e1',
    team: false,
    labels: { model: 'Two', environment: 'Env' },
  });
});

it('keeps no name of a choice that another without a name has replaced', () => {
  expect(mergeOptions([{ modelId: 'm1', labels: { model: 'One' } }, { modelId: 'm2' }])).toEqual({
    modelId: 'm2',
  });
});

it('leaves to Warp what a layer leaves to it, whatever weaker ones say', () => {
  expect(
    mergeOptions([
      { team: true, computerUse: false, modelId: 'm1', labels: { model: 'One' } },
      { undecided: ['team', 'modelId'] },
      { interactive: true },
    ]),
  ).toEqual({ computerUse: false, interactive: true });
  expect(mergeOptions([{ undecided: ['team'] }, { team: false }])).toEqual({ team: false });
});
