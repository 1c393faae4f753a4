import type { AppLink } from './app-link.ts';
import type { RequestUrl } from './request-url.ts';

/**
 * What can go wrong with a delivery: it comes twice; or the answer to what a person did gets lost after the app has
 * given it. (An event whose acknowledgement got lost comes twice.)
 */
export type DeliveryFault = 'duplicate' | 'answer_lost';

/**
 * The one way to the app that is in use: Socket Mode, until the app has a request URL. As in Slack, an app never
 * has both.
 */
export function createAppConnection(options: {
  /** One for each of the next deliveries; used ones are taken away. */
  faults: DeliveryFault[];
  socketMode: AppLink;
  requestUrl: RequestUrl;
}): AppLink {
  const { socketMode, requestUrl } = options;
  const used = () => (requestUrl.isChosen() ? requestUrl : socketMode);
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
      used().deliverEvent(payload);
      if (options.faults.shift() !== undefined) used().deliverEvent(payload);
    },
    ask: async (type, payload) => {
      const fault = options.faults.shift();
      const answer = await used().ask(type, payload);
      if (fault === 'answer_lost') return { kind: 'timed_out' };
      if (fault === 'duplicate') await used().ask(type, payload);
      return answer;
    },
    breakConnections: (count) => used().breakConnections(count),
    repeatLastDelivery: () => used().repeatLastDelivery(),
    stop: () => {
      socketMode.stop();
      requestUrl.stop();
    },
  };
}
