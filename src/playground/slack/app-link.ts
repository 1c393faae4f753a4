import type { JsonObject } from './json-value.ts';

type InteractiveType = 'slash_commands' | 'interactive';

export type AppAnswer =
  | { readonly kind: 'answered'; readonly payload: JsonObject }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'timed_out' };

/** The way from the workspace to the app. */
export interface AppLink {
  isConnected(): boolean;
  /** Events are delivered until acknowledged, or given up. */
  deliverEvent(payload: JsonObject): void;
  /** What a person waits for: one try, three seconds. */
  ask(type: InteractiveType, payload: JsonObject): Promise<AppAnswer>;
}
