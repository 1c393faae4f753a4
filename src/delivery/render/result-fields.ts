import type { KnownBlock } from '@slack/types';
import { fieldsSection, richText, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import { SLACK_LIMITS } from '../../block-kit/limits.ts';
import { truncate } from '../../block-kit/truncate.ts';
import { humanizeName } from '../../forms/labels.ts';
import { flattenRecord } from './flatten-record.ts';
import { type Scalar, scalarMrkdwn } from './format-value.ts';

const MAX_FIELDS = 2 * SLACK_LIMITS.section.maxFields;
const MAX_VALUE_CHARS = 200;
const MAX_LONG_TEXTS = 2;
const MAX_LONG_CHARS = 1_200;

/** A single object as fields, its long texts under them. `isWhole` is false where something of what is filled is missing. */
export function objectFields(value: Readonly<Record<string, unknown>>): {
  blocks: KnownBlock[];
  isWhole: boolean;
  /** How many values it shows. */
  shownCount: number;
} {
  const flat = flattenRecord(value);
  const filled = [...flat.values].filter(([, entry]) => entry !== null && entry !== '');
  const long = filled.filter(([, entry]) => isLong(entry));
  const short = filled.filter(([, entry]) => !isLong(entry));
  const texts = short.slice(0, MAX_FIELDS).map(([path, entry]) => `${bold(path)}\n${shown(path, entry)}`);
  const blocks: KnownBlock[] = [];
  for (let from = 0; from < texts.length; from += SLACK_LIMITS.section.maxFields) {
    blocks.push(fieldsSection(texts.slice(from, from + SLACK_LIMITS.section.maxFields)));
  }
  for (const [path, entry] of long.slice(0, MAX_LONG_TEXTS)) {
    blocks.push(section(bold(path)), richText(truncate(String(entry), MAX_LONG_CHARS)));
  }
  const isWhole =
    flat.isWhole &&
    short.length <= MAX_FIELDS &&
    long.length <= MAX_LONG_TEXTS &&
    long.every(([, entry]) => String(entry).length <= MAX_LONG_CHARS);
  return { blocks, isWhole, shownCount: texts.length + Math.min(long.length, MAX_LONG_TEXTS) };
}

function isLong(value: Scalar): boolean {
  return typeof value === 'string' && (value.length > MAX_VALUE_CHARS || value.includes('\n'));
}

function bold(path: string): string {
  const label = escapeWithin(humanizeName(path.replaceAll('.', ' ')).replace(/\s+/g, ' '), 80, escapeMrkdwn);
  return `*${label}*`;
}

function shown(path: string, value: Scalar): string {
  return scalarMrkdwn(value, path, (text) => escapeWithin(text, MAX_VALUE_CHARS, escapeMrkdwn)) || '–';
}
