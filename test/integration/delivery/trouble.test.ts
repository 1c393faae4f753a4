import { expect, it, vi } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { createMemorySlack, type MemorySlack } from '../../support/memory-slack.ts';
import { accept, happen, outboxRows, REQUESTER, startedAs } from '../../support/stored-jobs.ts';
import { manyVisitors, VISITORS_REQUEST } from '../../support/visitors.ts';
import { dispatching, SOON } from './set-up.ts';

const methods = (slack: MemorySlack) => slack.calls.map(({ method }) => method);

/** Nothing is left to say. */
async function allSaid(store: Store): Promise<void> {
  await vi.waitFor(async () => {
    const rows = await outboxRows(store);
    expect(rows.filter(({ state }) => state === 'pending')).toEqual([]);
  }, SOON);
}

async function finishWithFile(store: Store): Promise<string> {
  const job = await accept(store, { request: VISITORS_REQUEST });
  const observation = { kind: 'succeeded', upstreamState: 'succeeded', output: manyVisitors() } as const;
  await happen(
    store,
    job.id,
    { type: 'start_attempted' },
    { type: 'started', upstreamId: job.id, observation },
  );
  return job.id;
}

describeEachEngine('a post that meets trouble', (openTestStore) => {
  it('waits as long as Slack asks, and what follows it waits too', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('post', { code: 'slack.rate_limited', retryAfterMs: 400 });
    await accept(store);
    const job = await accept(store, { place: { channelId: 'C2' } });
    await happen(store, job.id, { type: 'lost' }, { type: 'cancel_requested' });
    dispatching(store, slack);
    await allSaid(store);
    const [refused] = slack.calls;
    const inChannel = slack.calls.filter(
      ({ method, channelId }) => method === 'post' && channelId === refused?.channelId,
    );
    expect((inChannel[1]?.atMs ?? 0) - (refused?.atMs ?? 0)).toBeGreaterThanOrEqual(395);
    // Nothing had happened, so nothing was looked for.
    expect(methods(slack)).not.toContain('findPost');
    const [card, result] = slack.messages.filter(({ channelId }) => channelId === 'C2');
    expect(result?.threadTs).toBe(card?.ts);
    expect(slack.messages).toHaveLength(3);
  });

  it('is found and not posted again when its answer was lost', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('post', { code: 'slack.unclear', hadEffect: true });
    await accept(store);
    dispatching(store, slack);
    await allSaid(store);
    expect(methods(slack)).toEqual(['post', 'findPost']);
    expect(await outboxRows(store)).toMatchObject([{ state: 'sent', messageTs: slack.messages[0]?.ts }]);
  });

  it('is posted when it is not found', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('post', { code: 'slack.unclear' });
    await accept(store);
    dispatching(store, slack);
    await allSaid(store);
    expect(methods(slack)).toEqual(['post', 'findPost', 'post']);
    expect(slack.messages).toHaveLength(1);
  });

  it('is still looked for after a limit that came between', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('post', { code: 'slack.unclear', hadEffect: true });
    slack.trouble('findPost', { code: 'slack.rate_limited', retryAfterMs: 10 });
    await accept(store);
    dispatching(store, slack);
    await allSaid(store);
    expect(methods(slack)).toEqual(['post', 'findPost', 'findPost']);
    expect(slack.messages).toHaveLength(1);
  });

  it('is said as plain text when Slack refuses its blocks', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('post', { code: 'slack.refused' });
    await accept(store);
    dispatching(store, slack);
    await allSaid(store);
    expect(slack.messages).toMatchObject([{ hasBlocks: false }]);
    expect(slack.messages[0]?.text).not.toBe('');
  });

  it('does not hold up its thread when Slack refuses it altogether', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('post', { code: 'slack.refused' }, { code: 'slack.refused' });
    const job = await accept(store);
    await happen(store, job.id, { type: 'start_failed', problem: { code: 'x', userMessage: 'It broke.' } });
    const { log } = dispatching(store, slack);
    await allSaid(store);
    const rows = (await outboxRows(store)).filter(({ threadId }) => threadId === job.threadId);
    expect(rows.map(({ state }) => state)).toEqual(['parked', 'sent']);
    await vi.waitFor(() => {
      expect(slack.messages.map(({ channelId }) => channelId).toSorted()).toEqual(['C1', `D-${REQUESTER}`]);
    }, SOON);
    expect(log.join('')).toContain('could not be delivered');
  });

  it('is sent as a file when it is a result that Slack refuses in every other form', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const job = await accept(store);
    dispatching(store, slack);
    await allSaid(store);
    slack.trouble('post', { code: 'slack.refused' }, { code: 'slack.refused' });
    await happen(store, job.id, { type: 'start_failed', problem: { code: 'x', userMessage: 'It broke.' } });
    await allSaid(store);
    expect(slack.messages).toHaveLength(1);
    expect(slack.files).toMatchObject([{ place: { channelId: 'C1', threadTs: slack.messages[0]?.ts } }]);
    expect(slack.files[0]?.content).toContain('It broke.');
  });

  it('is parked when it stays unclear for too long', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('findPost', { code: 'slack.unclear' });
    await accept(store);
    const yesterdayMs = Date.now() - 24 * 3_600_000;
    await store.db.updateTable('outbox').set({ attempts: 11, createdAtMs: yesterdayMs }).execute();
    dispatching(store, slack);
    await allSaid(store);
    const [row] = await outboxRows(store);
    expect(row).toMatchObject({ state: 'parked', lastError: 'slack.unclear' });
    // Never dropped in silence.
    await vi.waitFor(() => {
      expect(slack.messages.map(({ channelId }) => channelId)).toEqual([`D-${REQUESTER}`]);
    }, SOON);
  });
});

describeEachEngine('an update that meets trouble', (openTestStore) => {
  it('is repeated', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('update', { code: 'slack.unclear' }, { code: 'slack.not_sent' });
    dispatching(store, slack);
    const job = await accept(store);
    await vi.waitFor(() => expect(slack.messages).toHaveLength(1), SOON);
    await startedAs(store, job.id, 'r1');
    await allSaid(store);
    const attempts = methods(slack).filter((method) => method === 'update').length;
    expect(slack.updates.length).toBeGreaterThan(0);
    expect(attempts).toBe(slack.updates.length + 2);
  });

  it('gives up on a card that was deleted, and the result still comes', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('update', { code: 'slack.message_gone' });
    dispatching(store, slack);
    const job = await accept(store);
    await vi.waitFor(() => expect(slack.messages).toHaveLength(1), SOON);
    await happen(store, job.id, { type: 'start_failed', problem: { code: 'x', userMessage: 'It broke.' } });
    await vi.waitFor(() => expect(slack.messages).toHaveLength(2), SOON);
    await allSaid(store);
    expect(slack.messages[1]?.shown).toContain('It broke.');
  });
});

describeEachEngine('an upload that meets trouble', (openTestStore) => {
  it('is not repeated when the file was shared after all', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('shareFile', { code: 'slack.unclear', hadEffect: true });
    await finishWithFile(store);
    dispatching(store, slack);
    await allSaid(store);
    expect(slack.files).toHaveLength(1);
    expect(methods(slack).slice(-3)).toEqual(['uploadBytes', 'shareFile', 'isFileShared']);
  });

  it('is repeated when the file was not shared', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.trouble('shareFile', { code: 'slack.unclear' });
    await finishWithFile(store);
    dispatching(store, slack);
    await allSaid(store);
    expect(slack.files.filter(({ place }) => place !== null)).toHaveLength(1);
  });
});
