import type { Clock } from '../../clock.ts';
import { randomSecret } from './random-id.ts';

export interface Trigger {
  readonly userId: string;
  /** Set when the trigger came from a modal: only such a trigger can push. */
  readonly viewId?: string;
}

type TriggerRefusal = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

/** Issues trigger ids and takes each back once, in time. */
export interface TriggerIds {
  issue(trigger: Trigger): string;
  exchange(triggerId: string): Trigger | TriggerRefusal;
}

export function createTriggerIds(clock: Clock, lifetimeMs: number): TriggerIds {
  const issued = new Map<string, { trigger: Trigger; issuedAtMs: number; isExchanged: boolean }>();
  let count = 0;
  return {
    issue: (trigger) => {
      count += 1;
      const id = `${clock.nowMs()}.${100_000 + count}.${randomSecret()}`;
      issued.set(id, { trigger, issuedAtMs: clock.nowMs(), isExchanged: false });
      return id;
    },
    exchange: (triggerId) => {
      const entry = issued.get(triggerId);
      if (entry === undefined) return 'invalid_trigger_id';
      if (entry.isExchanged) return 'exchanged_trigger_id';
      if (clock.nowMs() - entry.issuedAtMs > lifetimeMs) return 'expired_trigger_id';
      entry.isExchanged = true;
      return entry.trigger;
    },
  };
}
