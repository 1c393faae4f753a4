/**
 * What can go wrong with a call: `drop_request` breaks the connection before anything happened,
 * `drop_response` after the method was carried out, the others answer without carrying it out.
 */
export type CallFault = 'drop_request' | 'drop_response' | 'http_500' | 'rate_limited';

/** Faults that are waiting for the next calls of a method. */
export interface CallFaults {
  add(method: string, fault: CallFault, times: number): void;
  take(method: string): CallFault | undefined;
}

export function createCallFaults(): CallFaults {
  const waiting: { readonly method: string; readonly fault: CallFault }[] = [];
  return {
    add: (method, fault, times) => {
      for (let count = 0; count < times; count += 1) waiting.push({ method, fault });
    },
    take: (method) => {
      const index = waiting.findIndex((one) => one.method === method);
      return index === -1 ? undefined : waiting.splice(index, 1)[0]?.fault;
    },
  };
}
