import type { Fault } from '../faults.ts';
import { type JsonObject, objectOf, stringOf } from './json-value.ts';

export type InteractiveType = 'slash_commands' | 'interactive';
export type DeliveryType = InteractiveType | 'events_api';

export type AppAnswer =
  | { readonly kind: 'answered'; readonly payload: JsonObject }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'timed_out' }
  /** Over HTTP: another status than 200, or a body that Slack cannot read. */
  | { readonly kind: 'refused'; readonly error: string };

/** The way from the workspace to the app. Faults of a delivery hit its first try. */
export interface AppLink {
  isConnected(): boolean;
  onConnectionChange(listener: (isConnected: boolean) => void): void;
  /** Events are delivered until acknowledged, or given up. */
  deliverEvent(payload: JsonObject, fault?: Fault): void;
  /** What a person waits for: one try. */
  ask(type: InteractiveType, payload: JsonObject, fault?: Fault): Promise<AppAnswer>;
  /** How many events are neither taken nor given up yet: under way, or waiting for their next try. */
  onTheirWay(): number;
  /** The events that were given up, the app never having answered any try. */
  givenUp(): readonly JsonObject[];
  /** Breaks connections without a word: that many, or all. */
  breakConnections(count?: number): void;
  /** Sends the newest delivery once more, as Slack does when an acknowledgement got lost. */
  repeatLastDelivery(): void;
  /** Drops the events that are still on their way. */
  forget(): void;
  stop(): void;
}

/** So long Slack waits for an answer, and may a trigger be exchanged against a view. */
export const SLACK_WAITS_MS = 3_000;

/** Slack's three retries: at once, after a minute, after five. */
export const RETRY_DELAYS_MS: readonly number[] = [0, 60_000, 300_000];

/** What a delivery is about: the kind of event or interaction, or that it is a command. */
export function deliveryName(type: string, payload: JsonObject): string {
  if (type === 'slash_commands') return type;
  const about = type === 'events_api' ? objectOf(payload.event) : payload;
  return stringOf(about.type) ?? type;
}
