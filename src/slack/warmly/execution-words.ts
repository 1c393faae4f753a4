import { dateToken } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import type { Job } from '../../store/job.ts';
import { judgeExecution } from '../../warmly/judge.ts';
import type { WarmlyExecution } from '../../warmly/schema.ts';

/** Warmly's statuses in the order of an execution's life. */
export const EXECUTION_STATUSES = [
  'pending',
  'running',
  'awaiting_approval',
  'succeeded',
  'failed',
  'cancelled',
] as const;

const WORDS: Readonly<Record<string, string>> = {
  pending: '🕓 Queued',
  running: '⏳ Running',
  awaiting_approval: '✋ Waiting for approval in Warmly',
  succeeded: '✅ Succeeded',
  failed: '❌ Failed',
  cancelled: '🚫 Cancelled',
};

/** A status as a sign and words; one that nobody knows today by its own name. */
export function statusWords(status: string): string {
  return WORDS[status] ?? `• ${outside(status.replaceAll('_', ' '), 60)}`;
}

/** How an execution stands: what succeeded by its status but not by its output has failed. */
export function executionState(execution: Pick<WarmlyExecution, 'status' | 'success'>): string {
  const verdict = judgeExecution(execution);
  return statusWords(verdict === 'failed' ? 'failed' : execution.status);
}

/** A job in Warmly's words. */
export function statusOf({
  state,
  outcome,
  upstreamState,
}: Pick<Job, 'state' | 'outcome' | 'upstreamState'>): string {
  if (state === 'finished') return outcome === 'lost' || outcome === null ? 'failed' : outcome;
  if (state === 'waiting') return 'awaiting_approval';
  return state === 'watching' ? (upstreamState ?? 'running') : 'pending';
}

export function ago(instantMs: number): string {
  return dateToken(instantMs, '{ago}');
}

/** Text from outside in one line of mrkdwn. */
export function outside(text: string, maxChars = 200): string {
  return escapeWithin(text.replace(/\s+/g, ' ').trim(), maxChars, escapeMrkdwn);
}
