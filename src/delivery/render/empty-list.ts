import { inlineCode } from '../../block-kit/escape.ts';
import type { WarmlyRequest } from '../../store/job.ts';

const PAGING = /^(take|limit|page|pageSize|page_size|perPage|per_page|sort.*|order.*)$/i;
const OFFSET = /^(offset|skip|cursor|page)$/i;
const WINDOW = /(window|since|until|from|after|before|range|days|period)/i;

/** Finished mrkdwn: what of the input to widen when a list came back empty. */
export function widenHint(request: WarmlyRequest): string {
  const given = Object.entries(request.input).filter(([, value]) => narrows(value));
  const beyond = given.filter(([key, value]) => OFFSET.test(key) && value !== 0).map(([key]) => key);
  if (beyond.length > 0) return `There may be nothing that far on: try without ${names(beyond)}.`;
  const rest = given.filter(([key]) => !PAGING.test(key) && !OFFSET.test(key)).map(([key]) => key);
  const windows = rest.filter((key) => WINDOW.test(key));
  const filters = rest.filter((key) => !WINDOW.test(key));
  if (windows.length > 0 && filters.length > 0) {
    return `Try a wider ${names(windows)}, or leave out ${names(filters)}.`;
  }
  if (windows.length > 0) return `Try a wider ${names(windows)}.`;
  if (filters.length > 0) return `Try again without ${names(filters)}, or with other values.`;
  return 'Nothing in the input narrowed it: there is nothing of this kind right now.';
}

function narrows(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  return !Array.isArray(value) || value.length > 0;
}

function names(keys: readonly string[]): string {
  return keys
    .slice(0, 5)
    .map((key) => inlineCode(key.slice(0, 60)))
    .join(', ');
}
