import { expect, it, vi } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { createMemorySlack } from '../../support/memory-slack.ts';
import { accept, happen, jobNow, outboxRows, runOutLeases } from '../../support/stored-jobs.ts';
import { dispatching, SOON, stallingStore } from './set-up.ts';

describeEachEngine(
  'a dispatcher whose lease ran out in the middle of a post',
  (openTestStore, { engine }) => {
    /** The one that takes over: another process where several can share the database. */
    const nextStore = (store: Store) => (engine === 'postgres' ? openTestStore() : Promise.resolve(store));

    it('takes back its copy when another has said the same', async () => {
      const store = await openTestStore();
      const slack = createMemorySlack();
      const held = Promise.withResolvers<void>();
      slack.trouble('post', { begin: held.promise });
      const job = await accept(store);
      const first = stallingStore(store);
      dispatching(first.store, slack);
      await vi.waitFor(() => expect(slack.calls).toHaveLength(1), SOON);
      await first.stalled;
      await runOutLeases(store, 'outbox');
      dispatching(await nextStore(store), slack);
      await vi.waitFor(async () => expect(await outboxRows(store)).toMatchObject([{ state: 'sent' }]), SOON);
      held.resolve();
      await vi.waitFor(() => expect(slack.removed).toHaveLength(1), SOON);
      expect(slack.messages).toHaveLength(1);
      expect((await jobNow(store, job.id)).cardTs).toBe(slack.messages[0]?.ts);
    });

    it('leaves its copy when that is the one which another has found', async () => {
      const store = await openTestStore();
      const slack = createMemorySlack();
      const held = Promise.withResolvers<void>();
      slack.trouble('post', { until: held.promise });
      const job = await accept(store);
      const first = stallingStore(store);
      const { stop } = dispatching(first.store, slack);
      await vi.waitFor(() => expect(slack.messages).toHaveLength(1), SOON);
      await first.stalled;
      await runOutLeases(store, 'outbox');
      dispatching(await nextStore(store), slack);
      await vi.waitFor(async () => expect(await outboxRows(store)).toMatchObject([{ state: 'sent' }]), SOON);
      held.resolve();
      await stop();
      expect(slack.removed).toEqual([]);
      expect(slack.messages).toHaveLength(1);
      expect((await jobNow(store, job.id)).cardTs).toBe(slack.messages[0]?.ts);
    });

    it('shows the card once more when it changed it after another had', async () => {
      const store = await openTestStore();
      const slack = createMemorySlack();
      const job = await accept(store);
      const first = stallingStore(store);
      const late = Promise.withResolvers<void>();
      const { stop } = dispatching(store, slack);
      await vi.waitFor(async () => expect(await outboxRows(store)).toMatchObject([{ state: 'sent' }]), SOON);
      await stop();
      await happen(store, job.id, { type: 'start_attempted' });
      slack.trouble('update', { begin: late.promise });
      dispatching(first.store, slack);
      await vi.waitFor(() => expect(slack.calls.at(-1)?.method).toBe('update'), SOON);
      await first.stalled;
      await runOutLeases(store, 'outbox');
      dispatching(await nextStore(store), slack);
      await vi.waitFor(() => expect(slack.updates).toHaveLength(1), SOON);
      late.resolve();
      await vi.waitFor(() => expect(slack.updates).toHaveLength(3), SOON);
      expect(slack.messages[0]?.shown).toBe(slack.updates[0]?.shown);
    });

    it('counts when it answers before the other has posted, who takes back the second copy', async () => {
      const store = await openTestStore();
      const slack = createMemorySlack();
      const [held, heldSecond] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      slack.trouble('post', { begin: held.promise }, { begin: heldSecond.promise });
      const job = await accept(store);
      const first = stallingStore(store);
      dispatching(first.store, slack);
      await vi.waitFor(() => expect(slack.calls).toHaveLength(1), SOON);
      await first.stalled;
      await runOutLeases(store, 'outbox');
      dispatching(await nextStore(store), slack);
      await vi.waitFor(
        () => expect(slack.calls.map(({ method }) => method)).toEqual(['post', 'findPost', 'post']),
        SOON,
      );
      held.resolve();
      await vi.waitFor(async () => expect(await outboxRows(store)).toMatchObject([{ state: 'sent' }]), SOON);
      heldSecond.resolve();
      await vi.waitFor(() => expect(slack.removed).toHaveLength(1), SOON);
      expect(slack.messages).toHaveLength(1);
      expect((await jobNow(store, job.id)).cardTs).toBe(slack.messages[0]?.ts);
    });
  },
);
