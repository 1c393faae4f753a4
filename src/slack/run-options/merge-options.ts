import type { RunOptions } from '../../store/run-defaults.ts';

/** What a name stands for, beside the choice that it is the name of. */
const LABELLED = { skill: 'skill', model: 'modelId', environment: 'environmentId' } as const;

/**
 * Layers of options, the weakest first: each later one wins where it says something or leaves it to Warp, names going with
 * their choices.
 */
export function mergeOptions(layers: readonly RunOptions[]): RunOptions {
  let merged: RunOptions = {};
  for (const layer of layers) {
    const { labels: _labels, undecided = [], ...rest } = layer;
    merged = without(merged, undecided);
    const names = Object.entries(LABELLED).flatMap(([name, field]): [string, string][] => {
      const from = layer[field] === undefined ? merged : layer;
      const label = from[field] === undefined ? undefined : from.labels?.[name as keyof typeof LABELLED];
      return label === undefined ? [] : [[name, label]];
    });
    const { labels: _old, ...before } = merged;
    merged = { ...before, ...rest, ...(names.length > 0 && { labels: Object.fromEntries(names) }) };
  }
  return merged;
}

function without(options: RunOptions, keys: readonly string[]): RunOptions {
  return Object.fromEntries(Object.entries(options).filter(([key]) => !keys.includes(key)));
}
