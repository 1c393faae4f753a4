export type WarpRunStateKind = 'active' | 'waiting' | 'succeeded' | 'failed' | 'cancelled';

/** What a run's state means for whoever follows it. */
export function runStateKind(state: string): WarpRunStateKind {
  switch (normalRunState(state)) {
    case 'QUEUED':
    case 'PENDING':
    case 'CLAIMED':
    case 'INPROGRESS':
      return 'active';
    case 'BLOCKED':
      // Over for Warp's own client, but a person can answer in the session and the run goes on.
      return 'waiting';
    case 'SUCCEEDED':
      return 'succeeded';
    case 'CANCELLED':
      return 'cancelled';
    case 'FAILED':
    case 'ERROR':
      return 'failed';
    default:
      // Warp's own client takes a state it does not know for a failure, so Warp cannot add a working state
      // without breaking it. A run followed for ever would be worse than an end that names the state.
      return 'failed';
  }
}

/** The state in the spelling of the documentation. */
export function normalRunState(state: string): string {
  const upper = state.trim().toUpperCase();
  return upper === 'IN_PROGRESS' ? 'INPROGRESS' : upper;
}
