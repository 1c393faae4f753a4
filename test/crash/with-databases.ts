import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { findPostgres } from '../support/postgres.ts';

/** Runs the work with so many new PostgreSQL databases; undefined, said aloud, where there is no PostgreSQL. */
export async function withDatabases<T>(
  count: number,
  work: (databaseUrls: readonly string[]) => Promise<T>,
): Promise<T | undefined> {
  const search = await findPostgres();
  if (!search.found) {
    console.warn(`*** SKIPPED on PostgreSQL: ${search.reason}. ***`);
    return undefined;
  }
  const { adminUrl, stop } = search.postgres;
  try {
    const names = Array.from({ length: count }, () => `errand_crash_${randomBytes(6).toString('hex')}`);
    const admin = new pg.Client({ connectionString: adminUrl });
    await admin.connect();
    for (const name of names) await admin.query(`CREATE DATABASE ${name}`);
    await admin.end();
    return await work(names.map((name) => adminUrl.replace(/\/[^/]*$/, `/${name}`)));
  } finally {
    await stop();
  }
}
