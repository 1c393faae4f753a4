import { expect, it, vi } from 'vitest';
import { createSystemClock } from '../../../src/clock.ts';
import { createChannelPace } from '../../../src/delivery/channel-pace.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { createMemorySlack } from '../../support/memory-slack.ts';
import { accept, happen, jobNow, outboxRows, said, startedAs } from '../../support/stored-jobs.ts';
import { manyVisitors, VISITORS_REQUEST } from '../../support/visitors.ts';
import { dispatching, SOON } from './set-up.ts';

const inSession = (sessionLink: string) =>
  ({
    type: 'observed',
    observation: { kind: 'running', upstreamState: 'INPROGRESS', progress: { sessionLink } },
  }) as const;
const succeeded = (output?: unknown) =>
  ({
    type: 'observed',
    observation: { kind: 'succeeded', upstreamState: 'SUCCEEDED', output },
  }) as const;

describeEachEngine('a thread', (openTestStore) => {
  it('is told in its order: card, notice, result, file', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    dispatching(store, slack);
    const job = await accept(store, { request: VISITORS_REQUEST });
    await startedAs(store, job.id, 'e1');
    await happen(store, job.id, {
      type: 'observed',
      observation: { kind: 'waiting', upstreamState: 'awaiting_approval' },
    });
    await vi.waitFor(() => expect(slack.messages).toHaveLength(2), SOON);
    await happen(store, job.id, succeeded(manyVisitors()));
    await vi.waitFor(() => expect(slack.files).toMatchObject([{ place: { channelId: 'C1' } }]), SOON);
    const [card, notice, result] = slack.messages;
    expect(card).toMatchObject({ channelId: 'C1', threadTs: null });
    expect(notice).toMatchObject({ threadTs: card?.ts });
    expect(result).toMatchObject({ threadTs: card?.ts });
    expect(slack.files[0]?.place).toEqual({ channelId: 'C1', threadTs: card?.ts });
    expect(slack.files[0]?.content).toContain('Visitor 199');
    await vi.waitFor(async () => {
      const rows = await outboxRows(store);
      expect(rows.map(({ state }) => state)).toEqual(rows.map(() => 'sent'));
    }, SOON);
    expect((await said(store, job.id)).filter((what) => !what.startsWith('update'))).toEqual([
      'post card',
      'post notice needs_approval',
      'post result',
      'upload file',
    ]);
    expect(await jobNow(store, job.id)).toMatchObject({ cardChannelId: 'C1', cardTs: card?.ts });
  });

  it('goes into the thread that a person opened', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    dispatching(store, slack);
    const job = await accept(store, { place: { rootTs: '77.1' } });
    await happen(store, job.id, { type: 'lost' }, { type: 'cancel_requested' });
    await vi.waitFor(() => expect(slack.messages).toHaveLength(2), SOON);
    expect(slack.messages.map(({ threadTs }) => threadTs)).toEqual(['77.1', '77.1']);
  });

  it('shows a hundred changes in a few updates, the last one last', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const held = Promise.withResolvers<void>();
    slack.trouble('update', { until: held.promise });
    dispatching(store, slack);
    const job = await accept(store);
    await vi.waitFor(() => expect(slack.messages).toHaveLength(1), SOON);
    await startedAs(store, job.id, 'r1');
    await vi.waitFor(() => expect(slack.updates).toHaveLength(1), SOON);
    for (let step = 1; step <= 100; step += 1)
      await happen(store, job.id, inSession(`https://app.warp.dev/session/${step}`));
    held.resolve();
    await vi.waitFor(() => expect(slack.messages[0]?.shown).toContain('session/100'), SOON);
    expect(slack.updates.length).toBeLessThanOrEqual(3);
  });

  it('leaves out what nobody has seen when the result is there', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const held = Promise.withResolvers<void>();
    slack.trouble('post', { until: held.promise });
    dispatching(store, slack);
    const job = await accept(store);
    await vi.waitFor(() => expect(slack.messages).toHaveLength(1), SOON);
    await startedAs(store, job.id, 'r1');
    await happen(
      store,
      job.id,
      { type: 'observed', observation: { kind: 'waiting', upstreamState: 'BLOCKED' } },
      succeeded(),
    );
    held.resolve();
    await vi.waitFor(() => expect(slack.messages).toHaveLength(2), SOON);
    expect(await said(store, job.id)).toEqual(['post card', 'post result', 'update card']);
  });
});

describeEachEngine('the pace of posts', (openTestStore) => {
  it('is one a second in a channel, while other channels go on', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const places = ['C1', 'C1', 'C2', 'C3'].map((channelId) => ({ channelId }));
    for (const place of places) await accept(store, { place });
    dispatching(store, slack, { pace: createChannelPace(createSystemClock()) });
    await vi.waitFor(() => expect(slack.messages).toHaveLength(4), SOON);
    const slow = slack.messages.filter(({ channelId }) => channelId === 'C1');
    expect((slow[1]?.atMs ?? 0) - (slow[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect(slack.messages.at(-1)?.channelId).toBe('C1');
  });
});
