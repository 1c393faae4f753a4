import type { JsonObject } from './json-value.ts';

export type InteractiveType = 'slash_commands' | 'interactive';
export type DeliveryType = InteractiveType | 'events_api';

export type AppAnswer =
  | { readonly kind: 'answered'; readonly payload: JsonObject }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'timed_out' }
  /** Over HTTP: another status than 200, or a body that Slack cannot read. */
  | { readonly kind: 'refused'; readonly error: string };

/** The way from the workspace to the app. */
export interface AppLink {
  isConnected(): boolean;
  onConnectionChange(listener: (isConnected: boolean) => void): void;
  /** Events are delivered until acknowledged, or given up. */
  deliverEvent(payload: JsonObject): void;
  /** What a person waits for: one try, three seconds. */
  ask(type: InteractiveType, payload: JsonObject): Promise<AppAnswer>;
  /** Breaks connections without a word: that many, or all. */
  breakConnections(count?: number): void;
  /** Sends the newest delivery once more, as Slack does when an acknowledgement got lost. */
  repeatLastDelivery(): void;
  stop(): void;
}
