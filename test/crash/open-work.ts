import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';

/** How much the bot still has to do, by table, seen from beside it. */
export type OpenWork = Readonly<Record<'jobs' | 'outbox' | 'inbox', number>>;

const QUERIES = {
  jobs: "select count(*) as open from jobs where state <> 'finished'",
  outbox: "select count(*) as open from outbox where state = 'pending'",
  inbox: "select count(*) as open from inbox where state = 'pending'",
} as const;

export async function openWork(at: {
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
}): Promise<OpenWork> {
  return at.databaseUrl === undefined ? onSqlite(at.dataDir) : await onPostgres(at.databaseUrl);
}

function onSqlite(dataDir: string): OpenWork {
  const database = new Database(join(dataDir, 'errand.db'), { readonly: true });
  try {
    const count = (query: string) => Number((database.prepare(query).get() as { open: number }).open);
    return { jobs: count(QUERIES.jobs), outbox: count(QUERIES.outbox), inbox: count(QUERIES.inbox) };
  } finally {
    database.close();
  }
}

async function onPostgres(databaseUrl: string): Promise<OpenWork> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const count = async (query: string) =>
      Number((await client.query<{ open: string }>(query)).rows[0]?.open);
    return {
      jobs: await count(QUERIES.jobs),
      outbox: await count(QUERIES.outbox),
      inbox: await count(QUERIES.inbox),
    };
  } finally {
    await client.end();
  }
}
