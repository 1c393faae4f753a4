/** Resident memory: idle, and while following open jobs; and the time of a cold start. */
import { setTimeout as sleep } from 'node:timers/promises';
import { findPostgres } from '../test/support/postgres.ts';
import { startServices } from '../test/support/services.ts';
import { startBot } from './parts/child.ts';
import { seedHeldRuns } from './parts/held-runs.ts';
import { openBotStore, storeOpenJobs } from './parts/open-jobs.ts';
import { megabytes, oneDigit, printTable } from './parts/table.ts';

const OPEN_JOBS = [0, 10_000];
const AGE_MS = 60 * 60_000;
const SETTLE_MS = 30_000;
const CONNECT_WITHIN_MS = 60_000;

async function measure(database: string, databaseUrl: string | undefined, openJobs: number) {
  const services = await startServices({ speed: 1 });
  const environment = {
    ...services.environment,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  };
  const runIds = seedHeldRuns(services.warp, openJobs);
  const store = await openBotStore(environment);
  await storeOpenJobs(store, runIds, AGE_MS);
  await store.close();
  // Once for the code cache, as after any first start.
  const first = startBot(environment);
  await services.connected(CONNECT_WITHIN_MS);
  await sleep(1_000);
  await first.kill();
  await services.slack.until(() => !services.slack.isConnected());

  const startedAtMs = performance.now();
  const bot = startBot(environment);
  await services.connected(CONNECT_WITHIN_MS);
  const connectedMs = performance.now() - startedAtMs;
  const afterStart = bot.rssBytes();
  let peak = afterStart;
  const cpuBefore = bot.cpuMs();
  for (let waitedMs = 0; waitedMs < SETTLE_MS; waitedMs += 500) {
    await sleep(500);
    peak = Math.max(peak, bot.rssBytes());
  }
  const row = [
    database,
    openJobs,
    oneDigit(connectedMs / 1_000),
    megabytes(afterStart),
    megabytes(bot.rssBytes()),
    megabytes(peak),
    oneDigit((bot.cpuMs() - cpuBefore) / (SETTLE_MS / 1_000) / 10),
  ];
  await bot.kill();
  await services.stop();
  return row;
}

const rows = [];
for (const openJobs of OPEN_JOBS) rows.push(await measure('SQLite', undefined, openJobs));
const search = await findPostgres();
if (search.found) {
  for (const openJobs of OPEN_JOBS)
    rows.push(await measure('PostgreSQL', search.postgres.adminUrl, openJobs));
  await search.postgres.stop();
} else {
  console.warn(`Not measured on PostgreSQL: ${search.reason}.`);
}
printTable(
  `Memory in MB, half a minute after the start`,
  ['database', 'open jobs', 'connected after s', 'when connected', 'after half a minute', 'peak', 'CPU %'],
  rows,
);
process.exit(0);
