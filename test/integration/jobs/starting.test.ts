import { expect, it, vi } from 'vitest';
import { claimDue } from '../../../src/store/queue.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { createMemoryUpstream, startedRun } from '../../support/memory-upstream.ts';
import { accept, happen, jobNow, runOutLeases, said } from '../../support/stored-jobs.ts';
import { becomes, isAtRest, runJobs, SOON } from './set-up.ts';

const PROBLEM = { code: 'warp.unavailable', userMessage: 'Warp is down. Wait a little.' };
const UNKNOWN = { type: 'unknown', problem: { ...PROBLEM, code: 'warp.timeout' } } as const;
const NOT_SENT = { type: 'not_sent', problem: PROBLEM, retryAfterMs: 20 } as const;
const started = (id: string) => ({ type: 'started', ...startedRun(id) }) as const;

describeEachEngine('starting a job', (openTestStore) => {
  it('calls upstream once and follows what it gave', async () => {
    const store = await openTestStore();
    const upstream = createMemoryUpstream({ start: [started('r1')] });
    runJobs(store, upstream);
    const job = await accept(store);
    await becomes(store, job.id, { state: 'watching', upstreamId: 'r1', upstreamState: 'QUEUED' });
    await isAtRest(store, job.id);
    expect(upstream.calls).toEqual({ start: 1, find: 0, cancel: 0 });
    expect(await store.db.selectFrom('watches').selectAll().execute()).toMatchObject([
      { jobId: job.id, upstream: 'warp', upstreamId: 'r1' },
    ]);
  });

  it('ends with the sentences of a refusal, before or by upstream', async () => {
    const store = await openTestStore();
    const upstream = createMemoryUpstream({ start: [{ type: 'refused', problem: PROBLEM }] });
    const guest = { code: 'access.guest', userMessage: 'Guests cannot do this. Ask a colleague.' };
    runJobs(store, upstream, {
      refusal: (job) => Promise.resolve(job.requesterId === 'UGUEST' ? guest : undefined),
    });
    const mine = await accept(store);
    const theirs = await accept(store, { place: { requesterId: 'UGUEST' } });
    await becomes(store, mine.id, { state: 'finished', outcome: 'failed', problem: PROBLEM });
    await becomes(store, theirs.id, { state: 'finished', outcome: 'failed', problem: guest });
    expect(upstream.calls.start).toBe(1);
    expect(await said(store, theirs.id)).toEqual(['post card', 'post result']);
  });

  it('tries again what was certainly not sent', async () => {
    const store = await openTestStore();
    const upstream = createMemoryUpstream({ start: [NOT_SENT, NOT_SENT, started('r1')] });
    runJobs(store, upstream);
    const job = await accept(store);
    await becomes(store, job.id, { state: 'watching', problem: null });
    expect(upstream.calls).toEqual({ start: 3, find: 0, cancel: 0 });
  });

  it('gives up after a time on what cannot be sent', async () => {
    const store = await openTestStore();
    const upstream = createMemoryUpstream({ start: [NOT_SENT] });
    runJobs(store, upstream, { times: { startGiveUpAfterMs: 150 } });
    const job = await accept(store);
    await becomes(store, job.id, { state: 'finished', outcome: 'failed', problem: PROBLEM });
    expect(upstream.calls.start).toBeGreaterThan(1);
  });

  it('ends when its upstream is no longer set up', async () => {
    const store = await openTestStore();
    runJobs(store, undefined);
    const job = await accept(store);
    const { problem } = await becomes(store, job.id, { state: 'finished', outcome: 'failed' });
    expect(problem?.code).toBe('warp.not_configured');
  });
});

describeEachEngine('a start with an unclear outcome', (openTestStore) => {
  it('is looked for and adopted', async () => {
    const store = await openTestStore();
    const upstream = createMemoryUpstream({ start: [UNKNOWN], find: [undefined, startedRun('r7')] });
    runJobs(store, upstream);
    const job = await accept(store);
    await becomes(store, job.id, { state: 'watching', upstreamId: 'r7', problem: null });
    await isAtRest(store, job.id);
    expect(upstream.calls).toEqual({ start: 1, find: 2, cancel: 0 });
  });

  it('is asked of the requester after three lookups in vain, and starts again when told to', async () => {
    const store = await openTestStore();
    const upstream = createMemoryUpstream({ start: [UNKNOWN, started('r2')], find: [undefined] });
    runJobs(store, upstream);
    const job = await accept(store);
    await becomes(store, job.id, { state: 'start_unclear' });
    await isAtRest(store, job.id);
    expect(upstream.calls).toEqual({ start: 1, find: 3, cancel: 0 });
    expect(await said(store, job.id)).toEqual(['post card', 'post notice start_unclear']);
    await happen(store, job.id, { type: 'start_again' }, { type: 'start_again' });
    await becomes(store, job.id, { state: 'watching', upstreamId: 'r2' });
    expect(upstream.calls.start).toBe(2);
  });

  it('is never sent a second time after a crash in the middle of the call', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await claimDue(store, 'jobs', { owner: 'dead', leaseMs: 60_000, limit: 1 });
    await happen(store, job.id, { type: 'start_attempted' });
    await runOutLeases(store, 'jobs');
    const upstream = createMemoryUpstream({ start: [started('again')], find: [undefined] });
    runJobs(store, upstream);
    await becomes(store, job.id, { state: 'start_unclear' });
    expect(upstream.calls).toEqual({ start: 0, find: 3, cancel: 0 });
  });

  it('is adopted after a crash in the middle of the call', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    await claimDue(store, 'jobs', { owner: 'dead', leaseMs: 60_000, limit: 1 });
    await happen(store, job.id, { type: 'start_attempted' });
    await runOutLeases(store, 'jobs');
    const upstream = createMemoryUpstream({ find: [startedRun('r3')] });
    runJobs(store, upstream);
    await becomes(store, job.id, { state: 'watching', upstreamId: 'r3' });
    expect(upstream.calls.start).toBe(0);
  });

  it('stays to be looked for while upstream cannot be asked', async () => {
    const store = await openTestStore();
    const down = () => Promise.reject(new Error('down'));
    const upstream = createMemoryUpstream({ start: [UNKNOWN], find: [down] });
    const { log } = runJobs(store, upstream);
    const job = await accept(store);
    await vi.waitFor(async () => {
      const row = await store.db.selectFrom('jobs').selectAll().executeTakeFirstOrThrow();
      expect(row).toMatchObject({ state: 'starting', lookupsDone: 0, leaseOwner: null });
      expect(row.dueAtMs).toBeGreaterThan(Date.now() + 5_000);
    }, SOON);
    expect(log.join('')).toContain('lookup of an unclear start failed');
    expect((await jobNow(store, job.id)).upstreamId).toBeNull();
  });
});
