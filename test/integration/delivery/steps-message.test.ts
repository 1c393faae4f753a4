import { expect, it, vi } from 'vitest';
import { STREAM_FOR_MS } from '../../../src/delivery/steps-message.ts';
import { showOldStreams } from '../../../src/delivery/stream-keeper.ts';
import type { RunStep } from '../../../src/store/job.ts';
import type { StoredJob } from '../../../src/store/jobs.ts';
import { requestStepsMessage } from '../../../src/store/steps-messages.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { createMemorySlack, type MemorySlack } from '../../support/memory-slack.ts';
import { accept, happen, jobNow, outboxRows, runOutLeases, startedAs } from '../../support/stored-jobs.ts';
import { createEagerPace, dispatching, SOON, stallingStore } from './set-up.ts';

const LOOK: RunStep = { id: '1.0', title: 'Look around', state: 'in_progress' };
const LOOKED: RunStep = { ...LOOK, state: 'complete' };
const MEND: RunStep = { id: '1.1', title: 'Mend it', state: 'in_progress' };

async function works(store: Store, job: StoredJob, ...steps: RunStep[]): Promise<void> {
  const observation = { kind: 'running', upstreamState: 'INPROGRESS', progress: { steps } } as const;
  await happen(store, job.id, { type: 'observed', observation });
}

async function ends(store: Store, job: StoredJob): Promise<void> {
  const observation = { kind: 'succeeded', upstreamState: 'SUCCEEDED' } as const;
  await happen(store, job.id, { type: 'observed', observation });
}

/** A run at work whose card stands in a thread. */
async function begun(store: Store, upstreamId = 'run-1'): Promise<StoredJob> {
  const job = await accept(store);
  await startedAs(store, job.id, upstreamId);
  return job;
}

/** A run whose first step was shown. */
async function atWork(
  store: Store,
  slack: MemorySlack,
  options: Partial<Parameters<typeof dispatching>[2]> = {},
): Promise<StoredJob> {
  const job = await begun(store);
  dispatching(store, slack, { streams: true, ...options });
  await atRest(store);
  await works(store, job, LOOK);
  await atRest(store);
  return job;
}

async function atRest(store: Store): Promise<void> {
  await vi.waitFor(async () => {
    const rows = await outboxRows(store);
    expect(rows.filter(({ state }) => state !== 'sent')).toEqual([]);
  }, SOON);
}

/** What streams were told, in short. */
const told = (slack: MemorySlack) =>
  slack.pieces.map(({ piece, isLast }) => [
    isLast ? 'stop' : 'add',
    ...(piece?.tasks ?? []).map(({ title, status }) => `${title}: ${status}`),
  ]);
const calls = (slack: MemorySlack, method: string) => slack.calls.filter((each) => each.method === method);
const cardOf = async (store: Store, slack: MemorySlack, job: StoredJob) => {
  const { cardTs } = await jobNow(store, job.id);
  return slack.messages.find(({ ts }) => ts === cardTs)?.shown;
};

async function growOld(store: Store): Promise<void> {
  const createdAtMs = store.clock.nowMs() - STREAM_FOR_MS - 1_000;
  await store.db.updateTable('outbox').set({ createdAtMs }).where('kind', '=', 'stream').execute();
}

