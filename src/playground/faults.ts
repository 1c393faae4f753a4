import { z } from 'zod';
import type { Clock } from '../clock.ts';

export const serviceNames = ['slack', 'warmly', 'warp'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Rules with this prefix hit what Slack delivers to the app, and name the kind: `delivery:app_mention`. */
export const DELIVERY_PREFIX = 'delivery:';

const maxLatencyMs = 600_000;
const latencyMs = z.int().min(0).max(maxLatencyMs);
const pause = { latencyMs: latencyMs.optional() };

/**
 * What happens to a call.
 *
 * - `latency`: it is handled after a pause. A caller that gives up meanwhile still causes the effect.
 * - `status`: another answer. Without `effect` the service does nothing; with it the work is done and hidden.
 *   `text` replaces the service's own error body.
 * - `malformed`: the work is done, the answer is not valid JSON.
 * - `cut`: the connection is closed `before` the effect, `during` the answer, or `after` the effect without any.
 * - `lost_answer`: nothing ever comes back and the connection stays open, `before` the effect or (unless told)
 *   `after` it.
 * - `duplicate`: only for deliveries, which come twice.
 *
 * A delivery is cut `before` the app gets it or `after`, before it has answered; with `lost_answer` the app's
 * acknowledgement goes astray.
 */
export const Fault = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('latency'), latencyMs }),
  z.strictObject({
    type: z.literal('status'),
    status: z.int().min(200).max(599),
    retryAfterSeconds: z.int().min(0).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    text: z.string().optional(),
    effect: z.boolean().optional(),
    ...pause,
  }),
  z.strictObject({ type: z.literal('malformed'), text: z.string().optional(), ...pause }),
  z.strictObject({ type: z.literal('cut'), when: z.enum(['before', 'during', 'after']), ...pause }),
  z.strictObject({ type: z.literal('lost_answer'), when: z.enum(['before', 'after']).optional(), ...pause }),
  z.strictObject({ type: z.literal('duplicate'), ...pause }),
]);
export type Fault = z.output<typeof Fault>;

const deliveryFaults: readonly Fault['type'][] = ['latency', 'cut', 'lost_answer', 'duplicate'];

/** Which calls of one service are hit, how often, and what happens to them. */
export const NewFaultRule = z
  .strictObject({
    /**
     * A path below the service's base, a method of Slack's Web API, or `delivery:` and a kind of delivery. `*` stands
     * for anything; alone it hits every call that the bot makes, and no delivery.
     */
    match: z.string().min(1).max(500).default('*'),
    /** Of HTTP; any when absent. */
    method: z.string().optional(),
    /** How many calls are hit before the rule is spent; null lasts until removed. */
    times: z.int().min(1).nullable().default(1),
    /** How many matching calls pass unharmed first. */
    skip: z.int().min(0).default(0),
    fault: Fault,
  })
  .superRefine(({ match, fault }, context) => {
    const isDelivery = match.startsWith(DELIVERY_PREFIX);
    if (isDelivery && !deliveryFaults.includes(fault.type)) {
      context.addIssue({
        code: 'custom',
        path: ['fault'],
        message: `${fault.type} cannot happen to a delivery`,
      });
    }
    if (isDelivery && fault.type === 'cut' && fault.when === 'during') {
      context.addIssue({ code: 'custom', path: ['fault'], message: 'a delivery is cut before or after' });
    }
    if (!isDelivery && fault.type === 'duplicate') {
      context.addIssue({ code: 'custom', path: ['fault'], message: 'only deliveries come twice' });
    }
  });
export type NewFaultRule = z.input<typeof NewFaultRule>;

/** A rule in force; `times` is what is left of it. */
export type FaultRule = z.output<typeof NewFaultRule> & {
  readonly id: string;
  readonly service: ServiceName;
};

export interface Faults {
  /** Adds a rule and returns the function that removes it. Of several matching rules the oldest one hits. Throws a ZodError. */
  add(rule: NewFaultRule): () => void;
  /** False when there is no such rule, or it is spent. */
  remove(id: string): boolean;
  /** Takes all rules away and puts the clock right. */
  clear(): void;
  /** How far the service's clock is ahead of the machine's; negative: behind. */
  clockSkewMs: number;
  /** Rules that can still hit, the oldest first. */
  readonly rules: readonly FaultRule[];
  /** For the server: the fault of a call under any of its names, using up one of the rule's times. */
  take(method: string, names: readonly string[]): Fault | undefined;
}

/** Trouble on demand for one of the local services. */
export function createFaults(service: ServiceName): Faults {
  let live: { rule: FaultRule; skip: number }[] = [];
  let added = 0;
  let clockSkewMs = 0;

  function remove(id: string): boolean {
    const before = live.length;
    live = live.filter(({ rule }) => rule.id !== id);
    return live.length < before;
  }

  return {
    get clockSkewMs() {
      return clockSkewMs;
    },
    set clockSkewMs(skewMs) {
      clockSkewMs = skewMs;
    },
    add(given) {
      added += 1;
      const rule = { ...NewFaultRule.parse(given), id: `${service}-${added}`, service };
      live.push({ rule, skip: rule.skip });
      return () => void remove(rule.id);
    },
    remove,
    clear() {
      live = [];
      clockSkewMs = 0;
    },
    get rules() {
      return live.map(({ rule }) => rule);
    },
    take(method, names) {
      for (const entry of live) {
        if (!matches(entry.rule, method, names)) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        const { id, times, fault } = entry.rule;
        if (times === 1) remove(id);
        else if (times !== null) entry.rule = { ...entry.rule, times: times - 1 };
        return fault;
      }
      return undefined;
    },
  };
}

/** The clock of a service whose time differs as `faults` say. Sleeps last as long as ever. */
export function skewedClock(clock: Clock, faults: Pick<Faults, 'clockSkewMs'>): Clock {
  return {
    nowMs: () => clock.nowMs() + faults.clockSkewMs,
    sleep: (durationMs, signal) => clock.sleep(durationMs, signal),
  };
}

function matches(rule: FaultRule, method: string, names: readonly string[]): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
  const pattern = wildcard(rule.match);
  return names.some(
    (name) =>
      name.startsWith(DELIVERY_PREFIX) === rule.match.startsWith(DELIVERY_PREFIX) && pattern.test(name),
  );
}

function wildcard(pattern: string): RegExp {
  const literal = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
}
