import type { Clock } from '../../clock.ts';
import { DELIVERY_PREFIX, type Fault, type Faults } from '../faults.ts';
import { type AppLink, type DeliveryType, deliveryName } from './app-link.ts';
import type { JsonObject } from './json-value.ts';
import type { RequestUrl } from './request-url.ts';

/**
 * The one way to the app that is in use: Socket Mode, until the app has a request URL. As in Slack, an app never
 * has both. Takes the faults of deliveries, which lie in wait under their kind and under their way (`events_api`).
 */
export function createAppConnection(options: {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly socketMode: AppLink;
  readonly requestUrl: RequestUrl;
}): AppLink {
  const { clock, faults, socketMode, requestUrl } = options;
  const stopped = new AbortController();
  let forgetting = new AbortController();
  /** Events that are held back by a fault before their first try. */
  let late = 0;
  const used = () => (requestUrl.isChosen() ? requestUrl : socketMode);

  function faultOf(type: DeliveryType, payload: JsonObject): Fault | undefined {
    const names = [deliveryName(type, payload), type];
    return faults.take(
      '',
      names.map((name) => DELIVERY_PREFIX + name),
    );
  }

  async function deliverLate(payload: JsonObject, fault: Fault, latencyMs: number) {
    const signal = AbortSignal.any([stopped.signal, forgetting.signal]);
    late += 1;
    await clock.sleep(latencyMs, signal);
    late -= 1;
    if (!signal.aborted) deliverNow(payload, fault);
  }
  function deliverNow(payload: JsonObject, fault: Fault | undefined) {
    used().deliverEvent(payload, fault);
    if (fault?.type === 'duplicate') used().deliverEvent(payload, fault);
  }

  return {
    isConnected: () => used().isConnected(),
    onConnectionChange: (listener) => {
      for (const link of [socketMode, requestUrl]) {
        link.onConnectionChange((isConnected) => {
          if (used() === link) listener(isConnected);
        });
      }
    },
    deliverEvent: (payload) => {
      const fault = faultOf('events_api', payload);
      if (fault?.latencyMs === undefined) deliverNow(payload, fault);
      else void deliverLate(payload, fault, fault.latencyMs);
    },
    ask: async (type, payload) => {
      const fault = faultOf(type, payload);
      if (fault?.latencyMs !== undefined) await clock.sleep(fault.latencyMs, stopped.signal);
      const answer = await used().ask(type, payload, fault);
      if (fault?.type === 'lost_answer') return { kind: 'timed_out' };
      if (fault?.type === 'duplicate') await used().ask(type, payload, fault);
      return answer;
    },
    onTheirWay: () => late + used().onTheirWay(),
    givenUp: () => used().givenUp(),
    breakConnections: (count) => used().breakConnections(count),
    repeatLastDelivery: () => used().repeatLastDelivery(),
    forget: () => {
      forgetting.abort();
      forgetting = new AbortController();
      socketMode.forget();
      requestUrl.forget();
    },
    stop: () => {
      stopped.abort();
      socketMode.stop();
      requestUrl.stop();
    },
  };
}
