import { performance } from 'node:perf_hooks';
import { expect, it, onTestFinished } from 'vitest';
import { createSystemClock } from '../../../src/clock.ts';
import { createNewId } from '../../../src/ids.ts';
import { SLACK_WAITS_MS } from '../../../src/playground/slack/app-link.ts';
import { openStore } from '../../../src/store/store.ts';
import { wayTo } from '../../support/database-way.ts';
import { describePostgres } from '../../support/each-engine.ts';
import { ackSpy, commandBody, startBot, startLocalSlack } from './set-up.ts';

describePostgres('a database that falls silent without closing a connection', (openTestStore, database) => {
  it('keeps nobody waiting, and is used again as soon as it answers', async () => {
    await openTestStore();
    const way = await wayTo(database.location().databaseUrl ?? '');
    const clock = createSystemClock();
    const store = await openStore({
      databaseUrl: way.url,
      dataDir: '',
      clock,
      newId: createNewId(clock),
      onConnectionError: () => undefined,
    });
    onTestFinished(() => store.close());
    // Before it: what is silent does not say goodbye.
    onTestFinished(() => way.stop());
    const { receiver } = await startBot(store, await startLocalSlack());

    async function command(triggerId: string) {
      const ack = ackSpy();
      const atMs = performance.now();
      await receiver.deliver({ body: commandBody(triggerId), ack });
      return { answer: ack.mock.calls[0]?.[0], tookMs: performance.now() - atMs };
    }

    // Several connections, all of which will be silent ones.
    await Promise.all(['1.1', '1.2', '1.3', '1.4'].map(command));
    way.fallSilent();
    for (const triggerId of ['2.1', '2.2']) {
      const { answer, tookMs } = await command(triggerId);
      expect(answer).toMatchObject({ text: expect.stringMatching(/did not answer in time.*Try again/) });
      expect(tookMs).toBeLessThan(SLACK_WAITS_MS);
    }
    way.mend();
    expect((await command('3.1')).answer).toBeUndefined();
    const rows = await store.db.selectFrom('inbox').select('dedupeKey').orderBy('dedupeKey').execute();
    expect(rows.map((row) => row.dedupeKey)).toContain('command:3.1');
  });
});
