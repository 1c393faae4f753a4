import type { FaultRule, NewFaultRule, ServiceName } from '../../faults.ts';
import { send } from '../api.ts';

export type Clocks = Readonly<Record<ServiceName, number>>;

/** The playground's control interface; every failure rejects with a sentence to show. */
export const controlApi = {
  faults: async () => ((await send(fetch('/control/faults'))) as { rules: readonly FaultRule[] }).rules,
  addFault: (rule: NewFaultRule & { readonly service: ServiceName }) => order('POST', 'faults', rule),
  removeFault: (id: string) => order('DELETE', `faults/${encodeURIComponent(id)}`),
  clearFaults: () => order('DELETE', 'faults'),
  clocks: async () => (await send(fetch('/control/clock'))) as Clocks,
  setClock: (service: ServiceName, skewMs: number) => order('POST', 'clock', { service, skewMs }),
  reset: () => order('POST', 'reset'),
};

async function order(method: string, path: string, body?: object): Promise<void> {
  await send(
    fetch(`/control/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }),
  );
}
