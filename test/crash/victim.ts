import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { FAULT_POINTS, type FaultPoint } from '../../src/fault-point.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import type { Services } from '../support/services.ts';
import type { Random } from './random.ts';

/** How one process is to die: at a fault point, when an effect arrives at a service, or just some time. */
type Death =
  | { readonly by: 'point'; readonly point: FaultPoint; readonly nth: number }
  | { readonly by: 'effect' }
  | { readonly by: 'time'; readonly afterMs: number };

export interface Kills {
  readonly points: ReadonlyMap<FaultPoint, number>;
  readonly byEffect: number;
  readonly byTime: number;
  readonly total: number;
}

/** How long a process may live, once it is connected, before it is killed anyway. */
const LONGEST_LIFE_MS = 3_000;
/**
 * These come only after work of a while. On PostgreSQL what the dead have leased, the roles too, must run out before:
 * with short lives alone nobody would ever follow what was started.
 */
const LATE_POINTS = /^(lookup|cancel|poll|watch|cursor|upload)\.|^outbox\.(looked|updated)$/;
/** Nothing is scheduled in these runs: what becomes of a schedule has a test of its own. */
const MET_POINTS = FAULT_POINTS.filter((point) => !point.startsWith('schedule.'));
const LATE_LIFE_MS = { sqlite: 10_000, postgres: 22_000 } as const;
const CONNECT_WITHIN_MS = 60_000;
/** Of the deaths at a random instant, those are while the process is still starting. */
const EARLY_MS = 400;
const LOOK_EVERY_MS = 4;

/** Starts bots one after the other and kills each. */
export function createKiller(
  services: Services,
  random: Random,
  environment: Readonly<Record<string, string>>,
  keepLog: (log: string) => void,
  engine: keyof typeof LATE_LIFE_MS,
): { killOne(): Promise<void>; kills(): Kills } {
  const points = new Map<FaultPoint, number>();
  const tries = new Map<FaultPoint, number>();
  let [byEffect, byTime] = [0, 0];

  function nextDeath(): Death {
    const kind = random.next();
    if (kind < 0.25) return { by: 'time', afterMs: random.between(100, LONGEST_LIFE_MS) };
    if (kind < 0.4) return { by: 'effect' };
    // What was met least often comes next; a try in vain counts half.
    const score = (point: FaultPoint) => (points.get(point) ?? 0) + (tries.get(point) ?? 0);
    const least = Math.min(...MET_POINTS.map(score));
    const point = random.pick(MET_POINTS.filter((each) => score(each) === least));
    tries.set(point, (tries.get(point) ?? 0) + 1);
    return { by: 'point', point, nth: random.pick([1, 1, 1, 2, 3]) };
  }

  async function killOne(): Promise<void> {
    const death = nextDeath();
    const bot = startBotProcess({
      ...environment,
      ...(death.by === 'point' && { ERRAND_FAULT_POINT: `${death.point}:${death.nth}` }),
    });
    const ended = once(bot.process, 'exit');
    const isEarly = death.by === 'time' && death.afterMs < EARLY_MS;
    if (!isEarly) await Promise.race([connected(services), ended]);
    const lifeMs = lifeOf(death, engine);
    const sign = death.by === 'effect' ? [effectArrives(services)] : [];
    await Promise.race([sleep(lifeMs), ended, ...sign]);
    const diedByItself = bot.process.exitCode !== null || bot.process.signalCode !== null;
    await bot.kill('SIGKILL');
    keepLog(`${JSON.stringify(death)}\n${bot.output()}`);
    assertKilled(bot);
    if (death.by === 'point' && diedByItself) points.set(death.point, (points.get(death.point) ?? 0) + 1);
    else if (death.by === 'effect') byEffect += 1;
    else byTime += 1;
  }

  return {
    killOne,
    kills: () => ({
      points,
      byEffect,
      byTime,
      total: [...points.values()].reduce((sum, count) => sum + count, byEffect + byTime),
    }),
  };
}

function lifeOf(death: Death, engine: keyof typeof LATE_LIFE_MS): number {
  if (death.by === 'time') return death.afterMs;
  return death.by === 'point' && LATE_POINTS.test(death.point) ? LATE_LIFE_MS[engine] : LONGEST_LIFE_MS;
}

/** A process that ends in another way than by our hand has a defect. */
function assertKilled(bot: BotProcess): void {
  if (bot.process.signalCode === 'SIGKILL') return;
  throw new Error(
    `The bot ended by itself with code ${bot.process.exitCode}:\n${bot.output().slice(-4_000)}`,
  );
}

async function connected(services: Services): Promise<void> {
  // The connections of the one before may not have been noticed as closed yet.
  await sleep(LOOK_EVERY_MS);
  await services.connected(CONNECT_WITHIN_MS);
}

/** Resolves as soon as a create or a post reaches its service: the bot has no answer yet. */
async function effectArrives({ slack, warp, warmly }: Services): Promise<void> {
  const newest = () => [
    slack.calls('chat.postMessage').at(-1),
    ...[warp.calls, warmly.calls].map((calls) => calls.findLast(({ method }) => method === 'POST')),
  ];
  const before = newest();
  const giveUpAtMs = Date.now() + LONGEST_LIFE_MS;
  const isSame = () => newest().every((call, index) => call === before[index]);
  while (isSame() && Date.now() < giveUpAtMs) await sleep(LOOK_EVERY_MS);
}
