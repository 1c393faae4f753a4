import { z } from 'zod';
import { type FaultRule, NewFaultRule, type ServiceName, serviceNames } from './faults.ts';
import type { LocalSlack } from './slack/local-slack.ts';
import type { TrafficLog } from './traffic.ts';
import type { LocalWarmly } from './warmly/local-warmly.ts';
import type { LocalWarp } from './warp/local-warp.ts';

const maxSkewMs = 10 * 366 * 24 * 3_600_000;

const Service = z.enum(serviceNames);
const ServiceOfRule = z.looseObject({ service: Service });
const ClockSetting = z.strictObject({ service: Service, skewMs: z.int().min(-maxSkewMs).max(maxSkewMs) });

/** What is wrong with an order to the control interface, in words for whoever gave it. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

/** One hand on all three services: their traffic, their troubles, their clocks, and a new beginning. */
export interface Control {
  readonly traffic: TrafficLog;
  /** Rules that can still hit, a service's oldest first. */
  faults(): readonly FaultRule[];
  /** Adds a rule (a `service` beside what `NewFaultRule` says). Throws a ControlError that names what is wrong. */
  addFault(rule: unknown): FaultRule;
  /** False when there is no such rule. */
  removeFault(id: string): boolean;
  /** Takes all rules away; clocks stay. */
  clearFaults(): void;
  /** Puts a service's clock ahead or, negative, behind. Throws a ControlError. */
  setClock(setting: unknown): void;
  clocks(): Readonly<Record<ServiceName, number>>;
  /** Empties the services, the traffic and what the bot has stored; resolves when the bot is back. */
  reset(): Promise<void>;
}

export function createControl(deps: {
  readonly slack: LocalSlack;
  readonly warmly: LocalWarmly;
  readonly warp: LocalWarp;
  readonly traffic: TrafficLog;
  /** Stops the bot, runs this, and starts the bot with an empty database. */
  readonly restartBot: (meanwhile: () => void) => Promise<void>;
}): Control {
  const { traffic, restartBot, slack, warmly, warp } = deps;
  const services = { slack, warmly, warp };
  const all = Object.values(services);
  let resetting: Promise<void> | undefined;

  function empty() {
    for (const service of all) service.reset();
    traffic.clear();
  }

  return {
    traffic,
    faults: () => all.flatMap(({ faults }) => faults.rules),
    addFault(given) {
      const { service, ...rule } = parsed(ServiceOfRule, given);
      const { faults } = services[service];
      faults.add(parsed(NewFaultRule, rule));
      const added = faults.rules.at(-1);
      if (added === undefined) throw new ControlError('The rule is already spent.');
      return added;
    },
    removeFault: (id) => all.some(({ faults }) => faults.remove(id)),
    clearFaults() {
      for (const { faults } of all) for (const { id } of faults.rules) faults.remove(id);
    },
    setClock(given) {
      const { service, skewMs } = parsed(ClockSetting, given);
      services[service].faults.clockSkewMs = skewMs;
    },
    clocks: () => ({
      slack: slack.faults.clockSkewMs,
      warmly: warmly.faults.clockSkewMs,
      warp: warp.faults.clockSkewMs,
    }),
    reset() {
      resetting ??= restartBot(empty).finally(() => {
        resetting = undefined;
      });
      return resetting;
    },
  };
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const outcome = schema.safeParse(value);
  if (outcome.success) return outcome.data;
  throw new ControlError(z.prettifyError(outcome.error));
}
