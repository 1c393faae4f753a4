import { parseInstant } from './instants.ts';
import { type Run, runSources } from './run.ts';
import { compareRuns, readCursor, type SortBy, sortKey, writeCursor } from './run-order.ts';
import { artifactTypes, runStates } from './script.ts';

export type ListedRuns =
  | { readonly ok: true; readonly runs: readonly Run[]; readonly nextCursor: string | undefined }
  | { readonly ok: false; readonly detail: string };

const maxMetadataFilters = 5;
const sorts = ['updated_at', 'created_at', 'title', 'agent'] as const;

/** Filters, sorts and pages runs as `GET /agent/runs` is asked to. A run that changes while paging moves. */
export function listRuns(all: readonly Run[], query: URLSearchParams): ListedRuns {
  const limitText = query.get('limit') ?? '20';
  const limit = /^\d{1,6}$/.test(limitText) ? Number(limitText) : 0;
  if (limit < 1 || limit > 500) return refuse('limit must be an integer from 1 to 500.');
  const sortBy = sorts.find((each) => each === (query.get('sort_by') ?? 'updated_at'));
  if (!sortBy) return refuse(`sort_by must be one of ${sorts.join(', ')}.`);
  const order = query.get('sort_order') ?? 'desc';
  if (order !== 'asc' && order !== 'desc') return refuse('sort_order must be asc or desc.');
  const filter = readFilter(query, all);
  if (typeof filter === 'string') return refuse(filter);

  const sorted = all
    .filter(filter)
    .sort((a, b) => compareRuns(positionOf(a, sortBy), positionOf(b, sortBy), order));
  const cursorText = query.get('cursor');
  let rest = sorted;
  if (cursorText !== null && cursorText !== '') {
    const after = readCursor(cursorText, sortBy, order);
    if (!after) return refuse('cursor is not valid for this query.');
    rest = sorted.filter((run) => compareRuns(positionOf(run, sortBy), after, order) > 0);
  }
  const runs = rest.slice(0, limit);
  const last = runs.at(-1);
  const nextCursor =
    last && rest.length > limit ? writeCursor(positionOf(last, sortBy), sortBy, order) : undefined;
  return { ok: true, runs, nextCursor };
}

function positionOf(run: Run, sortBy: SortBy): { key: string | number | null; id: string } {
  return { key: sortKey(run, sortBy), id: run.id };
}

function readFilter(query: URLSearchParams, all: readonly Run[]): ((run: Run) => boolean) | string {
  const states = query.getAll('state');
  const unknownState = states.find((state) => !runStates.some((known) => known === state));
  if (unknownState !== undefined) return `state ${unknownState} is not known.`;
  const source = query.get('source');
  if (source !== null && !runSources.some((known) => known === source))
    return `source ${source} is not known.`;
  const location = query.get('execution_location');
  if (location !== null && location !== 'LOCAL' && location !== 'REMOTE') {
    return 'execution_location must be LOCAL or REMOTE.';
  }
  const artifactType = query.get('artifact_type');
  if (artifactType !== null && !artifactTypes.some((known) => known === artifactType)) {
    return `artifact_type must be one of ${artifactTypes.join(', ')}.`;
  }
  const instants: Record<string, number> = {};
  for (const name of ['created_after', 'created_before', 'updated_after']) {
    const given = query.get(name);
    if (given === null) continue;
    const atUs = parseInstant(given);
    if (atUs === undefined) return `${name} must be an RFC 3339 timestamp.`;
    instants[name] = atUs;
  }
  const ancestor = query.get('ancestor_run_id');
  const parents = new Map(all.map((run) => [run.id, run.request.parentRunId]));
  if (ancestor !== null && !parents.has(ancestor)) return 'The ancestor run was not found.';
  const metadata = [...query].flatMap(([name, value]): [string, string][] => {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
    return key === undefined ? [] : [[key, value]];
  });
  if (metadata.length > maxMetadataFilters) return `metadata takes ${maxMetadataFilters} filters at most.`;
  const skill = query.get('skill') ?? query.get('skill_spec');
  const tokens = (query.get('q') ?? '').toLowerCase().split(/\s+/);

  return (run) => {
    const { request } = run;
    const searched = `${request.title}\n${request.prompt}\n${request.skill?.spec ?? ''}`.toLowerCase();
    return (
      (states.length === 0 || states.includes(run.state)) &&
      same(query.get('name'), request.config['name']) &&
      same(query.get('model_id'), request.config['model_id']) &&
      inEnvironment(query.get('environment_id'), request.config['environment_id']) &&
      metadata.every(([key, value]) => request.metadata?.[key] === value) &&
      same(query.get('creator'), request.creatorUid) &&
      same(query.get('schedule_id'), request.scheduleId) &&
      same(source, request.source) &&
      same(location, request.executionLocation) &&
      same(skill, request.skill?.spec) &&
      (artifactType === null || run.artifacts.some(({ type }) => type === artifactType)) &&
      run.createdAtUs > (instants['created_after'] ?? Number.NEGATIVE_INFINITY) &&
      run.createdAtUs < (instants['created_before'] ?? Number.POSITIVE_INFINITY) &&
      run.updatedAtUs > (instants['updated_after'] ?? Number.NEGATIVE_INFINITY) &&
      (ancestor === null || descends(run.id, ancestor, parents)) &&
      tokens.every((token) => searched.includes(token))
    );
  };
}

function descends(id: string, ancestor: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  for (let parent = parents.get(id); parent !== undefined; parent = parents.get(parent)) {
    if (parent === ancestor) return true;
  }
  return false;
}

function inEnvironment(wanted: string | null, actual: unknown): boolean {
  return wanted === 'empty-environment' ? actual === undefined : same(wanted, actual);
}

function same(wanted: string | null, actual: unknown): boolean {
  return wanted === null || wanted === actual;
}

function refuse(detail: string): ListedRuns {
  return { ok: false, detail };
}
