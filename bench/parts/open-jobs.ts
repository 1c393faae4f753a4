import { createSystemClock } from '../../src/clock.ts';
import { createNewId } from '../../src/ids.ts';
import { createSealer, keyFromToken } from '../../src/store/sealer.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { readDelayMs, WARP_PACE } from '../../src/watch/pace.ts';

/** The bot's own database, opened by the benchmark while the bot does not run. */
export async function openBotStore(environment: Readonly<Record<string, string>>): Promise<Store> {
  const clock = createSystemClock();
  return await openStore({
    databaseUrl: environment['DATABASE_URL'],
    dataDir: environment['DATA_DIR'] ?? '',
    clock,
    newId: createNewId(clock),
    sealer: createSealer([keyFromToken(environment['SLACK_BOT_TOKEN'] ?? '')]),
    onConnectionError: console.error,
  });
}

/** Stores a followed Warp job of this age for each run, with its card said, as if they had been started long ago. */
export async function storeOpenJobs(store: Store, runIds: readonly string[], ageMs: number): Promise<void> {
  const createdAtMs = store.clock.nowMs() - ageMs;
  const idle = { attempts: 0, leaseOwner: null, leaseUntilMs: null };
  for (let start = 0; start < runIds.length; start += 500) {
    await store.transaction(async (tx) => {
      const jobs = runIds.slice(start, start + 500).map((runId, index) => ({
        runId,
        id: tx.newId(),
        threadId: tx.newId(),
        ts: `${start + index}.000100`,
      }));
      await tx.db
        .insertInto('threads')
        .values(
          jobs.map(({ threadId, ts }) => ({
            id: threadId,
            channelId: 'C0BENCH',
            rootTs: ts,
            requesterId: 'U0ADA',
            nextSeq: 2,
            createdAtMs,
          })),
        )
        .execute();
      await tx.db
        .insertInto('jobs')
        .values(
          jobs.map(({ id, threadId, runId, ts }) => ({
            ...idle,
            id,
            threadId,
            kind: 'warp' as const,
            state: 'watching' as const,
            request: JSON.stringify({ kind: 'warp', prompt: `Work on ${runId}` }),
            requesterId: 'U0ADA',
            teamId: 'T1',
            dedupeKey: `bench:${runId}`,
            upstreamId: runId,
            upstreamState: 'INPROGRESS',
            progress: '{}',
            cardChannelId: 'C0BENCH',
            cardTs: ts,
            dueAtMs: null,
            lookupsDone: 0,
            createdAtMs,
            updatedAtMs: createdAtMs,
            startedAtMs: createdAtMs,
            version: 3,
          })),
        )
        .execute();
      await tx.db
        .insertInto('watches')
        .values(
          jobs.map(({ id, runId }, index) => ({
            jobId: id,
            upstream: 'warp' as const,
            upstreamId: runId,
            // Spread as they are after a while.
            dueAtMs:
              store.clock.nowMs() +
              Math.round((readDelayMs(WARP_PACE, ageMs) * (start + index)) / runIds.length),
            eventCursor: 0,
            attempts: 0,
            createdAtMs,
          })),
        )
        .execute();
    });
  }
}
