import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** As if the time of every schedule that is not paused had come, in the database of a running bot. */
export function makeSchedulesDue(dataDir: string): void {
  const database = new Sqlite(join(dataDir, 'errand.db'));
  try {
    database.pragma('busy_timeout = 5000');
    database
      .prepare('update schedules set due_at_ms = ? where due_at_ms is not null')
      .run(Date.now() - 1_000);
  } finally {
    database.close();
  }
}
