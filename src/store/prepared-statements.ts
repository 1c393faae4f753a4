import type Database from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

/** As many as there are queries in the code, and the lists of different lengths among them. */
const MAX_STATEMENTS = 500;

/**
 * Preparing costs more than running what is prepared; the statement used longest ago makes room. `onWrite` is called
 * before each one that may write.
 */
export function withPreparedStatements(database: Database.Database, onWrite: () => void): SqliteDatabase {
  const statements = new Map<string, Database.Statement>();
  return {
    prepare(text) {
      const statement = statements.get(text) ?? database.prepare(text);
      statements.delete(text);
      statements.set(text, statement);
      const [oldest] = statements.keys();
      if (!statement.readonly) onWrite();
      if (statements.size > MAX_STATEMENTS && oldest !== undefined) statements.delete(oldest);
      return statement;
    },
    close: () => void database.close(),
  };
}
