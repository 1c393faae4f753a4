import { expect, it, vi } from 'vitest';
import { describeEachEngine } from '../../support/each-engine.ts';
import { createMemorySlack } from '../../support/memory-slack.ts';
import { accept, happen, outboxRows, REQUESTER, startedAs } from '../../support/stored-jobs.ts';
import { dispatching, SOON } from './set-up.ts';

const FAILED = { type: 'start_failed', problem: { code: 'x', userMessage: 'It broke.' } } as const;

describeEachEngine('a channel that the bot cannot write to', (openTestStore) => {
  it('sends everything to the requester, the line that says why first', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.closed.add('C1');
    const job = await accept(store);
    await happen(store, job.id, FAILED);
    dispatching(store, slack);
    await vi.waitFor(() => expect(slack.messages).toHaveLength(3), SOON);
    expect(slack.messages.map(({ channelId }) => channelId)).toEqual(Array(3).fill(`D-${REQUESTER}`));
    const [notice, card, result] = slack.messages;
    expect(notice?.shown).toContain('/invite');
    expect(notice?.shown).toContain('<#C1>');
    expect(card?.shown).toContain('flaky login test');
    expect(card?.shown).not.toContain('/invite');
    expect(result?.shown).toContain('It broke.');
    expect(new Set([notice?.ts, card?.threadTs, result?.threadTs])).toEqual(new Set([notice?.ts]));
  });

  it('is told of once when it closed while a job was running', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    dispatching(store, slack);
    const job = await accept(store);
    await vi.waitFor(() => expect(slack.messages).toHaveLength(1), SOON);
    slack.closed.add('C1');
    await startedAs(store, job.id, 'r1');
    await happen(
      store,
      job.id,
      { type: 'observed', observation: { kind: 'waiting', upstreamState: 'BLOCKED' } },
      { type: 'cancel_refused', reason: 'It waits.' },
    );
    await vi.waitFor(() => expect(slack.messages).toHaveLength(4), SOON);
    await happen(store, job.id, { type: 'lost' });
    await vi.waitFor(() => expect(slack.messages).toHaveLength(5), SOON);
    const direct = slack.messages.slice(1);
    expect(direct.map(({ channelId }) => channelId)).toEqual(Array(4).fill(`D-${REQUESTER}`));
    expect(direct.filter(({ shown }) => shown.includes('/invite'))).toEqual([direct[0]]);
    expect(direct[3]?.shown).toContain('no longer knows');
  });

  it('is parked when the requester cannot be reached either', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.closed.add('C1').add(`D-${REQUESTER}`);
    await accept(store);
    const { log } = dispatching(store, slack);
    await vi.waitFor(async () => {
      const states = (await outboxRows(store)).map(({ state }) => state);
      expect(states.length).toBeGreaterThan(1);
      expect(new Set(states)).toEqual(new Set(['parked']));
    }, SOON);
    expect(slack.messages).toEqual([]);
    expect(log.join('')).toContain('could not be delivered');
  });

  it('waits while Slack does not open the direct message, and parks what it refuses to open', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    slack.closed.add('C1').add('C2');
    slack.trouble('openDirectMessage', { code: 'slack.rate_limited', retryAfterMs: 10 });
    dispatching(store, slack);
    await accept(store);
    await vi.waitFor(() => expect(slack.messages).toHaveLength(2), SOON);
    slack.trouble('openDirectMessage', { code: 'slack.refused' });
    const lost = await accept(store, { place: { channelId: 'C2' } });
    await vi.waitFor(async () => {
      const rows = (await outboxRows(store)).filter(({ jobId }) => jobId === lost.id);
      expect(rows[0]).toMatchObject({ state: 'parked', lastError: 'slack.refused' });
    }, SOON);
  });
});
