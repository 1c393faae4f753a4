import { randomBytes, randomInt } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { findPostgres } from '../support/postgres.ts';
import { type CrashRun, runCrashes } from './crash-run.ts';
import { crashTable } from './crash-table.ts';

/** `npm run test:crash -- --kills 300 --engine both --worlds 2 --seed 7`. */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '40' },
    engine: { type: 'string', default: 'both' },
    worlds: { type: 'string', default: '2' },
    seed: { type: 'string' },
    /** A directory for what the bots have written. */
    logs: { type: 'string' },
  },
});
const kills = Number(values.kills);
const worlds = Number(values.worlds);
const seed = Number(values.seed ?? randomInt(1_000_000));
const engines = (['sqlite', 'postgres'] as const).filter(
  (engine) => values.engine === 'both' || values.engine === engine,
);

console.log(`Seed ${seed}: repeat with --seed ${seed} --worlds ${worlds}.`);
const compileCache = mkdtempSync(join(tmpdir(), 'errand-compiled-'));
let failed = false;
for (const engine of engines) {
  const runs = engine === 'sqlite' ? await runWorlds(engine, []) : await onPostgres();
  if (runs === undefined) continue;
  console.log(crashTable(engine, runs));
  failed ||= runs.some(({ problems }) => problems.length > 0);
}
rmSync(compileCache, { recursive: true, force: true });
process.exit(failed ? 1 : 0);

/** Several bots with services of their own, side by side: most of the time of each is waiting. */
async function runWorlds(engine: string, databaseUrls: readonly string[]): Promise<CrashRun[]> {
  const done = Array.from({ length: worlds }, () => 0);
  return await Promise.all(
    done.map((_, world) =>
      runCrashes({
        kills: Math.ceil(kills / worlds),
        seed: seed + world,
        databaseUrl: databaseUrls[world],
        compileCache,
        keepLog: (log) => {
          if (values.logs !== undefined)
            appendFileSync(join(values.logs, `${engine}-${world}.log`), `${log}\n`);
        },
        onKill: (count) => {
          done[world] = count;
          const total = done.reduce((sum, each) => sum + each, 0);
          if (total % 50 === 0) console.log(`${total} kills`);
        },
      }),
    ),
  );
}

async function onPostgres(): Promise<CrashRun[] | undefined> {
  const search = await findPostgres();
  if (!search.found) {
    console.warn(`*** SKIPPED on PostgreSQL: ${search.reason}. ***`);
    return undefined;
  }
  const { adminUrl, stop } = search.postgres;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const urls: string[] = [];
    for (let world = 0; world < worlds; world += 1) {
      const name = `errand_crash_${randomBytes(6).toString('hex')}`;
      await admin.query(`CREATE DATABASE ${name}`);
      urls.push(adminUrl.replace(/\/[^/]*$/, `/${name}`));
    }
    return await runWorlds('postgres', urls);
  } finally {
    await admin.end();
    await stop();
  }
}
