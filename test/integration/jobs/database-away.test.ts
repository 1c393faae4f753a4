import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createSystemClock } from '../../../src/clock.ts';
import { createNewId } from '../../../src/ids.ts';
import { openStore } from '../../../src/store/store.ts';
import { wayTo } from '../../support/database-way.ts';
import { describePostgres } from '../../support/each-engine.ts';
import { createMemorySlack } from '../../support/memory-slack.ts';
import { createMemoryUpstream, startedRun } from '../../support/memory-upstream.ts';
import { accept, runOutLeases } from '../../support/stored-jobs.ts';
import { dispatching } from '../delivery/set-up.ts';
import { becomes, runJobs, SOON } from './set-up.ts';

const AWAY_MS = 3_000;

describePostgres('a database that is away for a while', (openTestStore, database) => {
  it('loses no job, starts none twice and says nothing twice', async () => {
    const besides = await openTestStore();
    const way = await wayTo(database.location().databaseUrl ?? '');
    onTestFinished(() => way.stop());
    const clock = createSystemClock();
    const errors: unknown[] = [];
    const store = await openStore({
      databaseUrl: way.url,
      dataDir: '',
      clock,
      newId: createNewId(clock),
      onConnectionError: (error) => errors.push(error),
    });
    onTestFinished(() => store.close());

    const found = startedRun('run-1');
    const upstream = createMemoryUpstream({
      start: [
        () => {
          // While the create call is under way.
          way.cut();
          return { type: 'started', ...found };
        },
        { type: 'started', ...startedRun('run-2') },
      ],
      find: [found],
    });
    const slack = createMemorySlack();
    runJobs(store, upstream);
    const first = await accept(besides);
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0), SOON);
    const second = await accept(besides, { place: { channelId: 'C2' } });
    await sleep(AWAY_MS);
    way.mend();
    dispatching(store, slack);
    await becomes(besides, second.id, { state: 'watching', upstreamId: 'run-2' });
    await runOutLeases(besides, 'jobs');
    await becomes(besides, first.id, { state: 'watching', upstreamId: 'run-1' });
    expect(upstream.calls.start).toBe(2);
    await vi.waitFor(() => expect(slack.messages).toHaveLength(2), SOON);
  });
});
