import type { KnownBlock } from '@slack/types';
import { actions, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import type { Job } from '../../store/job.ts';
import { isScalar } from './format-value.ts';
import { wholeAsJsonButton } from './result-buttons.ts';

/** Flags of success say nothing that the message's sign does not say. */
const SUCCESS = /^(success|succeeded|ok)$/i;
/** More are never shown in fields and bullets. */
const ENOUGH = 500;
const MAX_DEPTH = 40;
const MAX_REMARK_CHARS = 600;

/**
 * How many values a tool's output holds, for telling whether all of it is shown: a list of plain values counts as one, as
 * does what is empty. Infinity where it is too much or too odd to say: JSON within a text, numbers cut in being shown.
 */
export function countValues(output: unknown): number {
  let count = 0;
  const walk = (value: unknown, depth: number): void => {
    if (count > ENOUGH || depth > MAX_DEPTH) {
      count = Number.POSITIVE_INFINITY;
    } else if (isScalar(value)) {
      count += isOdd(value) ? Number.POSITIVE_INFINITY : 1;
    } else if (Array.isArray(value)) {
      if (value.every(isScalar) && !value.some(isOdd)) count += 1;
      else for (const entry of value) walk(entry, depth + 1);
    } else if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value);
      if (entries.length === 0) count += 1;
      for (const [key, entry] of entries) if (!SUCCESS.test(key) || entry !== true) walk(entry, depth + 1);
    }
  };
  walk(output, 0);
  return count;
}

function isOdd(value: unknown): boolean {
  if (typeof value === 'string') return /^\s*[[{]/.test(value);
  return typeof value === 'number' && Number(value.toFixed(4)) !== value;
}

/** Whether an output holds a value at all, besides flags of success and empty ones. */
export function holdsAnything(output: unknown, depth = 0): boolean {
  if (isScalar(output)) return output !== null && output !== '';
  if (depth > MAX_DEPTH) return true;
  return Object.entries(output ?? {}).some(
    ([key, entry]) => !(SUCCESS.test(key) && entry === true) && holdsAnything(entry, depth + 1),
  );
}

/** A button to the whole, where the output holds more values than are shown. */
export function restBlocks(job: Job, shownCount: number): KnownBlock[] {
  const count = countValues(job.output);
  return count > shownCount || !Number.isFinite(count) ? [actions([wholeAsJsonButton(job)])] : [];
}

/** What an envelope says to people beside the data that it holds: "Cached, an hour old". */
export function remarkBlocks(output: unknown): KnownBlock[] {
  if (typeof output !== 'object' || output === null || !('message' in output)) return [];
  const { message } = output;
  if (typeof message !== 'string' || message.trim() === '') return [];
  return [section(escapeWithin(message.trim(), MAX_REMARK_CHARS, escapeMrkdwn))];
}