describeEachEngine('the message of a run’s steps', (openTestStore, { engine }) => {
  it('is one stream from the first step to the end, and the card does not say the same', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const job = await begun(store);
    dispatching(store, slack, { streams: true });
    await atRest(store);
    expect(slack.messages).toHaveLength(1);
    await works(store, job, LOOK);
    await atRest(store);
    expect(await cardOf(store, slack, job)).not.toContain('Look around');
    await works(store, job, LOOKED, MEND);
    await atRest(store);
    await ends(store, job);
    await atRest(store);
    expect(told(slack)).toEqual([
      ['add', 'Look around: in_progress'],
      ['add', 'Look around: complete', 'Mend it: in_progress'],
      ['stop', 'Look around: complete', 'Mend it: complete'],
    ]);
    expect(slack.messages).toHaveLength(3);
    expect(slack.pieces[0]?.piece?.tasks[0]?.id).toBe(`${job.id}/1.0`);
  });

  it('is found after a start without an answer, and goes on', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('startStream', { code: 'slack.unclear', hadEffect: true });
    const job = await atWork(store, slack);
    await works(store, job, LOOKED);
    await atRest(store);
    expect(calls(slack, 'startStream')).toHaveLength(1);
    expect(told(slack)).toEqual([
      ['add', 'Look around: in_progress'],
      ['add', 'Look around: in_progress'],
      ['add', 'Look around: complete'],
    ]);
  });

  it('is not begun a second time when nobody knows of the first; the card shows the steps', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('startStream', { code: 'slack.unclear' });
    const job = await atWork(store, slack);
    await works(store, job, LOOKED, MEND);
    await atRest(store);
    expect(calls(slack, 'startStream')).toHaveLength(1);
    expect(calls(slack, 'findStream')).toHaveLength(1);
    expect(await cardOf(store, slack, job)).toContain('Mend it');
  });

  it('is not asked for again for a while where Slack gives none', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('startStream', { code: 'slack.refused' });
    dispatching(store, slack, { streams: true });
    for (const upstreamId of ['run-1', 'run-2']) {
      const job = await begun(store, upstreamId);
      await atRest(store);
      await works(store, job, LOOK);
      await atRest(store);
      expect(await cardOf(store, slack, job)).toContain('Look around');
    }
    expect(calls(slack, 'startStream')).toHaveLength(1);
  });

  it('is begun once Slack can be reached again', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('startStream', { code: 'slack.not_sent' });
    await atWork(store, slack);
    expect(told(slack)).toEqual([['add', 'Look around: in_progress']]);
    expect(calls(slack, 'findStream')).toEqual([]);
  });

  it('is stopped before Slack ends it, even when nothing happens, and edited from then on', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const job = await atWork(store, slack);
    await showOldStreams(store);
    await atRest(store);
    expect(told(slack).at(-1)).toEqual(['add', 'Look around: in_progress']);
    await growOld(store);
    await showOldStreams(store);
    await atRest(store);
    expect(told(slack).at(-1)).toEqual(['stop', 'Look around: in_progress']);
    await works(store, job, LOOKED, MEND);
    await atRest(store);
    const { ts } = slack.pieces[0] ?? {};
    expect(slack.messages.find((each) => each.ts === ts)?.shown).toContain('Mend it');
    await ends(store, job);
    await atRest(store);
    expect(slack.messages.find((each) => each.ts === ts)?.shown).toContain('What the agent did');
    expect(calls(slack, 'stopStream')).toHaveLength(1);
  });

  it('is stopped though its card was deleted, and not looked at again and again', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    await atWork(store, slack);
    await growOld(store);
    slack.trouble('update', { code: 'slack.message_gone' });
    await showOldStreams(store);
    await atRest(store);
    expect(told(slack).at(-1)).toEqual(['stop', 'Look around: in_progress']);
    const rows = (await outboxRows(store)).length;
    await showOldStreams(store);
    expect(await outboxRows(store)).toHaveLength(rows);
  });

  it('is given up where its channel is closed', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    await atWork(store, slack);
    await growOld(store);
    slack.trouble('stopStream', { code: 'slack.cannot_post' });
    await showOldStreams(store);
    await atRest(store);
    const rows = (await outboxRows(store)).length;
    await showOldStreams(store);
    expect(await outboxRows(store)).toHaveLength(rows);
  });

  it('is edited when Slack has ended the stream already', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const job = await atWork(store, slack);
    const { ts = '' } = slack.pieces[0] ?? {};
    await slack.stopStream({ channelId: 'C1', ts });
    await works(store, job, LOOKED);
    await atRest(store);
    expect(slack.messages.find((each) => each.ts === ts)?.shown).toContain('"status":"complete"');
  });

  it('ends when its turn comes, where Slack takes only so many ends', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const waits = [120];
    const pace = { ...createEagerPace(), takeStreamStop: () => waits.shift() ?? 0 };
    const job = await atWork(store, slack, { pace });
    await ends(store, job);
    await atRest(store);
    expect(waits).toEqual([]);
    expect(told(slack).at(-1)).toEqual(['stop', 'Look around: complete']);
    expect(calls(slack, 'stopStream')).toHaveLength(1);
  });

  it('is not begun where Slack takes no more of them now', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const pace = { ...createEagerPace(), takeStreamStart: () => false };
    const job = await atWork(store, slack, { pace });
    expect(calls(slack, 'startStream')).toEqual([]);
    expect(await cardOf(store, slack, job)).toContain('Look around');
  });

  it('is edited when Slack takes a piece of it no longer', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const job = await atWork(store, slack);
    slack.trouble('appendStream', { code: 'slack.refused' });
    await works(store, job, LOOKED, MEND);
    await atRest(store);
    expect(told(slack)).toEqual([['add', 'Look around: in_progress'], ['stop']]);
    const { ts } = slack.pieces[0] ?? {};
    expect(slack.messages.find((each) => each.ts === ts)?.shown).toContain('Mend it');
  });

  it('is left alone when somebody has deleted it', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const job = await atWork(store, slack);
    slack.trouble('stopStream', { code: 'slack.message_gone' });
    await ends(store, job);
    await atRest(store);
    expect(slack.messages.at(-1)?.text).toContain('finished');
  });

  it.each(['still open', 'over'])(
    'is taken back when it was begun too late and another has given it up: it is %s',
    async (stream) => {
      const store = await openTestStore();
      const slack = createMemorySlack();
      const job = await begun(store);
      const settled = dispatching(store, slack);
      await works(store, job, LOOK);
      await atRest(store);
      await settled.stop();
      await store.transaction((tx) => requestStepsMessage(tx, job));
      const held = Promise.withResolvers<void>();
      slack.trouble('startStream', { begin: held.promise });
      const first = stallingStore(store);
      dispatching(first.store, slack, { streams: true });
      await vi.waitFor(() => expect(calls(slack, 'startStream')).toHaveLength(1), SOON);
      await runOutLeases(store, 'outbox');
      const second = engine === 'postgres' ? await openTestStore() : store;
      dispatching(second, slack, { streams: true });
      await atRest(store);
      if (stream === 'over') slack.trouble('stopStream', { code: 'slack.stream_over', hadEffect: true });
      held.resolve();
      await vi.waitFor(() => expect(slack.removed).toHaveLength(1), SOON);
      expect(slack.messages).toHaveLength(1);
      expect(calls(slack, 'startStream')).toHaveLength(1);
    },
  );
});
