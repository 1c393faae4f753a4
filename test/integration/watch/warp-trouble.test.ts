import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { describeEachEngine, describePostgres } from '../../support/each-engine.ts';
import { accept, jobNow, startedAs } from '../../support/stored-jobs.ts';
import { becomes, hurry, SOON, withWarp } from './set-up.ts';

const ALWAYS = { times: null } as const;
const EMPTY_PAGE = '{"runs":[],"page_info":{"has_next_page":false}}';

describeEachEngine('trouble with following Warp runs', (openTestStore) => {
  it('calls a run lost that Warp does not know, after a while', async () => {
    const store = await openTestStore();
    const { warp, poll } = await withWarp(store);
    const job = await accept(store);
    await startedAs(store, job.id, randomUUID());
    await hurry(store, job.id);
    poll(store);
    await becomes(store, job.id, { state: 'finished', outcome: 'lost' });
    const reads = warp.calls.filter(({ path }) => path.startsWith('/agent/runs/'));
    expect(reads.length).toBeGreaterThan(3);
    expect(reads.every(({ status }) => status === 404)).toBe(true);
  });

  it('ends a run as failed whose answers make no sense, and the others go on', async () => {
    const store = await openTestStore();
    const { warp, poll, log } = await withWarp(store);
    const [odd, fine] = [await accept(store), await accept(store)];
    const [oddRun, fineRun] = [warp.seed({}, { holdIn: 'INPROGRESS' }), warp.seed({})];
    await startedAs(store, odd.id, oddRun);
    await startedAs(store, fine.id, fineRun);
    warp.faults.add({ ...ALWAYS, match: '/agent/events', fault: { type: 'status', status: 404 } });
    warp.faults.add({
      ...ALWAYS,
      match: '/agent/runs',
      fault: { type: 'status', status: 200, text: EMPTY_PAGE },
    });
    warp.faults.add({ ...ALWAYS, match: `/agent/runs/${oddRun}`, fault: { type: 'malformed' } });
    await hurry(store, odd.id);
    await hurry(store, fine.id);
    poll(store);
    const ended = await becomes(store, odd.id, { state: 'finished', outcome: 'failed' });
    expect(ended.problem?.code).toBe('warp.malformed_answer');
    expect(log.join('')).toContain('warp.malformed_answer');
    await becomes(store, fine.id, { state: 'finished', outcome: 'succeeded' });
  });

  it('does not let one run that cannot be read stand before the others', async () => {
    const store = await openTestStore();
    const { warp, poll } = await withWarp(store);
    const [sick, fine] = [await accept(store), await accept(store)];
    const sickRun = warp.seed({}, { holdIn: 'INPROGRESS' });
    await startedAs(store, sick.id, sickRun);
    await startedAs(store, fine.id, warp.seed({}));
    warp.faults.add({ ...ALWAYS, match: '/agent/events', fault: { type: 'status', status: 404 } });
    warp.faults.add({
      ...ALWAYS,
      match: '/agent/runs',
      fault: { type: 'status', status: 200, text: EMPTY_PAGE },
    });
    warp.faults.add({ ...ALWAYS, match: `/agent/runs/${sickRun}`, fault: { type: 'status', status: 500 } });
    await hurry(store, sick.id);
    await hurry(store, fine.id);
    poll(store);
    await becomes(store, fine.id, { state: 'finished', outcome: 'succeeded' });
    expect((await jobNow(store, sick.id)).state).toBe('watching');
  });

  it('is told on the job once while Warp is down, and forgotten when it answers again', async () => {
    const store = await openTestStore();
    const { warp, poll } = await withWarp(store);
    const job = await accept(store);
    const runId = warp.seed({}, { holdIn: 'INPROGRESS' });
    await startedAs(store, job.id, runId);
    warp.faults.add({ ...ALWAYS, fault: { type: 'status', status: 503 } });
    poll(store);
    await vi.waitFor(async () => {
      expect((await jobNow(store, job.id)).problem?.userMessage).toContain('Warp does not answer');
    }, SOON);
    const { version } = await jobNow(store, job.id);
    const callsBefore = warp.calls.length;
    await vi.waitFor(() => expect(warp.calls.length).toBeGreaterThan(callsBefore + 9), SOON);
    expect((await jobNow(store, job.id)).version).toBe(version);
    warp.faults.clear();
    await becomes(store, job.id, { state: 'watching', problem: null, upstreamState: 'INPROGRESS' });
    warp.control(runId).finish();
    await becomes(store, job.id, { state: 'finished', outcome: 'succeeded' });
  });

  it.each([-3, 3])('is none when the clock of Warp is off by %i hours', async (skewHours) => {
    const store = await openTestStore();
    const { warp, poll } = await withWarp(store, { pace: { readAfterMs: 600_000 } });
    warp.faults.clockSkewMs = skewHours * 3_600_000;
    warp.setFeature('events', 'missing');
    const jobs = [await accept(store), await accept(store)];
    for (const job of jobs) await startedAs(store, job.id, warp.seed({}));
    poll(store);
    for (const job of jobs) await becomes(store, job.id, { state: 'finished', outcome: 'succeeded' });
    expect(warp.calls.filter(({ path }) => path === '/agent/runs').length).toBeGreaterThan(0);
  });

  it('says which key is refused', async () => {
    const store = await openTestStore();
    const { warp, poll } = await withWarp(store);
    const job = await accept(store);
    await startedAs(store, job.id, warp.seed({}));
    warp.faults.add({ ...ALWAYS, fault: { type: 'status', status: 401 } });
    poll(store);
    await vi.waitFor(async () => {
      expect((await jobNow(store, job.id)).problem?.userMessage).toContain('WARP_API_KEY');
    }, SOON);
  });

  it('is over for the next poller when one stops', async () => {
    const store = await openTestStore();
    const { warp, poll } = await withWarp(store);
    const job = await accept(store);
    const runId = warp.seed({}, { holdIn: 'INPROGRESS' });
    await startedAs(store, job.id, runId);
    const first = poll(store);
    await becomes(store, job.id, { upstreamState: 'INPROGRESS' });
    await first.stop();
    warp.control(runId).finish();
    poll(store);
    await becomes(store, job.id, { state: 'finished', outcome: 'succeeded' });
  });
});

describePostgres('two processes that could follow Warp runs', (openTestStore) => {
  it('do it one at a time, and the other takes over', async () => {
    const stores = [await openTestStore(), await openTestStore()] as const;
    const { warp, poll } = await withWarp(stores[0]);
    const job = await accept(stores[0]);
    const runId = warp.seed({}, { holdIn: 'INPROGRESS' });
    await startedAs(stores[0], job.id, runId);
    const role = () => stores[0].db.selectFrom('roles').selectAll().executeTakeFirstOrThrow();
    const first = poll(stores[0]);
    await becomes(stores[0], job.id, { upstreamState: 'INPROGRESS' });
    const { owner, fence } = await role();
    poll(stores[1]);
    await first.stop();
    warp.control(runId).finish();
    await hurry(stores[0], job.id);
    await becomes(stores[0], job.id, { state: 'finished', outcome: 'succeeded' });
    const now = await role();
    expect(now.owner).not.toBe(owner);
    expect(now.fence).toBe(fence + 1);
  });
});
