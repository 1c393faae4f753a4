import { randomInt } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { replicaTable } from './crash-table.ts';
import { runReplicas } from './replica-run.ts';
import { withDatabases } from './with-databases.ts';

/** `npm run test:replicas -- --blows 60 --seed 7`. */
const { values } = parseArgs({
  options: {
    blows: { type: 'string', default: '12' },
    seed: { type: 'string' },
    /** A file for what the bots have written. */
    log: { type: 'string' },
  },
});
const seed = Number(values.seed ?? randomInt(1_000_000));
console.log(`Seed ${seed}: repeat with --seed ${seed}.`);
const compileCache = mkdtempSync(join(tmpdir(), 'errand-compiled-'));
const run = await withDatabases(1, ([databaseUrl = '']) =>
  runReplicas({
    databaseUrl,
    blows: Number(values.blows),
    seed,
    compileCache,
    keepLog: (log) => {
      if (values.log !== undefined) appendFileSync(values.log, `${log}\n`);
    },
  }),
);
rmSync(compileCache, { recursive: true, force: true });
if (run !== undefined) console.log(replicaTable(run));
process.exit(run === undefined || run.problems.length === 0 ? 0 : 1);
