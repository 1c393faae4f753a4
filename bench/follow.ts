/** Calls a minute and processor time of following runs, beside asking for each run at the same interval. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createSystemClock } from '../src/clock.ts';
import { createLogger } from '../src/observability/logger.ts';
import { createWarpClient } from '../src/warp/client.ts';
import { WARP_PACE } from '../src/watch/pace.ts';
import { createPoller } from '../src/watch/poller.ts';
import { createWarpPoll } from '../src/watch/warp-poll.ts';
import { openBotStore, storeOpenJobs } from './parts/open-jobs.ts';
import { oneDigit, printTable } from './parts/table.ts';

const RUNS = [100, 1_000, 10_000];
const CHANGING_SHARE = 0.01;
const AGE_MS = 60 * 60_000;
/** The first look at everything is not what following costs. */
const SETTLE_MS = 15_000;
const FOLLOW_MS = 60_000;
const NAIVE_MS = 20_000;
const NAIVE_CONCURRENCY = 64;
const MINUTE_MS = 60_000;

const Service = z.object({ url: z.string(), apiKey: z.string(), runIds: z.array(z.string()) });

async function startService(
  runs: number,
): Promise<{ child: ChildProcess; service: z.infer<typeof Service> }> {
  const script = fileURLToPath(new URL('parts/warp-service.ts', import.meta.url));
  const child = fork(script, [String(runs), String(runs * CHANGING_SHARE)]);
  const [message]: unknown[] = await once(child, 'message');
  return { child, service: Service.parse(message) };
}

function countingClient(service: z.infer<typeof Service>) {
  const counted = { calls: 0, reads: 0 };
  const client = createWarpClient({
    apiUrl: service.url,
    apiKey: service.apiKey,
    clock: createSystemClock(),
    onRequest: ({ route }) => {
      counted.calls += 1;
      if (route.includes('{')) counted.reads += 1;
    },
  });
  return { client, counted };
}

/** What happens in a while, for one minute of it. */
async function during(whileMs: number, counted: { calls: number; reads: number }) {
  const before = { ...counted };
  const cpu = process.cpuUsage();
  await sleep(whileMs);
  const { user, system } = process.cpuUsage(cpu);
  const aMinute = MINUTE_MS / whileMs;
  return {
    calls: (counted.calls - before.calls) * aMinute,
    reads: (counted.reads - before.reads) * aMinute,
    cpuSeconds: ((user + system) / 1e6) * aMinute,
  };
}

async function follow(service: z.infer<typeof Service>) {
  const { client, counted } = countingClient(service);
  const dataDir = mkdtempSync(join(tmpdir(), 'errand-bench-'));
  const store = await openBotStore({ DATA_DIR: dataDir });
  await storeOpenJobs(store, service.runIds, AGE_MS);
  const logger = createLogger('error');
  const deps = { store, logger, pace: WARP_PACE, client };
  const poller = createPoller({ ...deps, upstream: 'warp', poll: createWarpPoll(deps), owner: 'bench' });
  poller.start();
  await sleep(SETTLE_MS);
  const result = await during(FOLLOW_MS, counted);
  await poller.stop();
  await client.close();
  await store.close();
  rmSync(dataDir, { recursive: true });
  return result;
}

async function askForEach(service: z.infer<typeof Service>) {
  const { client, counted } = countingClient(service);
  const stopping = new AbortController();
  async function worker(ids: readonly string[]): Promise<void> {
    while (!stopping.signal.aborted) {
      const begunAtMs = performance.now();
      for (const id of ids) if (!stopping.signal.aborted) await client.getRun(id);
      const restMs = WARP_PACE.oldEveryMs - (performance.now() - begunAtMs);
      if (restMs > 0) await sleep(restMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  const workers = Array.from({ length: NAIVE_CONCURRENCY }, (_, nth) =>
    worker(service.runIds.filter((_id, index) => index % NAIVE_CONCURRENCY === nth)),
  );
  const result = await during(NAIVE_MS, counted);
  stopping.abort();
  await Promise.all(workers);
  await client.close();
  return result;
}

const rows = [];
for (const runs of RUNS) {
  const { child, service } = await startService(runs);
  const errand = await follow(service);
  const naive = await askForEach(service);
  child.disconnect();
  const asked = Math.round((runs * MINUTE_MS) / WARP_PACE.oldEveryMs);
  rows.push([
    runs,
    oneDigit(errand.calls),
    oneDigit(errand.reads),
    oneDigit(errand.cpuSeconds),
    asked,
    oneDigit(naive.calls),
    oneDigit(naive.cpuSeconds),
    `${Math.round(asked / errand.calls)}×`,
  ]);
}
printTable(
  `Following runs, 1% of which change in a minute, every ${WARP_PACE.oldEveryMs / 1_000} s: a minute of it`,
  [
    'runs',
    'calls',
    'of them by id',
    'CPU s',
    'naive calls due',
    'naive calls made',
    'naive CPU s',
    'fewer calls',
  ],
  rows,
);
process.exit(0);
