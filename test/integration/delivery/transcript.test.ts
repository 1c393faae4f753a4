import { expect, it, vi } from 'vitest';
import type { LoadTranscript } from '../../../src/delivery/load-transcript.ts';
import { enqueue } from '../../../src/store/outbox.ts';
import type { Store } from '../../../src/store/store.ts';
import { ensureThread } from '../../../src/store/threads.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { createMemorySlack } from '../../support/memory-slack.ts';
import { outboxRows, REQUESTER, runOutLeases } from '../../support/stored-jobs.ts';
import { dispatching, SOON } from './set-up.ts';

const CHANNEL = 'D-reader';
const loadTranscript: LoadTranscript = (runId) =>
  Promise.resolve({ filename: 'run.md', title: 'Transcript: run', content: `What was said in ${runId}` });

/** As somebody's wish for the transcript of a run that belongs to no job. */
async function wish(store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    const place = { channelId: CHANNEL, rootTs: null, requesterId: REQUESTER };
    const { threadId, seq } = await ensureThread(tx, place);
    const content = { type: 'transcript', runId: 'run-7' } as const;
    await enqueue(tx, { threadId, seq, jobId: null, kind: 'upload', content });
  });
}

async function isSent(store: Store): Promise<void> {
  await vi.waitFor(async () => expect(await outboxRows(store)).toMatchObject([{ state: 'sent' }]), SOON);
}

const shared = { place: { channelId: CHANNEL, threadTs: null }, content: 'What was said in run-7' };

describeEachEngine('the transcript of a run that belongs to no job', (openTestStore) => {
  it('comes once, also where Slack was busy at first', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('shareFile', { code: 'slack.rate_limited', retryAfterMs: 50 });
    dispatching(store, slack, { loadTranscript });
    await wish(store);
    await isSent(store);
    expect(slack.files.filter(({ place }) => place !== null)).toMatchObject([shared]);
  });

  it('comes once, also where the process that shared it has died', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const held = Promise.withResolvers<void>();
    slack.trouble('shareFile', { until: held.promise });
    dispatching(store, slack, { loadTranscript });
    await wish(store);
    await vi.waitFor(() => expect(slack.files).toMatchObject([shared]), SOON);
    await runOutLeases(store, 'outbox');
    dispatching(store, slack, { loadTranscript });
    await isSent(store);
    held.resolve();
    expect(slack.files).toMatchObject([shared]);
  });

  it('is said to be missing where Warp has none any more', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    dispatching(store, slack, { loadTranscript: () => Promise.resolve(undefined) });
    await wish(store);
    await isSent(store);
    expect(slack.files).toEqual([]);
    expect(slack.messages).toMatchObject([
      {
        channelId: CHANNEL,
        text: expect.stringMatching(/transcript could not be fetched.*Look for it in Warp/),
      },
    ]);
  });
});
