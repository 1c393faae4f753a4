import { truncate } from '../block-kit/truncate.ts';
import type { StoredJob } from '../store/jobs.ts';
import type { Sealer } from '../store/sealer.ts';
import type { WarmlyClient } from '../warmly/client.ts';
import { judgeExecution } from '../warmly/judge.ts';
import { warmlyLimits } from '../warmly/limits.ts';
import type { WarmlyExecution } from '../warmly/schema.ts';
import type { Observation, Started } from './observation.ts';
import { openInput } from './sealed-input.ts';
import { problemOf, startOutcomeOf } from './start-error.ts';
import type { Upstream } from './upstream.ts';

const FAILED_WITHOUT_REASON =
  'Warmly says that the tool failed, without a reason. Check the input and run it again.';

/**
 * Warmly executions as jobs: `externalRef` is the job's id, so that an unclear start can be found. Secrets in the input
 * are opened for the call alone.
 */
export function createWarmlyUpstream(
  client: WarmlyClient,
  sealer: Sealer,
  originOf: (job: StoredJob) => Promise<string> = requesterOf,
): Upstream {
  return {
    async start(job, beforeSend) {
      if (job.request.kind !== 'warmly') throw new Error('Not a Warmly job.');
      const { toolName, input } = job.request;
      let opened: Record<string, unknown>;
      try {
        opened = openInput(sealer, input);
      } catch (error) {
        return { type: 'refused', problem: problemOf(error) };
      }
      try {
        const reasoning = reasoningOf(job, await originOf(job));
        const execution = await client.execute(
          { toolName, input: opened, reasoning, externalRef: job.id },
          { beforeSend },
        );
        return { type: 'started', ...startedBy(execution, job.id) };
      } catch (error) {
        return startOutcomeOf(error);
      }
    },
    async find(job) {
      const { executions } = await client.listExecutions({ externalRef: job.id, limit: 10 });
      const execution = executions.find(({ externalRef }) => externalRef === job.id);
      return execution && startedBy(execution, job.id);
    },
    cancel() {
      return Promise.resolve({
        type: 'refused',
        reason: 'Warmly has no way to stop a tool from here. Its result will come as usual.',
      });
    },
  };
}

/** What an execution says, in a job's words. */
export function observeExecution(execution: WarmlyExecution): Observation {
  const kind = judgeExecution(execution);
  const upstreamState = execution.status;
  const progress = execution.startedAtMs === undefined ? {} : { startedAtMs: execution.startedAtMs };
  if (kind === 'running' || kind === 'waiting') return { kind, upstreamState, progress };
  const output = execution.output ?? null;
  if (kind !== 'failed') return { kind, upstreamState, progress, output };
  const userMessage = execution.userFacingError ?? FAILED_WITHOUT_REASON;
  return { kind, upstreamState, progress, output, problem: { code: 'warmly.tool_failed', userMessage } };
}

/** A result given inline without an id is still one execution: the job's own id stands in. */
function startedBy(execution: WarmlyExecution, jobId: string): Started {
  return { upstreamId: execution.id ?? `inline:${jobId}`, observation: observeExecution(execution) };
}

/** The audit note: the person's own reason, then who asked and where. */
function reasoningOf(job: StoredJob, origin: string): string {
  const reason = job.request.kind === 'warmly' ? job.request.reasoning : undefined;
  if (reason === undefined) return origin;
  // A reason of any length may be written; who and where is said in any case.
  const room = warmlyLimits.maxReasoningCharacters - origin.length - 2;
  return `${truncate(reason, room)}\n\n${origin}`;
}

function requesterOf({ requesterId, teamId }: StoredJob): Promise<string> {
  return Promise.resolve(`Requested in Slack by user ${requesterId} of team ${teamId}.`);
}
