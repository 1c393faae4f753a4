/** How long after a restart with open jobs Warp is asked for the first time, and the bot is connected. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startServices } from '../test/support/services.ts';
import { startBot } from './parts/child.ts';
import { seedHeldRuns } from './parts/held-runs.ts';
import { openBotStore, storeOpenJobs } from './parts/open-jobs.ts';
import { oneDigit, printTable } from './parts/table.ts';

const OPEN_JOBS = [0, 1_000, 10_000];
const AGE_MS = 60 * 60_000;
const CONNECT_WITHIN_MS = 60_000;

async function measure(openJobs: number) {
  const services = await startServices({ speed: 1 });
  const runIds = seedHeldRuns(services.warp, openJobs);
  const store = await openBotStore(services.environment);
  await storeOpenJobs(store, runIds, AGE_MS);
  await store.close();
  // Once for the code cache, as after any first start.
  const first = startBot(services.environment);
  await services.connected(CONNECT_WITHIN_MS);
  await first.kill();
  await services.slack.until(() => !services.slack.isConnected());
  services.warp.calls.length = 0;

  const startedAtMs = performance.now();
  const bot = startBot(services.environment);
  const polled = () =>
    services.warp.calls.some(({ method, path }) => method === 'GET' && path.endsWith('/agent/runs'));
  let connectedMs: number | undefined;
  let polledMs: number | undefined;
  while (connectedMs === undefined || (polledMs === undefined && openJobs > 0)) {
    if (services.slack.isConnected()) connectedMs ??= performance.now() - startedAtMs;
    if (polled()) polledMs ??= performance.now() - startedAtMs;
    if (bot.process.exitCode !== null) throw new Error(bot.output());
    await sleep(5);
  }
  await bot.kill();
  await services.stop();
  return [openJobs, oneDigit(connectedMs / 1_000), polledMs === undefined ? '' : oneDigit(polledMs / 1_000)];
}

const rows = [];
for (const openJobs of OPEN_JOBS) rows.push(await measure(openJobs));
printTable(
  'Restart: seconds from the start of the process',
  ['open jobs', 'connected to Slack', 'first poll'],
  rows,
);
process.exit(0);
