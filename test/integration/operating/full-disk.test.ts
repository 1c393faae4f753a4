import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { checkDatabase } from '../../../src/store/check-database.ts';
import { receive } from '../../../src/store/inbox.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeSqlite } from '../../support/each-engine.ts';
import { accept, jobNow } from '../../support/stored-jobs.ts';
import { ackSpy, commandBody, messageBody, startBot, startLocalSlack } from '../inbox/set-up.ts';

/** SQLite refuses to grow: what a full disk does, and nothing else. */
async function fill(store: Store): Promise<void> {
  await sql`pragma max_page_count = 1`.execute(store.db);
  // What lies free within the file is used up first.
  for (let size = 100_000; size >= 1; size = Math.floor(size / 2)) {
    for (let index = 0; ; index += 1) {
      const body = { filler: 'x'.repeat(size) };
      if (!(await receive(store, { dedupeKey: `filler ${size} ${index}`, body }).catch(() => false))) break;
    }
  }
}

async function makeRoom(store: Store): Promise<void> {
  await sql`pragma max_page_count = 1000000`.execute(store.db);
}

describeSqlite('a full disk', (openTestStore) => {
  it('is named by the health check, refuses people visibly, and loses nothing', async () => {
    const store = await openTestStore();
    const job = await accept(store);
    const { receiver } = await startBot(store, await startLocalSlack());
    expect(await checkDatabase(store, 'me')).toBeUndefined();

    await fill(store);
    expect(await checkDatabase(store, 'me')).toMatch(/^The disk of DATA_DIR is full\./);
    const ack = ackSpy();
    await receiver.deliver({ body: commandBody('9.9.9'), ack });
    expect(ack).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ text: expect.stringContaining('nothing was started') }),
    );
    const eventAck = ackSpy();
    await expect(receiver.deliver({ body: messageBody('Ev9', 'hello'), ack: eventAck })).rejects.toThrow();
    expect(eventAck).not.toHaveBeenCalled();
    expect(await jobNow(store, job.id)).toEqual(job);

    await makeRoom(store);
    expect(await checkDatabase(store, 'me')).toBeUndefined();
    await receiver.deliver({ body: commandBody('9.9.10'), ack: ackSpy() });
    const kept = await store.db
      .selectFrom('inbox')
      .select('dedupeKey')
      .where('dedupeKey', 'not like', 'filler %')
      .execute();
    expect(kept).toEqual([{ dedupeKey: 'command:9.9.10' }]);
  });
});
