import type { JobKind, JobProblem } from '../store/job.ts';
import type { Store } from '../store/store.ts';
import { listWatches } from '../store/watches.ts';
import { applyEvent } from './apply-event.ts';

const NAMES = { warmly: 'Warmly', warp: 'Warp' } as const;

/** Why nothing happens to a job whose upstream the operator has taken out of the settings; `next` says what to do. */
export function missingUpstream(kind: JobKind, next: string): JobProblem {
  return { code: `${kind}.not_configured`, userMessage: `${NAMES[kind]} is not set up any more. ${next}` };
}

/** Says so on the cards of started jobs that nobody can follow now. They are taken up again when it is back. */
export async function tellOfMissingUpstream(store: Store, kind: JobKind): Promise<void> {
  const problem = missingUpstream(kind, 'Ask your admin to configure it: this goes on then.');
  for (const { jobId } of await listWatches(store, kind)) {
    await store.transaction((tx) => applyEvent(tx, jobId, { type: 'upstream_trouble', problem }));
  }
}
