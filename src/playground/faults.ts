import type { Clock } from '../clock.ts';

/**
 * Trouble on demand for the local services. A rule says which calls it hits, how often, and what happens to them.
 *
 * - `latency`: the call is handled after a pause. A caller that gives up meanwhile still causes the effect.
 * - `status`: another answer. Without `effect` the service does nothing; with it the work is done and hidden.
 * - `malformed`: the work is done, the answer is not valid JSON.
 * - `cut`: the connection is closed `before` the effect, `during` the answer, or `after` the effect without any.
 * - `lost`: nothing ever comes back and the connection stays open, `before` the effect or (unless told) `after` it.
 */
export type Fault =
  | { readonly kind: 'latency'; readonly latencyMs: number }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfterSeconds?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Replaces the service's own error body. */
      readonly text?: string;
      readonly effect?: boolean;
      readonly latencyMs?: number;
    }
  | { readonly kind: 'malformed'; readonly text?: string; readonly latencyMs?: number }
  | { readonly kind: 'cut'; readonly when: 'before' | 'during' | 'after'; readonly latencyMs?: number }
  | { readonly kind: 'lost'; readonly when?: 'before' | 'after'; readonly latencyMs?: number };

export interface FaultRule {
  /** Any method when absent. */
  readonly method?: string;
  /** Path below the service's base, `*` standing for anything; any path when absent. */
  readonly path?: string | RegExp;
  /** How many calls are hit before the rule is spent: 1 unless told; `Infinity` lasts until removed. */
  readonly times?: number;
  /** How many matching calls pass unharmed first. */
  readonly skip?: number;
  readonly fault: Fault;
}

export interface Faults {
  /** Adds a rule and returns the function that removes it. Of several matching rules the oldest one hits. */
  add(rule: FaultRule): () => void;
  /** Takes all rules away and puts the clock right. */
  clear(): void;
  /** How far the service's clock is ahead of the machine's; negative: behind. */
  clockSkewMs: number;
  /** Rules that can still hit. */
  readonly rules: readonly FaultRule[];
  /** For the server: the fault of this call, using up one of the rule's times. */
  take(method: string, path: string): Fault | undefined;
}

interface LiveRule {
  readonly rule: FaultRule;
  skip: number;
  left: number;
}

export function createFaults(): Faults {
  let live: LiveRule[] = [];
  let clockSkewMs = 0;
  return {
    get clockSkewMs() {
      return clockSkewMs;
    },
    set clockSkewMs(skewMs) {
      clockSkewMs = skewMs;
    },
    add(rule) {
      const entry: LiveRule = { rule, skip: rule.skip ?? 0, left: rule.times ?? 1 };
      live.push(entry);
      return () => {
        live = live.filter((other) => other !== entry);
      };
    },
    clear() {
      live = [];
      clockSkewMs = 0;
    },
    get rules() {
      return live.map((entry) => entry.rule);
    },
    take(method, path) {
      for (const entry of live) {
        if (!matches(entry.rule, method, path)) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.left -= 1;
        if (entry.left <= 0) live = live.filter((other) => other !== entry);
        return entry.rule.fault;
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

function matches(rule: FaultRule, method: string, path: string): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
  if (rule.path === undefined) return true;
  if (typeof rule.path === 'string') return wildcard(rule.path).test(path);
  return new RegExp(rule.path.source, rule.path.flags.replace('g', '')).test(path);
}

function wildcard(pattern: string): RegExp {
  const literal = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
}
