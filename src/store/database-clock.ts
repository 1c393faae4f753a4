import type { Clock } from '../clock.ts';

/** A clock of one machine put right by the database's: the machines of a deployment need not agree about the time. */
export interface DatabaseClock extends Clock {
  stop(): void;
}

/** Clocks of machines run apart by a few milliseconds in this time. */
const PUT_RIGHT_EVERY_MS = 30_000;

/**
 * Time as the database has it, asked now and then and counted on by this machine's clock in between. Rejects where the
 * database does not answer the first time.
 */
export async function createDatabaseClock(
  own: Clock,
  askMs: () => Promise<number>,
  onError: (error: Error) => void,
): Promise<DatabaseClock> {
  let aheadMs = 0;
  async function putRight(): Promise<void> {
    const askedAtMs = own.nowMs();
    const databaseMs = await askMs();
    aheadMs = Math.round(databaseMs - (askedAtMs + own.nowMs()) / 2);
  }
  await putRight();
  const timer = setInterval(() => void putRight().catch(onError), PUT_RIGHT_EVERY_MS);
  timer.unref();
  return {
    nowMs: () => own.nowMs() + aheadMs,
    sleep: (durationMs, signal) => own.sleep(durationMs, signal),
    stop: () => clearInterval(timer),
  };
}
