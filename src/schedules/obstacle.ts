import type { CachedList } from '../catalogue/cached-list.ts';
import { missingUpstream } from '../jobs/missing-upstream.ts';
import type { JobProblem } from '../store/job.ts';
import type { Schedule } from '../store/schedules.ts';
import type { WarmlyTool } from '../warmly/schema.ts';

export interface ObstacleDeps {
  /** Undefined where Warmly is not configured. */
  readonly tools: CachedList<WarmlyTool> | undefined;
  /** Why its maker may not use Errand where it posts. Throws while that cannot be known. */
  readonly refusal: (schedule: Schedule) => Promise<JobProblem | undefined>;
}

/**
 * Why a schedule cannot run any more, in sentences for its maker; undefined where it can. A list of tools that cannot
 * be had stands in nobody's way: the run itself says what is wrong.
 */
export async function obstacleOf(deps: ObstacleDeps, schedule: Schedule): Promise<string | undefined> {
  const { tools } = deps;
  if (tools === undefined) return missingUpstream('warmly', 'Ask your admin to configure it.').userMessage;
  const refusal = await deps.refusal(schedule);
  if (refusal !== undefined) return refusal.userMessage;
  const { toolName } = schedule.request;
  // What is in memory may be days old: nobody else may have asked since.
  const isGone = await tools.refresh().then(
    (list) => !list.some(({ name }) => name === toolName),
    () => false,
  );
  return isGone
    ? `Warmly has no tool called “${toolName}” any more. Make another schedule with a tool that it has.`
    : undefined;
}
