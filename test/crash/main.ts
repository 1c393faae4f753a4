import { randomInt } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CrashRun, runCrashes } from './crash-run.ts';
import { crashTable } from './crash-table.ts';
import { withDatabases } from './with-databases.ts';

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
  const runs =
    engine === 'sqlite'
      ? await runWorlds(engine, [])
      : await withDatabases(worlds, (urls) => runWorlds('postgres', urls));
  if (runs === undefined) continue;
  console.log(crashTable(engine, runs));
  failed ||= runs.some(({ problems }) => problems.length > 0);
}
rmSync(compileCache, { recursive: true, force: true });
process.exit(failed ? 1 : 0);

/** Several bots with services of their own, side by side: most of the time of each is waiting. */
async function runWorlds(engine: string, databaseUrls: readonly string[]): Promise<CrashRun[]> {
  const done = Array.from({ length: worlds }, () => 0);
  const outcomes = await Promise.allSettled(
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
  return outcomes.map((outcome) => {
    if (outcome.status === 'fulfilled') return outcome.value;
    throw outcome.reason;
  });
}
