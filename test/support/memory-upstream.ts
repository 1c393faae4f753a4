import type { CancelOutcome, Started, StartOutcome } from '../../src/jobs/observation.ts';
import type { Upstream } from '../../src/jobs/upstream.ts';

/** One answer: what is returned, or a function that makes it (or throws). */
type Answer<T> = T | (() => T | Promise<T>);

/** An upstream that answers as told, in this order; the last answer stays. Counts its calls. */
export interface MemoryUpstream extends Upstream {
  readonly calls: { start: number; find: number; cancel: number };
}

export interface MemoryUpstreamAnswers {
  readonly start?: readonly Answer<StartOutcome>[];
  readonly find?: readonly Answer<Started | undefined>[];
  readonly cancel?: readonly Answer<CancelOutcome>[];
}

export function createMemoryUpstream(answers: MemoryUpstreamAnswers = {}): MemoryUpstream {
  const calls = { start: 0, find: 0, cancel: 0 };

  async function answer<T>(kind: keyof typeof calls, list: readonly Answer<T>[] | undefined): Promise<T> {
    const next = list?.[Math.min(calls[kind], list.length - 1)];
    calls[kind] += 1;
    if (list === undefined || list.length === 0) throw new Error(`The test expects no ${kind} call.`);
    return await (typeof next === 'function' ? (next as () => T | Promise<T>)() : (next as T));
  }

  return {
    calls,
    async start(_job, beforeSend) {
      await beforeSend();
      return await answer('start', answers.start);
    },
    find: () => answer('find', answers.find),
    cancel: () => answer('cancel', answers.cancel),
  };
}

export function startedRun(upstreamId: string): Started {
  return { upstreamId, observation: { kind: 'running', upstreamState: 'QUEUED' } };
}
