import { nearestNames } from '../../forms/nearest-names.ts';
import type { ParsedArguments } from '../../forms/parse-arguments.ts';
import { readMoment } from '../browse/read-moment.ts';
import { EXECUTION_STATUSES } from './execution-words.ts';

/** What a history is narrowed to. */
export interface HistoryFilter {
  readonly toolName?: string;
  readonly status?: string;
  readonly externalRef?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Only what this person asked for in Slack. */
  readonly isMine?: boolean;
}

export type ReadHistoryFilter =
  | { readonly ok: true; readonly filter: HistoryFilter }
  | { readonly ok: false; readonly problem: string };

const KEYS: Readonly<Record<string, keyof HistoryFilter>> = {
  tool: 'toolName',
  status: 'status',
  state: 'status',
  ref: 'externalRef',
  reference: 'externalRef',
  from: 'fromMs',
  since: 'fromMs',
  to: 'toMs',
  until: 'toMs',
};

/** What people say of a status. */
const SAID: Readonly<Record<string, string>> = {
  ...Object.fromEntries(EXECUTION_STATUSES.map((status) => [status, status])),
  queued: 'pending',
  waiting: 'awaiting_approval',
  approval: 'awaiting_approval',
  done: 'succeeded',
  canceled: 'cancelled',
  stopped: 'cancelled',
};

const DAY_MS = 86_400_000;

/** Reads what stands after `/warmly history`: `mine`, and `key=value` for each filter. Dates are in the person's zone. */
export function readHistoryFilter(
  { words, leftovers, pairs }: ParsedArguments,
  clock: { readonly nowMs: number; readonly timeZone: string },
): ReadHistoryFilter {
  const filter: { -readonly [Key in keyof HistoryFilter]: HistoryFilter[Key] } = {};
  for (const word of [...words.slice(1), ...leftovers]) {
    const status = SAID[word.toLowerCase()];
    if (word.toLowerCase() === 'mine') filter.isMine = true;
    else if (status !== undefined) filter.status = status;
    else return wrong('filter', word, ['mine', ...Object.keys(SAID)]);
  }
  for (const { key, values } of pairs) {
    const text = values.map((value) => value.text).join(' ');
    const field = KEYS[key.toLowerCase()];
    if (field === undefined) return wrong('filter', key, Object.keys(KEYS));
    if (field === 'status') {
      const status = SAID[text.toLowerCase().replaceAll(/[\s-]+/g, '_')];
      if (status === undefined) return wrong('status', text, Object.keys(SAID));
      filter.status = status;
    } else if (field === 'fromMs' || field === 'toMs') {
      const atMs = readMoment(text, clock);
      if (atMs === undefined) {
        const problem = `“${text}” is no time for ${key}. Write 2026-11-20, 2026-11-20T09:00, 3h or 2d.`;
        return { ok: false, problem };
      }
      // Until a day means until its end.
      const isDay = field === 'toMs' && /^\d{4}-\d\d-\d\d$/.test(text.trim());
      filter[field] = isDay ? atMs + DAY_MS - 1 : atMs;
    } else if (field === 'toolName' || field === 'externalRef') filter[field] = text;
  }
  return { ok: true, filter };
}

function wrong(what: string, word: string, known: readonly string[]): ReadHistoryFilter {
  const nearest = nearestNames(word, known);
  const guess =
    nearest.length > 0 ? ` Did you mean ${nearest.join(' or ')}?` : ` There are ${known.join(', ')}.`;
  return { ok: false, problem: `There is no ${what} “${word}”.${guess}` };
}
