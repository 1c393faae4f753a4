import type { RunOptions } from '../../store/run-defaults.ts';

/** What a name stands for, beside the choice that it is the name of. */
const LABELLED = { skill: 'skill', model: 'modelId', environment: 'environmentId' } as const;

/** Layers of options, the weakest first: each later one wins where it says something, names going with their choices. */
export function mergeOptions(layers: readonly RunOptions[]): RunOptions {
  let merged: RunOptions = {};
  for (const layer of layers) {
    const { labels: _labels, ...rest } = layer;
    const names = Object.entries(LABELLED).flatMap(([name, field]): [string, string][] => {
      const from = layer[field] === undefined ? merged : layer;
      const label = from.labels?.[name as keyof typeof LABELLED];
      return label === undefined ? [] : [[name, label]];
    });
    const { labels: _old, ...before } = merged;
    merged = { ...before, ...rest, ...(names.length > 0 && { labels: Object.fromEntries(names) }) };
  }
  return merged;
}
