import { isJsonObject } from './json-value.ts';
import { humanizeName, valueText } from './labels.ts';
import { fitText } from './text-fit.ts';

const MAX_CHARS = 150;
const MAX_PART_CHARS = 60;

/** A value in one line of plain text, at most 150 characters. */
export function summarizeValue(value: unknown): string {
  return fitText(words(value), MAX_CHARS).replaceAll(/\s+/g, ' ');
}

function words(value: unknown): string {
  if (value === null || value === undefined) return 'Empty';
  if (Array.isArray(value)) {
    if (value.length === 0) return 'Empty list';
    if (value.some((entry) => typeof entry === 'object')) return `${value.length} entries`;
    return value
      .slice(0, 10)
      .map((entry) => fitText(valueText(entry), MAX_PART_CHARS))
      .join(', ');
  }
  if (!isJsonObject(value)) return valueText(value);
  const parts = Object.entries(value)
    .filter(([, entry]) => typeof entry !== 'object')
    .slice(0, 4)
    .map(([key, entry]) => `${humanizeName(key)}: ${fitText(valueText(entry), MAX_PART_CHARS)}`);
  if (parts.length > 0) return parts.join(' · ');
  const count = Object.keys(value).length;
  return count === 0 ? 'Empty' : `${count} values`;
}
