import { expect, it, vi } from 'vitest';
import { describeEachEngine } from '../../support/each-engine.ts';
import { createMemoryUpstream, startedRun } from '../../support/memory-upstream.ts';
import { accept, happen, outboxRows, startedAs } from '../../support/stored-jobs.ts';
import { becomes, isAtRest, runJobs, SOON } from './set-up.ts';

const CANCEL = { type: 'cancel_requested' } as const;
const RETRY = { type: 'retry', reason: 'It is being prepared.', retryAfterMs: 20 } as const;
const started = { type: 'started', ...startedRun('r1') } as const;

describeEachEngine('stopping a job', (openTestStore) => {
  it('before it started means that it never does', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await happen(store, job.id, CANCEL);
    const upstream = createMemoryUpstream({ start: [started] });
    runJobs(store, upstream);
    const next = await accept(store);
    await becomes(store, next.id, { state: 'watching' });
    await becomes(store, job.id, { state: 'finished', outcome: 'cancelled' });
    expect(upstream.calls).toEqual({ start: 1, find: 0, cancel: 0 });
  });

  it('while its access is checked means that it never starts', async () => {
    const store = await openTestStore();
    const checked = Promise.withResolvers<undefined>();
    const refusal = vi.fn(() => checked.promise);
    const upstream = createMemoryUpstream();
    const { stop } = runJobs(store, upstream, { refusal });
    const job = await accept(store);
    await vi.waitFor(() => expect(refusal).toHaveBeenCalled(), SOON);
    await happen(store, job.id, CANCEL);
    checked.resolve(undefined);
    await stop();
    await becomes(store, job.id, { state: 'finished', outcome: 'cancelled' });
    expect(upstream.calls.start).toBe(0);
  });

  it('while its create call is under way is carried out when that has answered', async () => {
    const store = await openTestStore();
    const answer = Promise.withResolvers<typeof started>();
    const upstream = createMemoryUpstream({ start: [() => answer.promise], cancel: [{ type: 'accepted' }] });
    runJobs(store, upstream);
    const job = await accept(store);
    await becomes(store, job.id, { state: 'starting' });
    await happen(store, job.id, CANCEL);
    answer.resolve(started);
    await vi.waitFor(() => expect(upstream.calls.cancel).toBe(1), SOON);
    await isAtRest(store, job.id);
  });

  it('while nothing could be sent means that nothing is sent', async () => {
    const store = await openTestStore();
    const answer = Promise.withResolvers<void>();
    const problem = { code: 'warp.unreachable', userMessage: 'Warp is away. Wait.' };
    const upstream = createMemoryUpstream({
      start: [
        () => answer.promise.then(() => ({ type: 'not_sent', problem, retryAfterMs: 1 }) as const),
        started,
      ],
    });
    runJobs(store, upstream);
    const job = await accept(store);
    await becomes(store, job.id, { state: 'starting' });
    await happen(store, job.id, CANCEL);
    answer.resolve();
    await becomes(store, job.id, { state: 'finished', outcome: 'cancelled' });
    expect(upstream.calls.start).toBe(1);
  });

  it('is repeated while upstream says to, and then the run is read at once', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await startedAs(store, job.id, 'r1');
    const upstream = createMemoryUpstream({ cancel: [RETRY, RETRY, { type: 'accepted' }] });
    runJobs(store, upstream);
    await happen(store, job.id, CANCEL);
    await vi.waitFor(() => expect(upstream.calls.cancel).toBe(3), SOON);
    await isAtRest(store, job.id);
    const watch = await store.db.selectFrom('watches').selectAll().executeTakeFirstOrThrow();
    expect(watch.dueAtMs).toBeLessThanOrEqual(Date.now());
  });

  it('is explained when upstream refuses it', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await startedAs(store, job.id, 'r1');
    const reason = 'It runs on a machine of yours. Stop it there.';
    const upstream = createMemoryUpstream({ cancel: [{ type: 'refused', reason }] });
    runJobs(store, upstream);
    await happen(store, job.id, CANCEL);
    await becomes(store, job.id, { state: 'watching', cancelRequestedAtMs: null });
    const rows = await outboxRows(store);
    expect(rows.map(({ content }) => content)).toContainEqual({
      type: 'notice',
      notice: { type: 'stop_refused', reason },
    });
  });

  it('is explained when it had to be repeated for too long', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await startedAs(store, job.id, 'r1');
    const upstream = createMemoryUpstream({ cancel: [RETRY] });
    runJobs(store, upstream, { times: { cancelGiveUpAfterMs: 3_000 } });
    await happen(store, job.id, CANCEL);
    const refused = { type: 'notice', notice: { type: 'stop_refused', reason: RETRY.reason } };
    await vi.waitFor(async () => {
      expect((await outboxRows(store)).map(({ content }) => content)).toContainEqual(refused);
    }, SOON);
    expect(upstream.calls.cancel).toBeGreaterThan(1);
  });
});
