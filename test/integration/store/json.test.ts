import { expect, it } from 'vitest';
import { createDraft, getDraft, saveDraft } from '../../../src/store/drafts.ts';
import { describeEachEngine } from '../../support/each-engine.ts';

const CASES: readonly { written: unknown; read: unknown }[] = [
  { written: { a: [1, null, { b: true }] }, read: { a: [1, null, { b: true }] } },
  // NUL is stripped, from keys too; the text of its escape is kept.
  { written: { a: 'x\u0000y' }, read: { a: 'xy' } },
  { written: { 'x\u0000y': 1 }, read: { xy: 1 } },
  { written: { a: '\\u0000' }, read: { a: '\\u0000' } },
  { written: { a: '\\\u0000' }, read: { a: '\\' } },
  { written: { a: '\\\\u0000\u0000\u0000' }, read: { a: '\\\\u0000' } },
  { written: { a: '"\n\u2028' }, read: { a: '"\n\u2028' } },
  { written: { a: '\ud800' }, read: { a: '\ud800' } },
  { written: { a: '👋🏽' }, read: { a: '👋🏽' } },
  { written: undefined, read: null },
  { written: [0.1, 1e21, Number.MAX_SAFE_INTEGER], read: [0.1, 1e21, Number.MAX_SAFE_INTEGER] },
];

describeEachEngine('JSON columns', (openTestStore) => {
  it('bring back what was written, without NUL', async () => {
    const store = await openTestStore();
    for (const { written, read } of CASES) {
      const { id } = await createDraft(store, { userId: 'U1', kind: 'warmly', content: written });
      expect((await getDraft(store, id))?.content).toEqual(read);
      await saveDraft(store, id, { again: written ?? null });
      expect((await getDraft(store, id))?.content).toEqual({ again: read });
    }
  });
});
