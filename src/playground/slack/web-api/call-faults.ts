import type { Fault, Faults } from '../../faults.ts';

/** A few faults of calls by name: see `Fault` for all. */
export type CallFault = 'drop_request' | 'drop_response' | 'http_500' | 'rate_limited';

const namedFaults: Readonly<Record<CallFault, Fault>> = {
  drop_request: { kind: 'cut', when: 'before' },
  drop_response: { kind: 'cut', when: 'after' },
  http_500: { kind: 'status', status: 500 },
  rate_limited: { kind: 'status', status: 429, retryAfterSeconds: 1 },
};

/** Lets the next calls of a method go wrong. */
export function addCallFault(faults: Faults, method: string, fault: CallFault, times: number): void {
  faults.add({ path: `/${method}`, times, fault: namedFaults[fault] });
}
