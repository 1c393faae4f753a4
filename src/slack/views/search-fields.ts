import { disabledReason } from '../options/model-words.ts';
import { itemOfOption } from '../options/option-value.ts';
import { search } from './field-blocks.ts';
import type { FieldReading, RunField, RunStart } from './run-field.ts';

export const AGENT_INPUT = 'warp_agent';
export const MODEL_INPUT = 'warp_model';
export const ENVIRONMENT_INPUT = 'warp_environment';

const GONE = 'This is no longer there. Choose again.';

export const agent: RunField = {
  id: AGENT_INPUT,
  keys: ['skill'],
  label: 'skill',
  block: ({ skill, labels }) =>
    search(AGENT_INPUT, 'Agent', 'A skill from your repositories', skill, labels?.skill),
  read: (state, { catalogue, start }) => {
    const value = state.selected_option?.value;
    if (value === undefined) return { patch: {} };
    const found = itemOfOption(catalogue.agents?.peek() ?? [], ({ id }) => id, value);
    if (found?.error !== undefined) return { error: `This agent cannot be used: ${found.error}` };
    if (found !== undefined) return { patch: { skill: found.id, labels: { skill: found.name } } };
    return keptChoice(value, start.skill, {
      skill: start.skill ?? '',
      labels: { skill: start.labels?.skill ?? '' },
    });
  },
};

export const model: RunField = {
  id: MODEL_INPUT,
  keys: ['modelId'],
  label: 'model',
  block: ({ modelId, labels }) => search(MODEL_INPUT, 'Model', 'Your team’s default', modelId, labels?.model),
  read: (state, { catalogue, start }) => {
    const value = state.selected_option?.value;
    if (value === undefined) return { patch: {} };
    const found = itemOfOption(catalogue.models?.peek() ?? [], ({ id }) => id, value);
    const reason = found && disabledReason(found);
    if (reason !== undefined) return { error: `This model can’t be used now: ${reason}.` };
    if (found !== undefined) return { patch: { modelId: found.id, labels: { model: found.displayName } } };
    return keptChoice(value, start.modelId, {
      modelId: start.modelId ?? '',
      labels: { model: start.labels?.model ?? '' },
    });
  },
};

export const environment: RunField = {
  id: ENVIRONMENT_INPUT,
  keys: ['environmentId'],
  label: 'environment',
  block: ({ environmentId, labels }) =>
    search(ENVIRONMENT_INPUT, 'Environment', 'None', environmentId, labels?.environment),
  read: (state, { catalogue, start }) => {
    const value = state.selected_option?.value;
    if (value === undefined) return { patch: {} };
    const found = itemOfOption(catalogue.environments?.peek() ?? [], ({ uid }) => uid, value);
    if (found !== undefined)
      return { patch: { environmentId: found.uid, labels: { environment: found.name } } };
    const kept = start.environmentId;
    return keptChoice(value, kept, {
      environmentId: kept ?? '',
      labels: { environment: start.labels?.environment ?? '' },
    });
  },
};

/** Something that was chosen before stays chosen, though the lists do not hold it. */
function keptChoice(value: string, id: string | undefined, patch: RunStart): FieldReading {
  return id !== undefined && itemOfOption([id], (each) => each, value) !== undefined
    ? { patch }
    : { error: GONE };
}
