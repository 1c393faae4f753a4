import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createSystemClock } from '../../src/clock.ts';
import { createNewId } from '../../src/ids.ts';
import { openStore } from '../../src/store/store.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { type Audit, audit } from './audit.ts';
import { connectMany } from './balancer.ts';
import { startCrashServices } from './crash-services.ts';
import { createButtons } from './press-buttons.ts';
import { createRandom, type Random } from './random.ts';
import { createRequests } from './requests.ts';
import { untilAtRest } from './until-at-rest.ts';
import { worsenWeather } from './weather.ts';

export interface ReplicaRunOptions {
  readonly databaseUrl: string;
  /** How often a process is killed or frozen. */
  readonly blows: number;
  readonly seed: number;
  readonly compileCache?: string | undefined;
  readonly keepLog?: (log: string) => void;
}

export interface ReplicaRun extends Audit {
  readonly kills: number;
  readonly freezes: number;
  /** From a blow until another process had the role of a poller that the struck one held. */
  readonly takeoverMs: readonly number[];
  readonly presses: number;
  readonly tookMs: number;
}

const REPLICAS = 3;
const ASK_EVERY_MS = 300;
const WEATHER_EVERY_MS = 800;
const PRESS_EVERY_MS = 1_000;
const BLOW_EVERY_MS = [2_000, 5_000] as const;
/** Long enough for its work to be taken over meanwhile, mostly. */
const FROZEN_MS = [6_000, 26_000] as const;
const CONNECT_WITHIN_MS = 60_000;
/** Hundreds of cards wait for the slow rate of changes. */
const SETTLE_WITHIN_MS = 1_200_000;

/** Three processes on one database under load, one of them struck every few seconds; then all is counted. */
export async function runReplicas(options: ReplicaRunOptions): Promise<ReplicaRun> {
  const startedAtMs = Date.now();
  const { databaseUrl } = options;
  const random = createRandom(options.seed);
  const services = await startCrashServices();
  const environment = {
    ...services.environment,
    // Commands start at once: what a person confirms is not what is looked at here.
    CONFIRM_TOOLS: '!*',
    DATABASE_URL: databaseUrl,
    ...(options.compileCache !== undefined && { NODE_COMPILE_CACHE: options.compileCache }),
    LOG_LEVEL: 'warn',
  };
  const connection = await connectMany(services, REPLICAS);
  const start = (index: number) => startBotProcess({ ...environment, ...connection.environmentOf(index) });
  const bots = Array.from({ length: REPLICAS }, (_, index) => start(index));
  const blows = { kills: 0, freezes: 0 };
  const struckAtMs: number[] = [];
  const buttons = createButtons(services);
  const timers: NodeJS.Timeout[] = [];
  try {
    await connection.connected(CONNECT_WITHIN_MS);
    const watch = await watchRoles(databaseUrl, struckAtMs);
    const requests = createRequests(services, random, services.channels);
    timers.push(setInterval(() => requests.askSomething(), ASK_EVERY_MS));
    timers.push(setInterval(() => worsenWeather(services, random), WEATHER_EVERY_MS));
    const pressing = setInterval(() => void buttons.press(), PRESS_EVERY_MS);
    const frozen = new Set<number>();
    let index = 0;
    while (blows.kills + blows.freezes < options.blows) {
      await sleep(random.between(...BLOW_EVERY_MS));
      // Each in its turn, so that the holder of a role is among them again and again.
      index = (index + 1) % REPLICAS;
      if (frozen.has(index)) continue;
      struckAtMs.push(Date.now());
      if (random.chance(0.5)) {
        blows.kills += 1;
        await replace(bots, index, start, options);
      } else {
        blows.freezes += 1;
        frozen.add(index);
        const struck = index;
        void freeze(bots[struck], random).then(() => frozen.delete(struck));
      }
    }
    for (const timer of timers) clearInterval(timer);
    for (const { faults } of [services.slack, services.warp, services.warmly]) faults.clear();
    while (frozen.size > 0) await sleep(200);
    await requests.settled();
    const left = await untilAtRest(services.slack, { databaseUrl, dataDir: '' }, SETTLE_WITHIN_MS);
    clearInterval(pressing);
    const takeoverMs = await watch.stop();
    const codes = await Promise.all(bots.map((bot) => bot.kill('SIGTERM')));
    for (const bot of bots) options.keepLog?.(bot.output());

    const clock = createSystemClock();
    const store = await openStore({
      databaseUrl,
      dataDir: '',
      clock,
      newId: createNewId(clock),
      onConnectionError: () => undefined,
    });
    const found = await audit(services, store, requests.all);
    await store.close();
    const problems = [...found.problems];
    if (left !== undefined) problems.push(`not at rest in the end: ${JSON.stringify(left)}`);
    if (codes.some((code) => code !== 0)) problems.push(`SIGTERM ended the bots with codes ${codes.join()}`);
    const tookMs = Date.now() - startedAtMs;
    return { counts: found.counts, problems, ...blows, takeoverMs, presses: buttons.startedAgain(), tookMs };
  } finally {
    for (const timer of timers) clearInterval(timer);
    await Promise.all(bots.map((bot) => bot.kill('SIGKILL')));
    await connection.stop();
    await services.stop();
  }
}

async function replace(
  bots: BotProcess[],
  index: number,
  start: (index: number) => BotProcess,
  { keepLog }: ReplicaRunOptions,
): Promise<void> {
  const bot = bots[index];
  await bot?.kill('SIGKILL');
  keepLog?.(bot?.output() ?? '');
  bots[index] = start(index);
}

async function freeze(bot: BotProcess | undefined, random: Random): Promise<void> {
  bot?.process.kill('SIGSTOP');
  await sleep(random.between(...FROZEN_MS));
  bot?.process.kill('SIGCONT');
}

const LOOK_EVERY_MS = 200;

/** Notes how long after a blow a role went to another process. */
async function watchRoles(databaseUrl: string, struckAtMs: readonly number[]) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const fences = new Map<string, number>();
  const takeoverMs: number[] = [];
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      await sleep(LOOK_EVERY_MS);
      const { rows } = await client.query<{ name: string; fence: number }>('select name, fence from roles');
      for (const { name, fence } of rows) {
        const last = struckAtMs.at(-1);
        const known = fences.get(name);
        fences.set(name, fence);
        if (known === undefined || known === fence || last === undefined) continue;
        // Of several blows the one that freed the role was the first within a lease.
        const blow = struckAtMs.find((atMs) => Date.now() - atMs < 20_000) ?? last;
        takeoverMs.push(Date.now() - blow);
      }
    }
  })();
  return {
    async stop(): Promise<readonly number[]> {
      isStopped = true;
      await watching;
      await client.end();
      return takeoverMs;
    },
  };
}
