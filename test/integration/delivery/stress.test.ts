import { expect, it, vi } from 'vitest';
import { describeEachEngine } from '../../support/each-engine.ts';
import { createMemorySlack } from '../../support/memory-slack.ts';
import { accept, happen, jobNow, startedAs } from '../../support/stored-jobs.ts';
import { dispatching } from './set-up.ts';

const JOBS = 30;

describeEachEngine('jobs that change while they are told of', (openTestStore) => {
  it('are told whole, each thing once, and nobody waits for anybody for ever', async () => {
    const store = await openTestStore();
    const slack = createMemorySlack();
    const { log } = dispatching(store, slack);
    const jobs = await Promise.all(Array.from({ length: JOBS }, () => accept(store)));
    await Promise.all(
      jobs.map(async ({ id }, index) => {
        await startedAs(store, id, `run-${index}`);
        for (const state of ['PENDING', 'CLAIMED', 'INPROGRESS']) {
          await happen(store, id, {
            type: 'observed',
            observation: { kind: 'running', upstreamState: state },
          });
        }
        await happen(store, id, {
          type: 'observed',
          observation: { kind: 'succeeded', upstreamState: 'SUCCEEDED' },
        });
      }),
    );
    await vi.waitFor(() => expect(slack.messages).toHaveLength(2 * JOBS), { timeout: 60_000, interval: 20 });
    await vi.waitFor(async () => {
      const left = await store.db.selectFrom('outbox').select('id').where('state', '=', 'pending').execute();
      expect(left).toEqual([]);
    });
    for (const { id } of jobs) {
      const { cardTs } = await jobNow(store, id);
      const [card, result, ...more] = slack.messages.filter(
        ({ ts, threadTs }) => ts === cardTs || threadTs === cardTs,
      );
      expect(card?.shown).toContain('Done');
      expect(result?.threadTs).toBe(cardTs);
      expect(more).toEqual([]);
    }
    expect(log).toEqual([]);
  });
});
