import { nearestNames } from '../../forms/nearest-names.ts';
import type { ParsedArguments } from '../../forms/parse-arguments.ts';
import type { WarpListRunsQuery } from '../../warp/requests.ts';
import { readMoment } from './read-moment.ts';

/** The filters of `/warp runs`: Warp's own, as the list takes them; where a page begins is kept elsewhere. */
export type RunsFilter = Omit<WarpListRunsQuery, 'cursor'>;

export type ReadRunsFilter =
  | { readonly ok: true; readonly filter: RunsFilter }
  | { readonly ok: false; readonly problem: string };

export const RUN_STATES = [
  'QUEUED',
  'PENDING',
  'CLAIMED',
  'INPROGRESS',
  'SUCCEEDED',
  'FAILED',
  'BLOCKED',
  'ERROR',
  'CANCELLED',
] as const;

/** What people say of a run's state. `failed` means both kinds of failure. */
const SAID_STATES: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(RUN_STATES.map((state) => [state.toLowerCase(), [state]])),
  running: ['QUEUED', 'PENDING', 'CLAIMED', 'INPROGRESS'],
  active: ['QUEUED', 'PENDING', 'CLAIMED', 'INPROGRESS'],
  done: ['SUCCEEDED'],
  failed: ['FAILED', 'ERROR'],
  stopped: ['CANCELLED'],
  in_progress: ['INPROGRESS'],
};

export const RUN_SOURCES = [
  'LINEAR',
  'API',
  'SLACK',
  'LOCAL',
  'SCHEDULED_AGENT',
  'WEB_APP',
  'GITHUB_ACTION',
  'CLOUD_MODE',
  'CLI',
] as const;
export const RUN_ARTIFACTS = ['PLAN', 'PULL_REQUEST', 'SCREENSHOT', 'FILE'] as const;
export const RUN_SORTS = ['updated_at', 'created_at', 'title', 'agent'] as const;

const SORT_WORDS: Readonly<Record<string, (typeof RUN_SORTS)[number]>> = {
  updated: 'updated_at',
  created: 'created_at',
  skill: 'agent',
};

/** What a key means: text that is passed on, a word that is normalised, an instant or a number. */
type Reading =
  | { readonly kind: 'text'; readonly field: keyof RunsFilter }
  | { readonly kind: 'word'; readonly field: keyof RunsFilter }
  | { readonly kind: 'instant'; readonly field: keyof RunsFilter };

const KEYS: Readonly<Record<string, Reading>> = {
  q: { kind: 'text', field: 'q' },
  name: { kind: 'text', field: 'name' },
  model: { kind: 'text', field: 'modelId' },
  creator: { kind: 'text', field: 'creator' },
  env: { kind: 'text', field: 'environmentId' },
  environment: { kind: 'text', field: 'environmentId' },
  skill: { kind: 'text', field: 'skill' },
  agent: { kind: 'text', field: 'skill' },
  skill_spec: { kind: 'text', field: 'skillSpec' },
  schedule: { kind: 'text', field: 'scheduleId' },
  parent: { kind: 'text', field: 'ancestorRunId' },
  ancestor: { kind: 'text', field: 'ancestorRunId' },
  executor: { kind: 'text', field: 'executor' },
  source: { kind: 'word', field: 'source' },
  location: { kind: 'word', field: 'executionLocation' },
  artifact: { kind: 'word', field: 'artifactType' },
  after: { kind: 'instant', field: 'createdAfterMs' },
  created_after: { kind: 'instant', field: 'createdAfterMs' },
  before: { kind: 'instant', field: 'createdBeforeMs' },
  created_before: { kind: 'instant', field: 'createdBeforeMs' },
  updated_after: { kind: 'instant', field: 'updatedAfterMs' },
};

const OTHER_KEYS = ['state', 'sort', 'order', 'limit', 'per_page'];

/**
 * Reads what stands after `/warp runs`: states as words (`failed`, `running`), `key=value` for each filter, and what is
 * left as a search. `after=2d` and dates are read in the person's zone.
 */
export function readRunsFilter(
  words: readonly string[],
  pairs: ParsedArguments['pairs'],
  clock: { readonly nowMs: number; readonly timeZone: string },
): ReadRunsFilter {
  const filter: Record<string, string | number | readonly string[]> = {};
  const states: string[] = [];
  const search: string[] = [];
  for (const word of words) {
    const said = SAID_STATES[word.toLowerCase()];
    if (said === undefined) search.push(word);
    else states.push(...said);
  }
  for (const { key, values } of pairs) {
    const parts = values.flatMap((value) => value.parts).filter((part) => part !== '');
    const text = values.map((value) => value.text).join(' ');
    const name = key.toLowerCase();
    const reading = KEYS[name];
    if (name === 'state') {
      for (const part of parts) {
        const said = SAID_STATES[part.toLowerCase()];
        if (said === undefined) return wrongWord('state', part, Object.keys(SAID_STATES));
        states.push(...said);
      }
    } else if (name === 'sort') {
      const sort = SORT_WORDS[text.toLowerCase()] ?? RUN_SORTS.find((each) => each === text.toLowerCase());
      if (sort === undefined) return wrongWord('sort', text, ['updated', 'created', 'title', 'agent']);
      filter['sortBy'] = sort;
    } else if (name === 'order') {
      const order = text.toLowerCase();
      if (order !== 'asc' && order !== 'desc') return wrongWord('order', text, ['asc', 'desc']);
      filter['sortOrder'] = order;
    } else if (name === 'limit' || name === 'per_page') {
      const limit = Number(text);
      if (!Number.isInteger(limit) || limit < 1)
        return { ok: false, problem: `“${text}” is no number of runs.` };
      filter['limit'] = limit;
    } else if (reading === undefined) {
      return wrongWord('filter', key, [...Object.keys(KEYS), ...OTHER_KEYS]);
    } else if (reading.kind === 'instant') {
      const atMs = readMoment(text, clock);
      if (atMs === undefined) return notAMoment(key, text);
      filter[reading.field] = atMs;
    } else {
      filter[reading.field] = reading.kind === 'word' ? text.toUpperCase().replaceAll(/[\s-]+/g, '_') : text;
    }
  }
  const q = [filter['q'] ?? '', ...search].map(String).join(' ').trim();
  if (q !== '') filter['q'] = q;
  if (states.length > 0) filter['states'] = [...new Set(states)];
  return { ok: true, filter };
}

function notAMoment(key: string, text: string): ReadRunsFilter {
  const problem = `“${text}” is no time for ${key}. Write 2026-11-20, 2026-11-20T09:00, 3h or 2d.`;
  return { ok: false, problem };
}

function wrongWord(what: string, word: string, known: readonly string[]): ReadRunsFilter {
  const nearest = nearestNames(word, known);
  const guess =
    nearest.length > 0 ? ` Did you mean ${nearest.join(' or ')}?` : ` There are ${known.join(', ')}.`;
  return { ok: false, problem: `There is no ${what} “${word}”.${guess}` };
}
