import type { ServiceName } from '../../faults.ts';
import type { TrafficEntry } from '../../traffic.ts';

export const SERVICES: readonly ServiceName[] = ['slack', 'warmly', 'warp'];

export function serviceTitle(service: ServiceName): string {
  return service.charAt(0).toUpperCase() + service.slice(1);
}

export interface TrafficFilter {
  readonly service: ServiceName | 'all';
  /** Words that must all occur in an entry; with a minus before it, one that must not. */
  readonly words: string;
}

export function filteredTraffic(
  entries: readonly TrafficEntry[],
  { service, words }: TrafficFilter,
): readonly TrafficEntry[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && word !== '-');
  return entries.filter((entry) => {
    if (service !== 'all' && entry.service !== service) return false;
    if (wanted.length === 0) return true;
    const text = JSON.stringify(entry).toLowerCase();
    return wanted.every((word) =>
      word.startsWith('-') ? !text.includes(word.slice(1)) : text.includes(word),
    );
  });
}

/** How an exchange ended, in one word. */
export function outcomeOf({ status, fault }: TrafficEntry): 'ok' | 'failed' | 'unanswered' | 'faulty' {
  if (fault !== null) return 'faulty';
  if (status === null) return 'unanswered';
  return status < 400 ? 'ok' : 'failed';
}

/** JSON in lines, a text as it is; nothing for an empty body. */
export function prettyBody(body: unknown): string {
  if (body === null || body === undefined || body === '') return '';
  return typeof body === 'string' ? body : JSON.stringify(body, null, 2);
}
