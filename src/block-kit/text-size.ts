import { isObject } from './rule.ts';

const UNCOUNTED_KEYS = new Set(['type', 'block_id', 'action_id']);

/**
 * The characters of all strings in a block or list of blocks, ids and types left out. This is how a message is held to
 * its summed limit: it counts a little more than what is displayed, because addresses and values count too.
 */
export function sumStrings(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + sumStrings(entry), 0);
  if (!isObject(value)) return 0;
  let sum = 0;
  for (const [key, entry] of Object.entries(value)) {
    if (!UNCOUNTED_KEYS.has(key)) sum += sumStrings(entry);
  }
  return sum;
}
