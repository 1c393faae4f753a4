import type { AppLink } from './app-link.ts';
import type { RequestUrl } from './request-url.ts';

/**
 * The one way to the app that is in use: Socket Mode, until the app has a request URL. As in Slack, an app never
 * has both.
 */
export function createAppConnection(options: { socketMode: AppLink; requestUrl: RequestUrl }): AppLink {
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
    deliverEvent: (payload) => used().deliverEvent(payload),
    ask: (type, payload) => used().ask(type, payload),
    breakConnections: (count) => used().breakConnections(count),
    repeatLastDelivery: () => used().repeatLastDelivery(),
    stop: () => {
      socketMode.stop();
      requestUrl.stop();
    },
  };
}
