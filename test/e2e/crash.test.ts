import { randomBytes, randomInt } from 'node:crypto';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { runCrashes } from '../crash/crash-run.ts';
import { crashTable, replicaTable } from '../crash/crash-table.ts';
import { runReplicas } from '../crash/replica-run.ts';
import type {} from '../support/provide-postgres.ts';

/** Short runs of what `npm run test:crash` and `npm run test:replicas` do at length. */
const KILLS = 6;
const BLOWS = 4;
/** A start that was cut off is looked for over 90 s before its requester is asked. */
const WITHIN_MS = 600_000;

const adminUrl = inject('postgresAdminUrl');

async function newDatabase(): Promise<string> {
  const name = `errand_crash_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: adminUrl ?? '' });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(adminUrl ?? '');
  url.pathname = `/${name}`;
  return url.href;
}

describe.concurrent('processes that are killed', () => {
  const seed = randomInt(1_000_000);

  it(
    'lose nothing and say nothing twice on SQLite',
    async () => {
      const run = await runCrashes({ kills: KILLS, seed, settleWithinMs: 300_000 });
      console.log(`seed ${seed}`, crashTable('sqlite', [run]));
      expect(run.problems).toEqual([]);
      expect(run.counts['jobs']).toBeGreaterThan(0);
    },
    WITHIN_MS,
  );

  it.skipIf(adminUrl === null)(
    'lose nothing and say nothing twice on PostgreSQL',
    async () => {
      const run = await runCrashes({
        kills: KILLS,
        seed,
        settleWithinMs: 300_000,
        databaseUrl: await newDatabase(),
      });
      console.log(`seed ${seed}`, crashTable('postgres', [run]));
      expect(run.problems).toEqual([]);
      expect(run.counts['jobs']).toBeGreaterThan(0);
    },
    WITHIN_MS,
  );

  it.skipIf(adminUrl === null)(
    'or stand still for a while are replaced by others, and what they say late is taken back',
    async () => {
      const run = await runReplicas({ blows: BLOWS, seed, databaseUrl: await newDatabase() });
      console.log(`seed ${seed}`, replicaTable(run));
      expect(run.problems).toEqual([]);
      expect(run.counts['jobs']).toBeGreaterThan(0);
    },
    WITHIN_MS,
  );
});
