import { setTimeout as sleep } from 'node:timers/promises';
import { type OpenWork, openWork } from './open-work.ts';

/** After all has been said, nothing more may come. */
const QUIET_MS = 4_000;

/** Waits until the bot has nothing more to do; what it still had to do when time was up, else undefined. */
export async function untilAtRest(
  database: { databaseUrl: string | undefined; dataDir: string },
  withinMs: number,
): Promise<OpenWork | undefined> {
  const giveUpAtMs = Date.now() + withinMs;
  let restSinceMs: number | undefined;
  for (;;) {
    const work = await openWork(database);
    const isAtRest = work.jobs + work.outbox + work.inbox === 0;
    restSinceMs = isAtRest ? (restSinceMs ?? Date.now()) : undefined;
    // Slack may still be about to deliver something.
    if (restSinceMs !== undefined && Date.now() - restSinceMs > QUIET_MS) return undefined;
    if (Date.now() > giveUpAtMs) return work;
    await sleep(500);
  }
}
