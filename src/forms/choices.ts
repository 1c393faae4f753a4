import { sameJson } from './json-value.ts';

/** One value to choose, of any JSON type. `label` is unique within its list and never empty. */
export interface Choice {
  readonly label: string;
  readonly value: unknown;
}

export const YES_NO: readonly Choice[] = [
  { label: 'Yes', value: true },
  { label: 'No', value: false },
];

/** Choices from values and their optional titles: equal values once, equal labels told apart. */
export function createChoices(
  entries: readonly { readonly value: unknown; readonly title?: string }[],
): Choice[] {
  const seenValues = new Set<string>();
  const distinct = entries.filter((entry) => {
    const key = JSON.stringify(entry.value);
    if (seenValues.has(key)) return false;
    seenValues.add(key);
    return true;
  });
  const plain = distinct.map(({ value, title }) => ({ value, label: title?.trim() || labelOf(value) }));
  const counts = new Map<string, number>();
  for (const { label } of plain) counts.set(label, (counts.get(label) ?? 0) + 1);
  const used = new Set<string>();
  return plain.map(({ value, label }) => {
    const wanted = (counts.get(label) ?? 0) > 1 ? `${label} (${JSON.stringify(value)})` : label;
    let unique = wanted;
    for (let count = 2; used.has(unique); count += 1) unique = `${wanted} (${count})`;
    used.add(unique);
    return { label: unique, value };
  });
}

/** The index of the choice with this value, -1 without one. */
export function indexOfValue(choices: readonly Choice[], value: unknown): number {
  return choices.findIndex((choice) => sameJson(choice.value, value));
}

function labelOf(value: unknown): string {
  if (typeof value === 'string') return value.trim() === '' ? '(empty)' : value.trim();
  if (value === true) return 'Yes';
  if (value === false) return 'No';
  return JSON.stringify(value);
}
