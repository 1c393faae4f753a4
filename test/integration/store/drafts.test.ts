import { expect, it } from 'vitest';
import { createSystemClock } from '../../../src/clock.ts';
import { createDraft, getDraft, lockDraft, saveDraft } from '../../../src/store/drafts.ts';
import { describeEachEngine } from '../../support/each-engine.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describeEachEngine('Drafts', (openTestStore) => {
  it('are gone a day after they were last touched', async () => {
    let laterMs = 0;
    const system = createSystemClock();
    const store = await openTestStore({ clock: { ...system, nowMs: () => system.nowMs() + laterMs } });
    const { id } = await createDraft(store, { userId: 'U1', kind: 'warmly', content: { step: 1 } });
    laterMs = DAY_MS - 60_000;
    await saveDraft(store, id, { step: 2 });
    laterMs = 2 * DAY_MS - 120_000;
    expect((await getDraft(store, id))?.content).toEqual({ step: 2 });
    laterMs = 2 * DAY_MS;
    expect(await getDraft(store, id)).toBeUndefined();
    expect(await store.transaction((tx) => lockDraft(tx, id))).toBeUndefined();
  });

  it('stay for as long as the operator wishes', async () => {
    let laterMs = 0;
    const system = createSystemClock();
    const clock = { ...system, nowMs: () => system.nowMs() + laterMs };
    const store = await openTestStore({ clock, draftLifeMs: 3 * DAY_MS });
    const { id } = await createDraft(store, { userId: 'U1', kind: 'warmly', content: { step: 1 } });
    laterMs = 3 * DAY_MS - 60_000;
    expect((await getDraft(store, id))?.content).toEqual({ step: 1 });
    laterMs = 3 * DAY_MS + 60_000;
    expect(await getDraft(store, id)).toBeUndefined();
  });

  it('are changed by one transaction after the other', async () => {
    const store = await openTestStore();
    const { id } = await createDraft(store, { userId: 'U1', kind: 'warmly', content: { count: 0 } });
    const addOne = () =>
      store.transaction(async (tx) => {
        const draft = await lockDraft<{ count: number }>(tx, id);
        await saveDraft(tx, id, { count: (draft?.content.count ?? 0) + 1 });
      });
    await Promise.all([addOne(), addOne(), addOne()]);
    expect((await getDraft(store, id))?.content).toEqual({ count: 3 });
  });
});
