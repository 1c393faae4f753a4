import type { Problem } from './problems.ts';
import { spentCredits } from './run-item.ts';
import type { RunStore } from './run-store.ts';

/** The team's credits: what all runs cost is taken off, and with nothing left no run is created. */
export interface Allowance {
  readonly remaining: number;
  /** Sets what is left now. */
  set(credits: number): void;
  refusal(): Problem | undefined;
}

export function createAllowance(store: RunStore): Allowance {
  let granted = Number.POSITIVE_INFINITY;
  const spent = () => store.all().reduce((sum, run) => sum + spentCredits(run), 0);
  const remaining = () => (granted === Number.POSITIVE_INFINITY ? granted : Math.max(0, granted - spent()));
  return {
    get remaining() {
      return remaining();
    },
    set(credits) {
      granted = credits + spent();
    },
    refusal: () =>
      remaining() > 0
        ? undefined
        : { code: 'insufficient_credits', detail: 'Your team has no add-on credits left.' },
  };
}
