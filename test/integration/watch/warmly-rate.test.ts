import { expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../../src/clock.ts';
import { toErrandError } from '../../../src/errors.ts';
import { createWarmlyUpstream } from '../../../src/jobs/warmly-upstream.ts';
import { createLocalWarmly } from '../../../src/playground/warmly/local-warmly.ts';
import type { JobRequest } from '../../../src/store/job.ts';
import type { StoredJob } from '../../../src/store/jobs.ts';
import { createSharedCallBudget } from '../../../src/store/shared-call-budget.ts';
import type { Store } from '../../../src/store/store.ts';
import { createWarmlyClient } from '../../../src/warmly/client.ts';
import { WARMLY_PACE } from '../../../src/watch/pace.ts';
import { describeSqlite } from '../../support/each-engine.ts';
import { accept } from '../../support/stored-jobs.ts';

const MINUTE_MS = 60_000;
const MINUTES = 3;
const CALLS_PER_MINUTE = 60;
const JOBS = 40;
const PEOPLE = 4;
const VISITORS: JobRequest = {
  kind: 'warmly',
  toolName: 'list_warm_visitors',
  isAsync: false,
  input: { take: 1 },
};
const ENROLL: JobRequest = {
  kind: 'warmly',
  toolName: 'enroll_in_sequence',
  isAsync: true,
  input: { email: 'ada@example.com', sequence: 'Inbound follow-up' },
};

/** A time that moves only when everybody waits for it: to the instant at which the first of them goes on. */
function createSteppingClock() {
  let nowMs = Date.parse('2026-11-22T10:20:00Z');
  const sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];
  const clock: Clock = {
    nowMs: () => nowMs,
    sleep: (durationMs) =>
      new Promise((wake) => void sleepers.push({ atMs: nowMs + Math.max(1, durationMs), wake })),
  };
  return {
    clock,
    asleep: () => sleepers.length,
    step() {
      sleepers.sort((one, other) => one.atMs - other.atMs);
      const next = sleepers.shift();
      if (next === undefined) return;
      nowMs = Math.max(nowMs, next.atMs);
      next.wake();
    },
  };
}

/** The bot's own client with its budget, before a Warmly of the same time. */
async function withBudget(store: Store, clock: Clock) {
  const warmly = await createLocalWarmly({ clock, callsPerMinute: CALLS_PER_MINUTE });
  onTestFinished(() => warmly.stop());
  const client = createWarmlyClient({
    apiUrl: warmly.url,
    apiKey: warmly.apiKey,
    organizationId: warmly.organizationId,
    clock,
    budget: createSharedCallBudget({
      store,
      name: 'warmly',
      callsPerMinute: CALLS_PER_MINUTE,
      onError: (error) => expect(error).toBe(null),
    }),
  });
  onTestFinished(() => client.close());
  return { warmly, client, upstream: createWarmlyUpstream(client, store.sealer) };
}

describeSqlite('Warmly under load', (openTestStore) => {
  it('gets 60 calls a minute at the most, however many ask and however late calls go', async () => {
    const { clock, asleep, step } = createSteppingClock();
    const store = await openTestStore({ clock });
    const { warmly, client, upstream } = await withBudget(store, clock);
    const endMs = clock.nowMs() + MINUTES * MINUTE_MS;
    let calls = 0;
    // Marking a job takes no time or seconds, by turns of a minute's worth of calls.
    const beforeSend = async () => {
      calls += 1;
      if (Math.floor(calls / 50) % 2 === 0) await clock.sleep((calls % 10) * 500);
    };

    async function start(job: StoredJob, atMs: number): Promise<void> {
      await clock.sleep(atMs);
      for (;;) {
        const outcome = await upstream.start(job, beforeSend);
        if (outcome.type === 'started') return;
        expect(outcome.type).toBe('not_sent');
        await clock.sleep('retryAfterMs' in outcome ? (outcome.retryAfterMs ?? 1_000) : 1_000);
      }
    }

    async function every(intervalMs: number, ask: () => Promise<unknown>): Promise<void> {
      while (clock.nowMs() < endMs) {
        // A budget that is used up is a reason to come again later; nothing else may go wrong.
        await ask().catch((error: unknown) => expect(toErrandError(error).code).toBe('warmly.rate_limited'));
        await clock.sleep(intervalMs);
      }
    }

    const jobs: StoredJob[] = [];
    for (let index = 0; index < JOBS; index += 1)
      jobs.push(await accept(store, { request: index % 2 === 0 ? VISITORS : ENROLL }));
    const person = { priority: 'person', beforeSend } as const;
    const workers = [
      ...jobs.map((job, index) => start(job, index * 700)),
      every(WARMLY_PACE.youngEveryMs, () => client.listExecutions({ limit: 100 }, { beforeSend })),
      every(WARMLY_PACE.readAfterMs, () => client.listTools({ beforeSend })),
      ...Array.from({ length: PEOPLE }, (_, index) =>
        every(4_000 + index * 333, () => client.listExecutions({ limit: 10 }, person)),
      ),
    ];
    let atWork = workers.length;
    const done = Promise.all(workers.map((worker) => worker.finally(() => void (atWork -= 1))));
    while (atWork > 0) {
      if (asleep() === atWork) step();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await done;

    expect(warmly.calls.filter(({ status }) => status === 429)).toEqual([]);
    const arrivedAtMs = warmly.calls.map(({ atMs }) => atMs);
    const busiest = Math.max(
      ...arrivedAtMs.map(
        (fromMs) => arrivedAtMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + MINUTE_MS).length,
      ),
    );
    expect(busiest).toBeLessThanOrEqual(CALLS_PER_MINUTE);
    // Nor is much of it left unused, or anything asked for forgotten or done twice.
    expect(arrivedAtMs.length).toBeGreaterThan(MINUTES * CALLS_PER_MINUTE * 0.8);
    expect(new Set(warmly.executions.map(({ externalRef }) => externalRef))).toEqual(
      new Set(jobs.map(({ id }) => id)),
    );
    expect(warmly.executions).toHaveLength(JOBS);
  });
});
