import { toErrandError } from '../errors.ts';
import { callOutcome } from '../http/failure.ts';
import type { JobProblem } from '../store/job.ts';
import type { StartOutcome } from './observation.ts';

/** An error in a job's words: its code, and the sentences for people. */
export function problemOf(error: unknown): JobProblem {
  const { code, userMessage, fields } = toErrandError(error);
  const { authUrl, provider } = fields;
  return {
    code,
    userMessage,
    ...(typeof authUrl === 'string' && { authUrl }),
    ...(typeof provider === 'string' && { provider }),
  };
}

/** What a failed create call means for the job: tried again only where upstream certainly did nothing. */
export function startOutcomeOf(error: unknown): StartOutcome {
  const { retryable, retryAfterMs } = toErrandError(error);
  const problem = problemOf(error);
  switch (callOutcome(error)) {
    case 'not_sent':
    case 'refused':
      return retryable
        ? { type: 'not_sent', problem, ...(retryAfterMs !== undefined && { retryAfterMs }) }
        : { type: 'refused', problem };
    case 'unknown':
      return { type: 'unknown', problem };
  }
}
