import { expect, it, vi } from 'vitest';
import { describeEachEngine } from '../../support/each-engine.ts';
import { accept, said, startedAs } from '../../support/stored-jobs.ts';
import { runJobs } from '../jobs/set-up.ts';
import { becomes, countCalls, SOON, withWarp } from './set-up.ts';

const asked = (prompt: string) => ({ request: { kind: 'warp', prompt } }) as const;
const EVENTS = '/agent/events';

describeEachEngine('following Warp runs', (openTestStore) => {
  it('brings every run to its end', async () => {
    const store = await openTestStore();
    const { warp, upstream, poll } = await withWarp(store);
    warp.script('stop me', { holdIn: 'INPROGRESS' });
    runJobs(store, upstream);
    poll(store);
    const [fine, failing, broken, stopped] = await Promise.all(
      ['fix the login test', 'this fails', 'an error', 'stop me'].map((prompt) =>
        accept(store, asked(prompt)),
      ),
    );
    const done = await becomes(store, fine?.id ?? '', { state: 'finished', outcome: 'succeeded' });
    expect(done.progress.sessionLink).toContain('/session/');
    expect(done.progress.artifacts?.map(({ type }) => type)).toContain('PULL_REQUEST');
    expect(done.progress.costCredits).toBeGreaterThan(0);
    await becomes(store, failing?.id ?? '', { outcome: 'failed', upstreamState: 'FAILED' });
    await becomes(store, broken?.id ?? '', { outcome: 'failed', upstreamState: 'ERROR' });
    const { upstreamId } = await becomes(store, stopped?.id ?? '', { upstreamState: 'INPROGRESS' });
    const response = await fetch(`${warp.url}/agent/runs/${upstreamId}/cancel`, {
      method: 'POST',
      headers: { authorization: `Bearer ${warp.apiKey}` },
    });
    expect(response.status).toBe(200);
    await becomes(store, stopped?.id ?? '', { state: 'finished', outcome: 'cancelled' });
    expect(await store.db.selectFrom('watches').selectAll().execute()).toEqual([]);
  });

  it.each([403, 404])('goes on by lists where events answer %i, and says so once', async (status) => {
    const store = await openTestStore();
    const { warp, upstream, poll, log } = await withWarp(store);
    warp.faults.add({ match: EVENTS, times: null, fault: { type: 'status', status } });
    runJobs(store, upstream);
    poll(store);
    const job = await accept(store);
    await becomes(store, job.id, { state: 'finished', outcome: 'succeeded' });
    const { events, list } = countCalls(warp.calls);
    expect(events).toBe(1);
    expect(list).toBeGreaterThan(0);
    expect(log.filter((line) => line.includes('following by lists alone'))).toHaveLength(1);
  });

  it('reads by its id what no list tells of', async () => {
    const store = await openTestStore();
    const { warp, upstream, poll } = await withWarp(store);
    const times = null;
    warp.faults.add({ match: EVENTS, times, fault: { type: 'status', status: 404 } });
    const text = '{"runs":[],"page_info":{"has_next_page":false}}';
    warp.faults.add({
      method: 'GET',
      match: '/agent/runs',
      times,
      fault: { type: 'status', status: 200, text },
    });
    runJobs(store, upstream);
    poll(store);
    const job = await accept(store);
    await becomes(store, job.id, { state: 'finished', outcome: 'succeeded' });
    expect(countCalls(warp.calls).read).toBeGreaterThan(0);
  });

  it('tells when a run is blocked, and when it goes on', async () => {
    const store = await openTestStore();
    const { warp, upstream, poll } = await withWarp(store);
    runJobs(store, upstream);
    poll(store);
    const job = await accept(store, asked('you will be blocked'));
    const { upstreamId } = await becomes(store, job.id, { state: 'waiting', upstreamState: 'BLOCKED' });
    expect(await said(store, job.id)).toEqual(['post card', 'post notice blocked']);
    warp.control(upstreamId ?? '').unblock();
    await becomes(store, job.id, { state: 'finished', outcome: 'succeeded' });
  });

  it('costs what changes, not what is followed', async () => {
    const store = await openTestStore();
    const { warp, poll } = await withWarp(store, {
      speed: 1_000,
      pace: { readAfterMs: 60_000, readAtMostEveryMs: 60_000 },
    });
    // The backstop is slow, as in life: without it what is left are the lists and events.
    const jobs: { id: string; runId: string }[] = [];
    for (let index = 0; index < 40; index += 1) {
      const { id } = await accept(store);
      const runId = warp.seed({ prompt: `run ${index}` }, { holdIn: 'INPROGRESS' });
      await startedAs(store, id, runId);
      jobs.push({ id, runId });
    }
    poll(store);
    const states = async () => {
      const rows = await store.db.selectFrom('jobs').select(['upstreamState']).execute();
      return rows.map(({ upstreamState }) => upstreamState);
    };
    await vi.waitFor(async () => expect(await states()).toEqual(jobs.map(() => 'INPROGRESS')), SOON);
    for (const { runId } of jobs.slice(0, 30)) warp.control(runId).finish();
    warp.calls.length = 0;
    for (const { id } of jobs.slice(0, 30)) await becomes(store, id, { outcome: 'succeeded' });
    // Not one call a run: a list or two, and the questions for events in between.
    const { list, read, write } = countCalls(warp.calls);
    expect({ read, write }).toEqual({ read: 0, write: 0 });
    expect(list).toBeLessThanOrEqual(6);
  });
});
