import type { ChannelPace } from '../../../src/delivery/channel-pace.ts';
import { createDispatcher } from '../../../src/delivery/dispatcher.ts';
import type { LoadTranscript } from '../../../src/delivery/load-transcript.ts';
import { createLogger } from '../../../src/observability/logger.ts';
import type { Store } from '../../../src/store/store.ts';
import type { MemorySlack } from '../../support/memory-slack.ts';
import { running } from '../../support/stored-jobs.ts';

export const SOON = { timeout: 45_000, interval: 10 };

/** Lets everything through at once, but minds what Slack asks. */
export function createEagerPace(): ChannelPace {
  const pausedUntilMs = new Map<string, number>();
  return {
    takePost: (channelId) => Math.max(0, (pausedUntilMs.get(channelId) ?? 0) - Date.now()),
    takeUpdate: () => 0,
    pausePosts: (channelId, durationMs) => void pausedUntilMs.set(channelId, Date.now() + durationMs),
    pauseUpdates: () => undefined,
    countUpdate: () => undefined,
    takeStreamStart: () => true,
    takeStreamStop: () => 0,
  };
}

/** A process that stalls once it has nothing to claim: its loop hears no wake-up and no timer until it stops. */
export function stallingStore(store: Store): { readonly store: Store; readonly stalled: Promise<void> } {
  const stalled = Promise.withResolvers<void>();
  const wait = (_topic: string, _timeoutMs: number, signal: AbortSignal) => {
    stalled.resolve();
    return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  };
  return { store: { ...store, wakeUps: { wake: () => undefined, wait } }, stalled: stalled.promise };
}

/** A dispatcher at work until the test ends, and what it logged from warnings on. */
export function dispatching(
  store: Store,
  poster: MemorySlack,
  options: { pace?: ChannelPace; streams?: boolean; loadTranscript?: LoadTranscript } = {},
): { readonly log: string[]; stop(): Promise<void> } {
  const log: string[] = [];
  const logger = createLogger('warn', { write: (line: string) => void log.push(line) });
  const pace = options.pace ?? createEagerPace();
  const { streams = false } = options;
  const loop = running(
    createDispatcher({
      store,
      poster,
      owner: store.newId(),
      logger,
      pace,
      warmlyAppUrl: 'https://warmly.example',
      streams,
      loadTranscript: options.loadTranscript,
    }),
  );
  return { log, stop: () => loop.stop() };
}
