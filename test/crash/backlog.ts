import { openWork } from './open-work.ts';

const LOOK_EVERY_MS = 1_000;
/** About a minute and a half of Slack's rate of changes. */
const LONG = 70;

/**
 * Whether more is left to do than a bot that hardly lives can work off: then people wait with new requests, or the
 * whole backlog of a long run would have to be said in its end.
 */
export function watchBacklog(database: { databaseUrl: string | undefined; dataDir: string }): {
  isLong(): boolean;
  stop(): void;
} {
  let open = 0;
  let isLooking = false;

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      const work = await openWork(database);
      open = work.jobs + work.outbox;
    } catch {
      // The first bot has not made its tables yet.
    } finally {
      isLooking = false;
    }
  }

  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return { isLong: () => open > LONG, stop: () => clearInterval(timer) };
}
