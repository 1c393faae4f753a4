import { type JsonObject, sameJson } from './json-value.ts';
import { shapeOf } from './schema-shape.ts';

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

/** The values to choose from: `enum`, `const`, or a union of such, with their titles. */
export function choicesOf(schema: JsonObject, root: unknown): readonly Choice[] | undefined {
  const direct = fixedValues(schema);
  if (direct !== undefined) return createChoices(direct);
  for (const keyword of ['oneOf', 'anyOf']) {
    const branches = schema[keyword];
    if (!Array.isArray(branches) || branches.length === 0) continue;
    const values = branches.map((branch) => branchValues(shapeOf(branch, root).schema));
    if (values.every((entry) => entry !== undefined)) return createChoices(values.flat());
  }
  return undefined;
}

/** A branch's title names its value; a title beside `enum` or `const` alone is the field's. */
function branchValues(branch: JsonObject): readonly { value: unknown; title?: string }[] | undefined {
  if (!('const' in branch)) return fixedValues(branch);
  return [{ value: branch.const, ...(typeof branch.title === 'string' ? { title: branch.title } : {}) }];
}

function fixedValues(schema: JsonObject): readonly { value: unknown; title?: string }[] | undefined {
  if ('const' in schema) return [{ value: schema.const }];
  if (!Array.isArray(schema.enum) || schema.enum.length === 0) return undefined;
  const names = Array.isArray(schema.enumNames) ? schema.enumNames : [];
  return schema.enum.map((value, index) => {
    const title: unknown = names[index];
    return { value, ...(typeof title === 'string' ? { title } : {}) };
  });
}
