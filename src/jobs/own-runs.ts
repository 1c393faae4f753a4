import { findJobByUpstreamId, newestUpstreamId } from '../store/find-jobs.ts';
import type { Store } from '../store/store.ts';
import type { OwnRuns } from './warp-upstream.ts';

/** The Warp runs that jobs of this database stand for. */
export function ownRunsOf(store: Store): OwnRuns {
  return {
    isKnown: async (runId) => (await findJobByUpstreamId(store, 'warp', runId)) !== undefined,
    anyId: () => newestUpstreamId(store, 'warp'),
  };
}
