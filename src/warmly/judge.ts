import type { WarmlyExecution } from './schema.ts';

export type WarmlyVerdict = 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled';

/**
 * What an execution has come to, from `status` and `output.success` alone: Warmly answers 202 to failed tools
 * too. `waiting` means that somebody must approve it in Warmly.
 */
export function judgeExecution(execution: Pick<WarmlyExecution, 'status' | 'success'>): WarmlyVerdict {
  switch (execution.status) {
    case 'pending':
    case 'running':
      return 'running';
    case 'awaiting_approval':
      return 'waiting';
    case 'failed':
      return 'failed';
    case 'cancelled':
    case 'canceled':
      return 'cancelled';
    case 'succeeded':
      return execution.success === false ? 'failed' : 'succeeded';
    default:
      // A status we do not know: only the output's own word ends it. Else it is followed on, since a result
      // that comes late is better than a failure that was none.
      if (execution.success === undefined) return 'running';
      return execution.success ? 'succeeded' : 'failed';
  }
}
