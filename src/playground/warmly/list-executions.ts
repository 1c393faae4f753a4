import type { Execution } from './executions.ts';
import { executionStatuses } from './executions.ts';
import type { WarmlyShape } from './shape.ts';

export type ListOutcome =
  | { readonly ok: true; readonly page: readonly Execution[] }
  | { readonly ok: false; readonly message: string };

const maxLimit = 500;
const defaultLimit = 50;

/** Filters and pages executions that come newest first. The date range is of `createdAt`, both ends included. */
export function listExecutions(
  all: readonly Execution[],
  query: URLSearchParams,
  shape: WarmlyShape = {},
): ListOutcome {
  const status = query.get('status');
  if (status !== null && !executionStatuses.some((known) => known === status)) {
    return refuse(`status must be one of the following values: ${executionStatuses.join(', ')}`);
  }
  const from = boundary(
    query,
    shape.dateRange?.slice(0, 1) ?? ['from', 'startDate', 'createdAfter'],
    'start',
  );
  const to = boundary(query, shape.dateRange?.slice(1) ?? ['to', 'endDate', 'createdBefore'], 'end');
  if (from === 'invalid' || to === 'invalid') return refuse('dates must be ISO 8601 date strings');
  const limit = wholeNumber(query.get('limit'), defaultLimit);
  if (limit < 1 || limit > maxLimit) return refuse(`limit must be an integer between 1 and ${maxLimit}`);
  const offset = wholeNumber(query.get('offset'), 0);
  if (offset < 0) return refuse('offset must not be less than 0');

  const found = all.filter((execution) => {
    const createdAtMs = Date.parse(execution.createdAt);
    return (
      equalsIfGiven(query.get('toolName'), execution.toolName) &&
      equalsIfGiven(status, execution.status) &&
      equalsIfGiven(query.get('externalRef'), execution.externalRef) &&
      (from === null || createdAtMs >= from) &&
      (to === null || createdAtMs <= to)
    );
  });
  if (shape.paging === 'none') return { ok: true, page: found.slice(0, defaultLimit) };
  return { ok: true, page: found.slice(offset, offset + limit) };
}

function refuse(message: string): ListOutcome {
  return { ok: false, message };
}

function equalsIfGiven(wanted: string | null, actual: string | null): boolean {
  return wanted === null || wanted === actual;
}

/** -1 for anything that is no whole number. */
function wholeNumber(text: string | null, fallback: number): number {
  if (text === null) return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}

function boundary(
  query: URLSearchParams,
  names: readonly string[],
  edge: 'start' | 'end',
): number | null | 'invalid' {
  const text = names.map((name) => query.get(name)).find((value) => value !== null);
  if (text === undefined || text === null) return null;
  const dayOnly = /^\d{4}-\d\d-\d\d$/.test(text);
  if (!dayOnly && !/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(text)) return 'invalid';
  const atMs = Date.parse(dayOnly && edge === 'end' ? `${text}T23:59:59.999Z` : text);
  return Number.isNaN(atMs) ? 'invalid' : atMs;
}
