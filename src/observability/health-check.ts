import { type Clock, within } from '../clock.ts';

/** `failing`: people are not served; `degraded`: they are, but something outside is in trouble. */
export type Severity = 'failing' | 'degraded';

export interface HealthProblem {
  readonly part: string;
  readonly severity: Severity;
  /** For the operator: what is wrong, and what to do where that is known. Holds no address and no secret. */
  readonly message: string;
}

export interface HealthPart {
  readonly part: string;
  readonly severity: Severity;
  /** Whether requests should go elsewhere while this fails. */
  readonly neededForTraffic: boolean;
  /** What is wrong, or undefined. A rejection counts as `fallback`. */
  readonly check: () => Promise<string | undefined> | string | undefined;
  readonly fallback: string;
}

export interface HealthCheck {
  /** Everything that is wrong now. Asked often, it answers with what it found in the last second. */
  problems(): Promise<readonly HealthProblem[]>;
  /** The part of it for which requests should go elsewhere. */
  trafficProblems(): Promise<readonly HealthProblem[]>;
}

/** A part that does not tell in this time fails: a database may hang instead of refusing. */
const CHECK_WITHIN_MS = 3_000;
const FRESH_FOR_MS = 1_000;

export function createHealthCheck(parts: readonly HealthPart[], clock: Clock): HealthCheck {
  const neededForTraffic = new Set(parts.filter((each) => each.neededForTraffic).map(({ part }) => part));
  let last: { readonly atMs: number; readonly problems: Promise<readonly HealthProblem[]> } | undefined;

  async function look({ part, severity, check, fallback }: HealthPart): Promise<HealthProblem[]> {
    const told = Promise.resolve()
      .then(check)
      .catch(() => fallback);
    const message = await within(clock, CHECK_WITHIN_MS, told, fallback);
    return message === undefined ? [] : [{ part, severity, message }];
  }

  async function problems(): Promise<readonly HealthProblem[]> {
    const nowMs = clock.nowMs();
    if (last === undefined || nowMs - last.atMs >= FRESH_FOR_MS) {
      last = { atMs: nowMs, problems: Promise.all(parts.map(look)).then((found) => found.flat()) };
    }
    return await last.problems;
  }

  return {
    problems,
    async trafficProblems() {
      return (await problems()).filter(({ part }) => neededForTraffic.has(part));
    },
  };
}
