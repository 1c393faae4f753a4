import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalSlack } from '../../src/playground/slack/local-slack.ts';
import { type OpenWork, openWork } from './open-work.ts';

/** After all has been said, nothing more may come. */
const QUIET_MS = 4_000;

/** Waits until Slack has delivered all and the bot has nothing more to do; else what it still had to do in the end. */
export async function untilAtRest(
  slack: LocalSlack,
  database: { databaseUrl: string | undefined; dataDir: string },
  withinMs: number,
): Promise<(OpenWork & { readonly events: number }) | undefined> {
  const giveUpAtMs = Date.now() + withinMs;
  let restSinceMs: number | undefined;
  for (;;) {
    const work = { ...(await openWork(database)), events: slack.eventsOnTheirWay() };
    const isAtRest = work.jobs + work.outbox + work.inbox + work.events === 0;
    restSinceMs = isAtRest ? (restSinceMs ?? Date.now()) : undefined;
    if (restSinceMs !== undefined && Date.now() - restSinceMs > QUIET_MS) return undefined;
    if (Date.now() > giveUpAtMs) return work;
    await sleep(500);
  }
}
