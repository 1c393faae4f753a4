import { expect, it, vi } from 'vitest';
import { createSharedCallBudget } from '../../../src/store/shared-call-budget.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeEachEngine, describePostgres } from '../../support/each-engine.ts';

function budgetOn(store: Store, callsPerMinute?: number) {
  return createSharedCallBudget({
    store,
    name: 'warmly',
    callsPerMinute,
    onError: (error) => expect(error).toBe(null),
  });
}

describeEachEngine('a call budget', (openTestStore) => {
  it('is not given anew to a process that starts again', async () => {
    const first = await openTestStore();
    const before = budgetOn(first, 6);
    for (let call = 0; call < 6; call += 1) {
      expect(await before.take({ priority: 'person' })).toEqual({ granted: true });
    }
    await first.close();
    const after = budgetOn(await openTestStore(), 6);
    const refused = await after.take({ priority: 'person', maxWaitMs: 1_000 });
    expect(refused).toMatchObject({ granted: false, reason: 'too_long', retryAfterMs: expect.any(Number) });
  });

  it('ends a wait that nobody wants any more', async () => {
    const budget = budgetOn(await openTestStore(), 1);
    await budget.take({ priority: 'person' });
    const unwanted = new AbortController();
    const waiting = budget.take({ priority: 'person', signal: unwanted.signal });
    unwanted.abort();
    expect(await waiting).toEqual({ granted: false, reason: 'aborted' });
  });

  it('lets a call that waits go as soon as the pause is over', async () => {
    const budget = budgetOn(await openTestStore());
    budget.pause(300);
    await vi.waitFor(async () => {
      expect(await budget.take({ priority: 'poll', maxWaitMs: 0 })).toMatchObject({ reason: 'too_long' });
    });
    expect(await budget.take({ priority: 'poll' })).toEqual({ granted: true });
  });
});

describePostgres('a call budget of several processes', (openTestStore) => {
  it('is one: together they get no more than one would', async () => {
    const budgets = await Promise.all([1, 2, 3].map(async () => budgetOn(await openTestStore(), 30)));
    const asked = budgets.flatMap((budget) =>
      Array.from({ length: 20 }, () => budget.take({ priority: 'person', maxWaitMs: 0 })),
    );
    const granted = (await Promise.all(asked)).filter((result) => result.granted);
    expect(granted).toHaveLength(30);
  });

  it('is paused for all by an answer that one of them got', async () => {
    const [one, other] = await Promise.all([1, 2].map(async () => budgetOn(await openTestStore())));
    one?.pause(60_000);
    await vi.waitFor(async () => {
      expect(await other?.take({ priority: 'person', maxWaitMs: 0 })).toMatchObject({ reason: 'too_long' });
    });
  });
});
