import { expect, onTestFinished, vi } from 'vitest';
import { type Clock, createSystemClock } from '../../../src/clock.ts';
import { ownRunsOf } from '../../../src/jobs/own-runs.ts';
import type { Upstream } from '../../../src/jobs/upstream.ts';
import { createWarmlyUpstream } from '../../../src/jobs/warmly-upstream.ts';
import { createWarpUpstream } from '../../../src/jobs/warp-upstream.ts';
import { createLogger } from '../../../src/observability/logger.ts';
import type { CallRecord } from '../../../src/playground/http-server.ts';
import { createLocalWarmly, type LocalWarmly } from '../../../src/playground/warmly/local-warmly.ts';
import { createLocalWarp, type LocalWarp } from '../../../src/playground/warp/local-warp.ts';
import type { StoredJob } from '../../../src/store/jobs.ts';
import { createSealer } from '../../../src/store/sealer.ts';
import type { Store } from '../../../src/store/store.ts';
import { hurryWatch } from '../../../src/store/watches.ts';
import { createWarmlyClient } from '../../../src/warmly/client.ts';
import { createWarpClient } from '../../../src/warp/client.ts';
import type { PollPace } from '../../../src/watch/pace.ts';
import { createPoller } from '../../../src/watch/poller.ts';
import { createWarmlyPoll } from '../../../src/watch/warmly-poll.ts';
import { createWarpPoll } from '../../../src/watch/warp-poll.ts';
import { jobNow, running } from '../../support/stored-jobs.ts';

export const SOON = { timeout: 45_000, interval: 10 };

/** What takes seconds in life takes a moment here. */
const QUICK: PollPace = {
  youngEveryMs: 50,
  youngForMs: 600_000,
  oldEveryMs: 50,
  readAfterMs: 300,
  readAfterAgeShare: 0.1,
  readAtMostEveryMs: 1_000,
};

/** Waits of the HTTP client between its attempts pass twenty times faster. */
function quickClock(): Clock {
  const clock = createSystemClock();
  return { nowMs: clock.nowMs, sleep: (durationMs, signal) => clock.sleep(durationMs / 20, signal) };
}

export interface Watching {
  /** As the runner uses it. */
  readonly upstream: Upstream;
  readonly log: string[];
  /** Another process's poller, with its own owner. */
  poll(store: Store): { stop(): Promise<void> };
}

export async function withWarp(
  store: Store,
  options: { speed?: number; pace?: Partial<PollPace> } = {},
): Promise<Watching & { warp: LocalWarp }> {
  const pace = { ...QUICK, ...options.pace };
  const warp = await createLocalWarp({ speed: options.speed ?? 100 });
  onTestFinished(() => warp.stop());
  const client = createWarpClient({ apiUrl: warp.url, apiKey: warp.apiKey, clock: quickClock() });
  onTestFinished(() => client.close());
  const { log, logger } = createTestLog();
  return {
    warp,
    log,
    upstream: createWarpUpstream(client, ownRunsOf(store), () => Promise.resolve([]), store.sealer),
    poll(where) {
      const poll = createWarpPoll({ store: where, logger, pace, client });
      const owner = where.newId();
      return running(createPoller({ store: where, upstream: 'warp', poll, pace, owner, logger }));
    },
  };
}

export async function withWarmly(
  options: { speed?: number } = {},
): Promise<Watching & { warmly: LocalWarmly }> {
  const warmly = await createLocalWarmly({ speed: options.speed ?? 100, callsPerMinute: 100_000 });
  onTestFinished(() => warmly.stop());
  const { apiKey, organizationId } = warmly;
  const client = createWarmlyClient({ apiUrl: warmly.url, apiKey, organizationId, clock: quickClock() });
  onTestFinished(() => client.close());
  const { log, logger } = createTestLog();
  return {
    warmly,
    log,
    upstream: createWarmlyUpstream(client, createSealer([new Uint8Array(32)])),
    poll(where) {
      const poll = createWarmlyPoll({ store: where, logger, pace: QUICK, client });
      const owner = where.newId();
      return running(createPoller({ store: where, upstream: 'warmly', poll, pace: QUICK, owner, logger }));
    },
  };
}

function createTestLog() {
  const log: string[] = [];
  return { log, logger: createLogger('info', { write: (line: string) => void log.push(line) }) };
}

/** Waits until the job looks like this. */
export async function becomes(store: Store, jobId: string, expected: Partial<StoredJob>): Promise<StoredJob> {
  await vi.waitFor(async () => expect(await jobNow(store, jobId)).toMatchObject(expected), SOON);
  return await jobNow(store, jobId);
}

/** Has a job read by itself at once, as its Refresh button does. */
export async function hurry(store: Store, jobId: string): Promise<void> {
  await store.transaction((tx) => hurryWatch(tx, jobId));
}

/** How many calls there were, by `list`, `events`, `read` (one by its id) and `write`. */
export function countCalls(
  calls: readonly CallRecord[],
): Record<'list' | 'events' | 'read' | 'write', number> {
  const counts = { list: 0, events: 0, read: 0, write: 0 };
  for (const { method, path } of calls) {
    if (method !== 'GET') counts.write += 1;
    else if (path === '/agent/events') counts.events += 1;
    else if (path === '/agent/runs' || path === '/agent-tools/executions') counts.list += 1;
    else counts.read += 1;
  }
  return counts;
}
