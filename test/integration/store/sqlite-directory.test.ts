import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSystemClock } from '../../../src/clock.ts';
import { setCursor } from '../../../src/store/cursors.ts';
import { openSqlite } from '../../../src/store/sqlite.ts';
import { describeSqlite } from '../../support/each-engine.ts';

describeSqlite('the data directory', (openTestStore, database) => {
  it('belongs to one process at a time', async () => {
    const first = await openTestStore();
    await expect(openTestStore()).rejects.toMatchObject({ code: 'store.in_use' });
    // The refusal leaves the first one whole.
    await setCursor(first, 'still', 'works');
    await first.close();
    await setCursor(await openTestStore(), 'after', 'works');
  });

  it('is refused with its name when it cannot be made', () => {
    const blocked = join(database.location().dataDir, 'a-file');
    writeFileSync(blocked, '');
    expect(() => openSqlite(join(blocked, 'data'), createSystemClock())).toThrowError(
      expect.objectContaining({ code: 'store.data_dir_unusable' }),
    );
  });
});
