import { isSecretKey } from '../observability/redact.ts';
import { isJsonObject, type JsonObject } from './json-value.ts';
import { humanizeName, valueText } from './labels.ts';
import { fitText } from './text-fit.ts';

const MAX_CHARS = 150;
const MAX_PART_CHARS = 60;
const MAX_PARTS = 4;
const MAX_LIST_ENTRIES = 10;
/** What things are called by, the most telling first. */
const NAMING_KEYS = ['name', 'title', 'label', 'subject', 'displayname', 'fullname'];
const TELLING_KEYS = ['type', 'kind', 'email', 'key', 'id', 'field', 'operator', 'value'];

/** A value in one line of plain text, at most 150 characters. What looks like a secret is masked. */
export function summarizeValue(value: unknown): string {
  return fitText(words(value).replaceAll(/\s+/g, ' ').trim(), MAX_CHARS);
}

function words(value: unknown): string {
  if (value === null || value === undefined) return 'Empty';
  if (Array.isArray(value)) return listWords(value);
  if (isJsonObject(value)) return objectWords(value);
  return scalarWords(value, MAX_CHARS);
}

function scalarWords(value: unknown, most: number): string {
  return fitText(valueText(typeof value === 'string' ? value.slice(0, most * 2) : value), most);
}

function listWords(values: readonly unknown[]): string {
  if (values.length === 0) return 'Empty list';
  const shown = values.slice(0, MAX_LIST_ENTRIES).map((entry) => nameOf(entry) ?? scalarOf(entry));
  if (shown.some((entry) => entry === undefined)) return counted(values.length, 'entry');
  const more = values.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function scalarOf(value: unknown): string | undefined {
  return typeof value === 'object' ? undefined : scalarWords(value, MAX_PART_CHARS);
}

/** What an object is called, where it says so. */
function nameOf(value: unknown): string | undefined {
  if (!isJsonObject(value)) return undefined;
  const key = byRank(Object.keys(value), NAMING_KEYS).find((name) => rankIn(name, NAMING_KEYS) >= 0);
  const name = key === undefined ? undefined : value[key];
  return typeof name === 'string' && name.trim() !== '' ? scalarWords(name, MAX_PART_CHARS) : undefined;
}

function objectWords(value: JsonObject): string {
  const name = nameOf(value);
  const given = Object.keys(value).filter((key) => value[key] !== null && value[key] !== '');
  const scalars = given.filter((key) => typeof value[key] !== 'object');
  const rest = name === undefined ? scalars : scalars.filter((key) => scalarOf(value[key]) !== name);
  const parts = [
    ...(name === undefined ? [] : [name]),
    ...byRank(rest, TELLING_KEYS).map(
      (key) => `${humanizeName(fitText(key, 40))}: ${partWords(key, value[key])}`,
    ),
    ...given
      .filter((key) => typeof value[key] === 'object')
      .map((key) => `${humanizeName(fitText(key, 40))}: ${nestedWords(value[key])}`),
  ];
  if (parts.length === 0) return 'Empty';
  return parts.slice(0, MAX_PARTS).join(' · ') + (parts.length > MAX_PARTS ? ' · …' : '');
}

function partWords(key: string, value: unknown): string {
  return isSecretKey(key) ? '••••••' : scalarWords(value, MAX_PART_CHARS);
}

function nestedWords(value: unknown): string {
  if (Array.isArray(value)) {
    const isFlat = value.length > 0 && value.length <= 3 && value.every((entry) => typeof entry !== 'object');
    return isFlat ? fitText(listWords(value), MAX_PART_CHARS) : counted(value.length, 'entry');
  }
  return nameOf(value) ?? counted(isJsonObject(value) ? Object.keys(value).length : 0, 'value');
}

function byRank(keys: readonly string[], telling: readonly string[]): string[] {
  const rank = (key: string) => {
    const found = rankIn(key, telling);
    return found < 0 ? telling.length : found;
  };
  return keys.toSorted((left, right) => rank(left) - rank(right));
}

function rankIn(key: string, telling: readonly string[]): number {
  return telling.indexOf(key.toLowerCase().replaceAll(/[^a-z]/g, ''));
}

function counted(count: number, noun: 'entry' | 'value'): string {
  if (count === 0) return noun === 'entry' ? 'no entries' : 'empty';
  if (count === 1) return `1 ${noun}`;
  return `${count} ${noun === 'entry' ? 'entries' : 'values'}`;
}
