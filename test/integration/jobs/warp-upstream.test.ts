import { expect, it, vi } from 'vitest';
import { describeEachEngine } from '../../support/each-engine.ts';
import { accept, happen, outboxRows } from '../../support/stored-jobs.ts';
import { withWarp } from '../watch/set-up.ts';
import { becomes, isAtRest, runJobs, SOON } from './set-up.ts';

const CANCEL = { type: 'cancel_requested' } as const;

describeEachEngine('Warp runs whose create call had no clear answer', (openTestStore) => {
  it('are adopted when they were made', async () => {
    const store = await openTestStore();
    const { warp, upstream } = await withWarp(store);
    warp.script(/./, { holdIn: 'QUEUED' });
    warp.faults.add({ method: 'POST', match: '/agent/runs', fault: { type: 'cut', when: 'after' } });
    runJobs(store, upstream);
    const job = await accept(store);
    const { upstreamId } = await becomes(store, job.id, { state: 'watching' });
    expect(warp.runs).toMatchObject([{ run_id: upstreamId }]);
  });

  it.each([-90, 90])('are adopted also when the clock of Warp is off by %i s', async (skewSeconds) => {
    const store = await openTestStore();
    const { warp, upstream } = await withWarp(store);
    warp.faults.clockSkewMs = skewSeconds * 1_000;
    warp.script(/./, { holdIn: 'QUEUED' });
    warp.faults.add({
      method: 'POST',
      match: '/agent/runs',
      fault: { type: 'status', status: 502, effect: true },
    });
    runJobs(store, upstream);
    const job = await accept(store);
    const { upstreamId } = await becomes(store, job.id, { state: 'watching' });
    expect(warp.runs).toMatchObject([{ run_id: upstreamId }]);
  });

  it.each(['web-app:fix-flaky-test', 'example-org/web-app:.agents/skills/fix-flaky-test/SKILL.md'])(
    'are adopted also where an agent brought the prompt: %s',
    async (skill) => {
      const store = await openTestStore();
      const { warp, upstream } = await withWarp(store);
      warp.script(/./, { holdIn: 'QUEUED' });
      warp.faults.add({ method: 'POST', match: '/agent/runs', fault: { type: 'cut', when: 'after' } });
      runJobs(store, upstream);
      const job = await accept(store, { request: { kind: 'warp', prompt: '', skill } });
      const { upstreamId } = await becomes(store, job.id, { state: 'watching' });
      expect(warp.runs).toMatchObject([{ run_id: upstreamId }]);
    },
  );

  it('are adopted one each when several were asked for in the same words', async () => {
    const store = await openTestStore();
    const { warp, upstream } = await withWarp(store);
    warp.script(/./, { holdIn: 'QUEUED' });
    const cut = { type: 'cut', when: 'after' } as const;
    warp.faults.add({ method: 'POST', match: '/agent/runs', times: 2, fault: cut });
    runJobs(store, upstream);
    const first = await accept(store);
    const one = await becomes(store, first.id, { state: 'watching' });
    const second = await accept(store);
    const two = await becomes(store, second.id, { state: 'watching' });
    expect(new Set([one.upstreamId, two.upstreamId]).size).toBe(2);
    expect(warp.runs).toHaveLength(2);
  });

  it('are not taken for runs that somebody else made in the same words', async () => {
    const store = await openTestStore();
    const { warp, upstream } = await withWarp(store);
    warp.script(/./, { holdIn: 'QUEUED' });
    runJobs(store, upstream);
    const earlier = await accept(store);
    await becomes(store, earlier.id, { state: 'watching' });
    warp.seed({ prompt: 'mend the build', creatorUid: 'somebody-else' });
    warp.faults.add({ method: 'POST', match: '/agent/runs', fault: { type: 'cut', when: 'before' } });
    const job = await accept(store, { request: { kind: 'warp', prompt: 'mend the build' } });
    await becomes(store, job.id, { state: 'start_unclear' });
    expect(warp.runs).toHaveLength(2);
  });

  it('are asked about when they were not made', async () => {
    const store = await openTestStore();
    const { warp, upstream } = await withWarp(store);
    warp.script(/./, { holdIn: 'QUEUED' });
    warp.faults.add({ method: 'POST', match: '/agent/runs', fault: { type: 'cut', when: 'before' } });
    runJobs(store, upstream);
    const job = await accept(store);
    await becomes(store, job.id, { state: 'start_unclear' });
    expect(warp.runs).toEqual([]);
    expect(warp.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

describeEachEngine('stopping a Warp run', (openTestStore) => {
  it('is repeated while the run is being prepared', async () => {
    const store = await openTestStore();
    const { warp, upstream } = await withWarp(store);
    warp.script(/./, { holdIn: 'PENDING' });
    runJobs(store, upstream);
    const job = await accept(store);
    const { upstreamId } = await becomes(store, job.id, { state: 'watching' });
    await vi.waitFor(() => expect(warp.runs[0]?.['state']).toBe('PENDING'), SOON);
    await happen(store, job.id, CANCEL);
    await vi.waitFor(() => expect(warp.calls.filter(({ status }) => status === 409)).not.toEqual([]), SOON);
    warp.control(upstreamId ?? '').moveOn('CLAIMED');
    await vi.waitFor(() => expect(warp.runs[0]?.['state']).toBe('CANCELLED'), SOON);
    await isAtRest(store, job.id);
  });

  it.each([
    ['has ended already', 400, {}],
    ['runs elsewhere', 422, { executionLocation: 'LOCAL' }],
  ] as const)('is explained when the run %s', async (_what, status, request) => {
    const store = await openTestStore();
    const { warp, upstream } = await withWarp(store, { speed: 1_000 });
    const runId = warp.seed({ prompt: 'seeded', ...request }, status === 400 ? {} : { holdIn: 'INPROGRESS' });
    const wanted = status === 400 ? 'SUCCEEDED' : 'INPROGRESS';
    await vi.waitFor(() => expect(warp.runs[0]?.['state']).toBe(wanted), SOON);
    const job = await accept(store);
    await happen(
      store,
      job.id,
      { type: 'start_attempted' },
      { type: 'started', upstreamId: runId, observation: { kind: 'running', upstreamState: 'INPROGRESS' } },
    );
    runJobs(store, upstream);
    await happen(store, job.id, CANCEL);
    await vi.waitFor(async () => {
      const told = (await outboxRows(store)).map(({ content }) => content);
      expect(told).toContainEqual({
        type: 'notice',
        notice: { type: 'stop_refused', reason: expect.stringMatching(/\w+\. \w+/) },
      });
    }, SOON);
    expect(warp.calls.filter(({ method }) => method === 'POST').map((call) => call.status)).toEqual([status]);
  });
});
