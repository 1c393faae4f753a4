import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { purge } from '../../../src/store/purger.ts';
import { type DefaultsScope, getRunDefaults, setRunDefaults } from '../../../src/store/run-defaults.ts';
import { createSealer } from '../../../src/store/sealer.ts';
import { describeEachEngine } from '../../support/each-engine.ts';

const DAY_MS = 86_400_000;
const KEEP = { jobsMs: 90 * DAY_MS, messagesMs: DAY_MS, deliveriesMs: DAY_MS, draftsMs: DAY_MS };
const person: DefaultsScope = { kind: 'person', userId: 'U1' };
const channel: DefaultsScope = { kind: 'channel', channelId: 'C1' };
const thread: DefaultsScope = { kind: 'thread', channelId: 'C1', rootTs: '1.5' };

describeEachEngine('what runs start from', (openTestStore) => {
  it('is kept by scope, replaced and taken away', async () => {
    const store = await openTestStore();
    await setRunDefaults(store, person, { options: { modelId: 'm1' }, updatedBy: 'U1' });
    await setRunDefaults(store, channel, { options: { environmentId: 'e1' }, updatedBy: 'U2' });
    await setRunDefaults(store, person, { options: { modelId: 'm2', team: false }, updatedBy: 'U1' });
    expect(await getRunDefaults(store, person)).toMatchObject({
      options: { modelId: 'm2', team: false },
      updatedBy: 'U1',
    });
    expect((await getRunDefaults(store, channel))?.options).toEqual({ environmentId: 'e1' });
    await setRunDefaults(store, person, { options: {}, updatedBy: 'U1' });
    expect(await getRunDefaults(store, person)).toBeUndefined();
  });

  it('cannot be read out of the database', async () => {
    const store = await openTestStore();
    await setRunDefaults(store, person, { options: { basePrompt: 'between us' }, updatedBy: 'U1' });
    const rows = await store.db.selectFrom('runDefaults').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('between us');
  });

  it('counts as nothing when its key is gone, and can be set anew', async () => {
    const store = await openTestStore();
    await setRunDefaults(store, person, { options: { modelId: 'm1' }, updatedBy: 'U1' });
    const rekeyed = { ...store, sealer: createSealer([randomBytes(32)]) };
    expect(await getRunDefaults(rekeyed, person)).toBeUndefined();
    await setRunDefaults(rekeyed, person, { options: { modelId: 'm2' }, updatedBy: 'U1' });
    expect((await getRunDefaults(rekeyed, person))?.options).toEqual({ modelId: 'm2' });
  });

  it('said in a thread is forgotten with time; settings stay', async () => {
    const store = await openTestStore();
    for (const scope of [person, thread]) {
      await setRunDefaults(store, scope, { options: { modelId: 'm1' }, updatedBy: 'U1' });
    }
    const old = store.clock.nowMs() - 91 * DAY_MS;
    await store.db.updateTable('runDefaults').set({ updatedAtMs: old }).execute();
    expect(await purge(store, KEEP, 'me', new AbortController().signal)).toEqual({ options: 1 });
    expect(await getRunDefaults(store, thread)).toBeUndefined();
    expect(await getRunDefaults(store, person)).toBeDefined();
  });
});
