import { expect, it } from 'vitest';
import { getCursor, setCursor } from '../../../src/store/cursors.ts';
import { migrateToLatest } from '../../../src/store/migrate.ts';
import { describeEachEngine, describePostgres } from '../../support/each-engine.ts';

describeEachEngine('migrations', (openTestStore) => {
  it('change nothing when they are applied again', async () => {
    const store = await openTestStore();
    await setCursor(store, 'kept', 'yes');
    await migrateToLatest(store.db.withoutPlugins());
    expect(await getCursor(store, 'kept')).toBe('yes');
    await store.close();
    const reopened = await openTestStore();
    expect(await getCursor(reopened, 'kept')).toBe('yes');
  });
});

describePostgres('migrations of an empty database', (openTestStore) => {
  it('may be begun by several processes at once', async () => {
    const stores = await Promise.all([openTestStore(), openTestStore(), openTestStore()]);
    const applied = await stores[0]?.db.withoutPlugins().introspection.getTables();
    expect(applied?.map(({ name }) => name)).toContain('jobs');
    await Promise.all(stores.map((store, index) => setCursor(store, `process ${index}`, 'here')));
    expect(await getCursor(stores[0] ?? unreachable(), 'process 2')).toBe('here');
  });
});

function unreachable(): never {
  throw new Error('No store was opened.');
}
