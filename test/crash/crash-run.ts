import { createSystemClock } from '../../src/clock.ts';
import { createNewId } from '../../src/ids.ts';
import { openStore } from '../../src/store/store.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { type Audit, audit } from './audit.ts';
import { watchBacklog } from './backlog.ts';
import { startCrashServices } from './crash-services.ts';
import { createButtons } from './press-buttons.ts';
import { createRandom } from './random.ts';
import { createRequests } from './requests.ts';
import { untilAtRest } from './until-at-rest.ts';
import { createKiller, type Kills } from './victim.ts';
import { worsenWeather } from './weather.ts';

export interface CrashRunOptions {
  readonly kills: number;
  readonly seed: number;
  /** PostgreSQL; SQLite where absent. */
  readonly databaseUrl?: string | undefined;
  /** Where compiled code is kept, so that the bot starts faster. */
  readonly compileCache?: string | undefined;
  /** How long everything that was begun may take to end. */
  readonly settleWithinMs?: number;
  /** Gets what each process has written. */
  readonly keepLog?: (log: string) => void;
  readonly onKill?: (done: number) => void;
}

export interface CrashRun extends Audit {
  readonly kills: Kills;
  readonly tookMs: number;
  readonly killingMs: number;
  readonly presses: number;
  /** How the last, undisturbed process ended on SIGTERM. */
  readonly stop: { readonly code: number | null; readonly tookMs: number };
}

const ASK_EVERY_MS = 250;
const WEATHER_EVERY_MS = 400;
const PRESS_EVERY_MS = 1_000;
const CONNECT_WITHIN_MS = 60_000;
/** Hundreds of cards wait for the slow rate of changes. */
const SETTLE_WITHIN_MS = 1_200_000;

/** People ask, services falter and the bot is killed over and over; then it may finish, and all is counted. */
export async function runCrashes(options: CrashRunOptions): Promise<CrashRun> {
  const startedAtMs = Date.now();
  const random = createRandom(options.seed);
  const services = await startCrashServices();
  const environment = {
    ...services.environment,
    // Commands start at once: what a person confirms is not what is looked at here.
    CONFIRM_TOOLS: '!*',
    ...(options.databaseUrl !== undefined && { DATABASE_URL: options.databaseUrl }),
    ...(options.compileCache !== undefined && { NODE_COMPILE_CACHE: options.compileCache }),
    LOG_LEVEL: 'warn',
  };
  const database = {
    databaseUrl: options.databaseUrl,
    dataDir: services.environment['DATA_DIR'] ?? '',
  };
  const backlog = watchBacklog(database);
  const requests = createRequests(services, random, services.channels);
  const buttons = createButtons(services);
  const timers = [
    setInterval(() => backlog.isLong() || requests.askSomething(), ASK_EVERY_MS),
    setInterval(() => worsenWeather(services, random), WEATHER_EVERY_MS),
  ];
  const pressing = setInterval(() => void buttons.press(), PRESS_EVERY_MS);
  try {
    const keepLog = (log: string) => options.keepLog?.(log);
    const engine = options.databaseUrl === undefined ? 'sqlite' : 'postgres';
    const killer = createKiller(services, random, environment, keepLog, engine);
    while (killer.kills().total < options.kills) {
      await killer.killOne();
      options.onKill?.(killer.kills().total);
    }
    const killingMs = Date.now() - startedAtMs;
    for (const timer of timers) clearInterval(timer);
    backlog.stop();
    services.slack.faults.clear();
    services.warp.faults.clear();
    services.warmly.faults.clear();

    const bot = startBotProcess(environment);
    await services.connected(CONNECT_WITHIN_MS);
    await requests.settled();
    const left = await untilAtRest(services.slack, database, options.settleWithinMs ?? SETTLE_WITHIN_MS);
    const stopAtMs = Date.now();
    const code = await bot.kill('SIGTERM');
    const stop = { code, tookMs: Date.now() - stopAtMs };
    options.keepLog?.(bot.output());
    const clock = createSystemClock();
    const store = await openStore({
      ...database,
      clock,
      newId: createNewId(clock),
      onConnectionError: () => undefined,
    });
    const found = await audit(services, store, requests.all);
    await store.close();
    const problems = [...found.problems];
    if (left !== undefined) problems.push(`not at rest in the end: ${JSON.stringify(left)}`);
    if (code !== 0) problems.push(`SIGTERM ended the bot with code ${code}:\n${bot.output().slice(-2_000)}`);
    return {
      counts: found.counts,
      problems,
      kills: killer.kills(),
      presses: buttons.startedAgain(),
      tookMs: Date.now() - startedAtMs,
      killingMs,
      stop,
    };
  } finally {
    backlog.stop();
    clearInterval(pressing);
    for (const timer of timers) clearInterval(timer);
    await services.stop();
  }
}
