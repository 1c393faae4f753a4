import type { RawBuilder } from 'kysely';

/** Where the two databases differ. */
export interface Engine {
  readonly name: 'sqlite' | 'postgres';
  /** Epoch milliseconds, by the database's time where several machines share it. */
  nowMs(): RawBuilder<number>;
  /** Whether rows can and need to be locked by `FOR UPDATE` (one SQLite process is serial anyway). */
  readonly rowLocks: boolean;
  /** Tells other processes that there is work of these topics. */
  notifyOthers(topics: readonly string[]): Promise<void>;
  /** Calls back when another process notified; returns when listening. */
  listen(onTopics: (topics: readonly string[]) => void): Promise<void>;
  /** Does what Slack waits for ahead of other work on the database. */
  urgently<T>(work: () => T): T;
  /**
   * Resolves when what has been committed survives a loss of power too. A commit alone survives the end of the process;
   * whatever has an effect elsewhere waits for this first.
   */
  durable(): Promise<void>;
  /** Room left where the database lies; undefined where this machine cannot tell. */
  freeBytes(): Promise<number | undefined>;
  close(): Promise<void>;
}
