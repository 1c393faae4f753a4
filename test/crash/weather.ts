import type { Fault, Faults } from '../../src/playground/faults.ts';
import type { Services } from '../support/services.ts';
import type { Random } from './random.ts';

const SLACK_METHODS = [
  'chat.postMessage',
  'chat.postMessage',
  'chat.postMessage',
  'chat.update',
  'chat.update',
  'conversations.replies',
  'conversations.history',
  'conversations.info',
  'users.info',
  'files.getUploadURLExternal',
  'files.completeUploadExternal',
  'files.info',
] as const;
const WARP_CALLS = ['POST /agent/run*', 'POST /agent/run*', 'GET /agent/runs', 'GET /agent/events'] as const;
const WARMLY_CALLS = [
  'POST /agent-tools/execute',
  'POST /agent-tools/execute',
  'GET /agent-tools/executions*',
] as const;

/** No more trouble than this waits to happen at one service. */
const MOST_AHEAD = 4;
const SLOWEST_MS = 1_500;

/** One more trouble now and then, so that about every tenth call meets one. */
export function worsenWeather(services: Services, random: Random): void {
  const { slack, warp, warmly } = services;
  add(slack.faults, 'POST', random.pick(SLACK_METHODS), anyFault(random));
  if (random.chance(0.4)) add(warp.faults, ...call(random.pick(WARP_CALLS)), anyFault(random));
  if (random.chance(0.15)) add(warmly.faults, ...call(random.pick(WARMLY_CALLS)), anyFault(random));
  if (random.chance(0.3)) {
    slack.faults.add({ match: 'delivery:*', fault: { type: random.pick(['duplicate', 'lost_answer']) } });
  }
  if (random.chance(0.05)) slack.breakConnections(random.between(1, 2));
}

function call(named: string): [method: string, match: string] {
  const [method = '', match = ''] = named.split(' ');
  return [method, match];
}

function add(faults: Faults, method: string, match: string, fault: Fault): void {
  if (faults.rules.length < MOST_AHEAD) faults.add({ method, match, fault });
}

function anyFault(random: Random): Fault {
  const latencyMs = random.between(20, SLOWEST_MS);
  const status = random.pick([500, 502, 503, 504]);
  return random.pick<() => Fault>([
    () => ({ type: 'latency', latencyMs }),
    () => ({ type: 'latency', latencyMs }),
    () => ({ type: 'status', status: 429, retryAfterSeconds: 1 }),
    () => ({ type: 'status', status }),
    () => ({ type: 'status', status, effect: true }),
    () => ({ type: 'cut', when: 'before' }),
    () => ({ type: 'cut', when: 'during' }),
    () => ({ type: 'cut', when: 'after', latencyMs: random.between(0, 300) }),
    () => ({ type: 'malformed' }),
    () => ({ type: 'lost_answer', when: random.pick(['before', 'after']) }),
  ])();
}
