import { nearestNames } from '../../forms/nearest-names.ts';
import { type ParsedArguments, parseArguments } from '../../forms/parse-arguments.ts';

/** What a person asks of `/warp`. What is none of its subcommands is a prompt. */
export type WarpWish =
  | { readonly kind: 'form' }
  | { readonly kind: 'help' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'runs'; readonly words: readonly string[]; readonly pairs: ParsedArguments['pairs'] }
  | { readonly kind: 'run' | 'follow'; readonly runId: string }
  | {
      readonly kind: 'inbox';
      readonly runId: string;
      readonly pairs: ParsedArguments['pairs'];
      readonly words: readonly string[];
    }
  | {
      readonly kind: 'agents';
      readonly repo?: string;
      readonly refresh: boolean;
      readonly sortBy: 'name' | 'last_run';
    }
  | { readonly kind: 'models' | 'schedules' | 'identities' }
  | { readonly kind: 'environments'; readonly sortBy: 'name' | 'last_updated' }
  /** A lone word that is nearly a subcommand: too little for an agent to be started with it. */
  | { readonly kind: 'mistyped'; readonly nearest: readonly string[] }
  | { readonly kind: 'prompt' };

/** Ids of runs are UUIDs or the like: no word of a prompt. */
const RUN_ID = /^(?=.*\d)[A-Za-z0-9][A-Za-z0-9_-]{7,}$/;
const REPO = /^[\w.-]+\/[\w.-]+$/;

/** Where the id is missing, the run is chosen from the list: the word alone is no work for an agent. */
const ALL_RUNS: WarpWish = { kind: 'runs', words: [], pairs: [] };

const SUBCOMMANDS = [
  'help',
  'settings',
  'runs',
  'run',
  'follow',
  'inbox',
  'agents',
  'models',
  'schedules',
  'identities',
  'environments',
];

/**
 * Tells subcommands from prompts: "run 0199…" is one, "run the tests" is work to do. A subcommand whose arguments make no
 * sense is a prompt too, since people write "models should be listed in the docs".
 */
export function readWarpWish(commandText: string): WarpWish {
  const { words, pairs, leftovers } = parseArguments(commandText);
  const [first = '', ...rest] = words;
  const all = [...rest, ...leftovers];
  const isBare = all.length === 0 && pairs.length === 0;
  switch (first.toLowerCase()) {
    case '':
      return pairs.length === 0 ? { kind: 'form' } : { kind: 'prompt' };
    case 'help':
      return isBare ? { kind: 'help' } : { kind: 'prompt' };
    case 'settings':
      return isBare ? { kind: 'settings' } : { kind: 'prompt' };
    case 'runs':
      return { kind: 'runs', words: all, pairs };
    // What `/warmly` calls its list.
    case 'history':
      return isBare ? ALL_RUNS : { kind: 'prompt' };
    case 'run':
    case 'follow': {
      if (isBare) return ALL_RUNS;
      const [runId = ''] = all;
      const isOne = all.length === 1 && pairs.length === 0 && RUN_ID.test(runId);
      return isOne ? { kind: first.toLowerCase() === 'run' ? 'run' : 'follow', runId } : { kind: 'prompt' };
    }
    case 'inbox': {
      if (isBare) return ALL_RUNS;
      const [runId = '', ...flags] = all;
      const isInbox = RUN_ID.test(runId) && flags.every((flag) => flag.toLowerCase() === 'unread');
      return isInbox ? { kind: 'inbox', runId, words: flags, pairs } : { kind: 'prompt' };
    }
    case 'agents':
      return agentsWish(all, pairs);
    case 'models':
      return isBare ? { kind: 'models' } : { kind: 'prompt' };
    case 'schedules':
      return isBare ? { kind: 'schedules' } : { kind: 'prompt' };
    case 'identities':
      return isBare ? { kind: 'identities' } : { kind: 'prompt' };
    case 'environments': {
      const sort = sortOf(pairs);
      if (all.length > 0 || (pairs.length > 0 && sort === undefined)) return { kind: 'prompt' };
      return { kind: 'environments', sortBy: sort?.startsWith('name') === false ? 'last_updated' : 'name' };
    }
    default: {
      const nearest = isBare ? nearestNames(first, SUBCOMMANDS) : [];
      return nearest.length === 0 ? { kind: 'prompt' } : { kind: 'mistyped', nearest };
    }
  }
}

function agentsWish(words: readonly string[], pairs: ParsedArguments['pairs']): WarpWish {
  const refresh = words.some((word) => word.toLowerCase() === 'refresh');
  const [repo, ...more] = words.filter((word) => word.toLowerCase() !== 'refresh');
  const sort = sortOf(pairs);
  const isUnderstood =
    more.length === 0 &&
    (repo === undefined || REPO.test(repo)) &&
    (pairs.length === 0 || sort !== undefined);
  if (!isUnderstood) return { kind: 'prompt' };
  const sortBy = sort === undefined || sort.startsWith('name') ? 'name' : 'last_run';
  return { kind: 'agents', refresh, sortBy, ...(repo !== undefined && { repo }) };
}

/** The value of a lone `sort=`. */
function sortOf(pairs: ParsedArguments['pairs']): string | undefined {
  const [pair] = pairs;
  return pairs.length === 1 && pair?.key === 'sort' ? pair.values[0]?.text.toLowerCase() : undefined;
}
