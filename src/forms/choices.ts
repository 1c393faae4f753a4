import { type JsonObject, sameJson } from './json-value.ts';
import { shapeOf } from './schema-shape.ts';

/** One value to choose, of any JSON type. `label` is unique within its list and never empty. */
export interface Choice {
  readonly label: string;
  readonly value: unknown;
  /** What choosing it means. */
  readonly description?: string;
}

interface ChoiceEntry {
  readonly value: unknown;
  readonly title?: string;
  readonly description?: string;
}

export const YES_NO: readonly Choice[] = [
  { label: 'Yes', value: true },
  { label: 'No', value: false },
];

/** Choices from values and their optional titles: equal values once, equal labels told apart. */
export function createChoices(entries: readonly ChoiceEntry[]): Choice[] {
  const seenValues = new Set<string>();
  const distinct = entries.filter((entry) => {
    const key = JSON.stringify(entry.value);
    if (seenValues.has(key)) return false;
    seenValues.add(key);
    return true;
  });
  const plain = distinct.map(({ value, title, description = '' }) => {
    const label = title?.trim() || labelOf(value);
    const about = description.trim();
    return { value, label, ...(about === '' || about === label ? {} : { description: about }) };
  });
  const counts = new Map<string, number>();
  for (const { label } of plain) counts.set(label, (counts.get(label) ?? 0) + 1);
  const used = new Set<string>();
  return plain.map(({ label, ...rest }) => {
    const wanted = (counts.get(label) ?? 0) > 1 ? `${label} (${JSON.stringify(rest.value)})` : label;
    let unique = wanted;
    for (let count = 2; used.has(unique); count += 1) unique = `${wanted} (${count})`;
    used.add(unique);
    return { ...rest, label: unique };
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
function branchValues(branch: JsonObject): readonly ChoiceEntry[] | undefined {
  if (!('const' in branch)) return fixedValues(branch);
  const { const: value, title, description } = branch;
  return [{ value, ...textsOf(title, description) }];
}

function fixedValues(schema: JsonObject): readonly ChoiceEntry[] | undefined {
  if ('const' in schema) return [{ value: schema.const }];
  if (!Array.isArray(schema.enum) || schema.enum.length === 0) return undefined;
  const names: readonly unknown[] = Array.isArray(schema.enumNames) ? schema.enumNames : [];
  const abouts: readonly unknown[] = Array.isArray(schema.enumDescriptions) ? schema.enumDescriptions : [];
  return schema.enum.map((value, index) => ({ value, ...textsOf(names[index], abouts[index]) }));
}

function textsOf(title: unknown, description: unknown): Pick<ChoiceEntry, 'title' | 'description'> {
  return {
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof description === 'string' ? { description } : {}),
  };
}
