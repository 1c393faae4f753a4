import type { TestProject } from 'vitest/node';
import { findPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a database from which others may be created; null where there is no PostgreSQL. */
    readonly postgresAdminUrl: string | null;
  }
}

/** Vitest's global set-up: one PostgreSQL for the whole run, stopped at its end. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const search = await findPostgres();
  if (!search.found) {
    if (process.env['REQUIRE_POSTGRES'] === '1') {
      throw new Error(`REQUIRE_POSTGRES is set, and PostgreSQL is not to be had: ${search.reason}.`);
    }
    console.warn(
      `\n*** SKIPPED on PostgreSQL: every integration test runs on SQLite alone (${search.reason}). ***\n` +
        '*** Set TEST_DATABASE_URL or install PostgreSQL to run them on both engines. ***\n',
    );
    project.provide('postgresAdminUrl', null);
    return undefined;
  }
  project.provide('postgresAdminUrl', search.postgres.adminUrl);
  return () => search.postgres.stop();
}
