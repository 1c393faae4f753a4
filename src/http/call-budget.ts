/** `person`: somebody waits in Slack for the answer. `poll`: background watching. */
export type CallPriority = 'person' | 'poll';

export interface TakeOptions {
  readonly priority: CallPriority;
  /** Give up when no slot comes free in this time. */
  readonly maxWaitMs?: number;
  readonly signal?: AbortSignal;
}

export type TakeResult =
  | { readonly granted: true }
  | { readonly granted: false; readonly reason: 'aborted' }
  | { readonly granted: false; readonly reason: 'too_long'; readonly retryAfterMs: number };

/** Keeps the calls to one upstream under its rate. People go before polling. */
export interface CallBudget {
  /** Takes a slot, waiting for one where needed. */
  take(options: TakeOptions): Promise<TakeResult>;
  /** Grants nothing for this time from now: upstream answered 429. A longer pause that already stands is kept. */
  pause(durationMs: number): void;
}
